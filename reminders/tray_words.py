"""What happens around a patient's medicine tray, what it asks for, and its state."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from care.commands import Clear, Raise, Record, WakeAt
from care.medication import Dose, DoseId, Regimen, Sign
from care.people import PatientId, Routine
from reminders.dose_words import AlarmClosed, BoxChanged, Manner, Round, Tick, Told
from reminders.rota import Called
from reminders.truth import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Doses asked about in one prompt."""

    id: str
    """Tells nothing about the medicine; the question's id is "dose:" and this."""
    doses: tuple[DoseId, ...]
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """One dose on demand."""

    medicine: str
    """Order, or regimen where there is none."""
    dose: DoseId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Tray:
    """All open and lately ended doses of one patient; frozen, saved after every step."""

    patient: PatientId
    zone: ZoneInfo
    routine: Routine
    planned_to: datetime
    """Every dose due before this instant has had its round."""
    latest: datetime | None = None
    """Latest instant ever seen; a clock that was set back makes nothing due again."""
    regimens: tuple[Regimen, ...] = ()
    rounds: tuple[Round, ...] = ()
    """By due instant and id."""
    groups: tuple[Group, ...] = ()
    box: Box = Box.NONE
    on_demand: tuple[Intake, ...] = ()
    """What was taken on demand in the last days, newest last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """The regimens in force, or the patient's day or zone, have changed."""

    regimens: tuple[Regimen, ...]
    zone: ZoneInfo
    routine: Routine


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """The patient said something about the doses of a prompt."""

    group: str
    sign: Sign
    at: datetime
    only: tuple[DoseId, ...] = ()
    """Only these of the group; empty for all."""
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """The patient wants to be asked later about the doses of a prompt."""

    group: str
    at: datetime
    delay: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxOpened:
    """The pill box was opened, or the weight of a compartment fell."""

    at: datetime
    heard_at: datetime
    compartment: str | None = None


WHICH = "?"
"""One certain medicine was named, and nobody can tell which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentioned:
    """The patient spoke of a medicine without having been asked."""

    sign: Sign
    at: datetime
    medicine: str | None = None
    """Id of a regimen or an order; None when no medicine was named, or `WHICH`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenTwice:
    """The patient said that the doses of a prompt were taken a second time."""

    group: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MayTake:
    """The patient asks "may I take a painkiller?"; the orders answer."""

    at: datetime
    medicine: str | None = None
    """Id of a regimen or an order; None for all medicine on demand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TookOnDemand:
    """The patient has taken a medicine on demand."""

    medicine: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Restarted:
    """The station has come up again and may not have performed its last commands."""


TrayEvent = (
    Tick
    | Told
    | BoxChanged
    | AlarmClosed
    | Ordered
    | Spoken
    | Later
    | BoxOpened
    | Mentioned
    | TakenTwice
    | MayTake
    | TookOnDemand
    | Restarted
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskDoses:
    """Ask about several doses in one prompt that names each."""

    group: str
    doses: tuple[Dose, ...]
    step: int
    manner: Manner


@dataclass(frozen=True, slots=True, kw_only=True)
class StopAskingAbout:
    """The question about this group has lost its point."""

    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyAbout:
    """Answer the patient: `key` under `dose.reply` in the wording tables."""

    group: str
    """The prompt it answers; empty for words out of the blue."""
    doses: tuple[Dose, ...]
    key: str
    until: datetime | None = None
    last: datetime | None = None
    """The intake before, where the reply speaks of it."""
    late_words: str | None = None
    """The clinician's own words for a late dose, where the reply speaks of one."""


TrayCommand = (
    AskDoses | StopAskingAbout | ReplyAbout | Record | Raise | Clear | WakeAt | Called
)
