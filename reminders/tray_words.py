"""What happens around a patient's medicine tray, what it asks for, and its state."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from care.commands import Clear, Raise, Record, WakeAt
from care.medication import Dose, DoseId, Regimen, Sign
from care.people import PatientId, Routine
from reminders.dose_words import BoxChanged, Manner, Round, Tick, Told
from reminders.truth import Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Doses asked about in one prompt."""

    id: str
    """Tells nothing about the medicine; the question's id is "dose:" and this."""
    doses: tuple[DoseId, ...]
    asked_at: datetime


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Restarted:
    """The station has come up again and may not have performed its last commands."""


TrayEvent = Tick | Told | BoxChanged | Ordered | Spoken | Later | BoxOpened | Restarted


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


TrayCommand = AskDoses | StopAskingAbout | ReplyAbout | Record | Raise | Clear | WakeAt
