"""Events and commands of one dose's life, and its state: the words of `reminders.round`."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from care.alarm import AlarmId
from care.commands import Clear, Raise, Record, WakeAt
from care.medication import Dose, DoseEvidence, Regimen
from reminders.truth import Box


class Stage(StrEnum):
    """Where a dose stands."""

    WAITING = "waiting"
    ASKED = "asked"
    SNOOZED = "snoozed"
    SETTLED = "settled"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A dose on its way; frozen, saved after every step."""

    dose: Dose
    regimen: Regimen
    stage: Stage = Stage.WAITING
    evidence: tuple[DoseEvidence, ...] = ()
    """By key, each once."""
    asked: int = 0
    """Prompts given so far."""
    snoozes: int = 0
    snoozed_at: datetime | None = None
    quiet_until: datetime | None = None
    """The patient said when to ask again; unless critical, nobody is told before."""
    next_ask: datetime | None = None
    """None: nothing more to ask."""
    not_before: datetime | None = None
    """Earliest instant that the minimum gap to another intake allows."""
    doubted: bool = False
    """The one gentle question about a contradiction, or about a box-only dose, was put."""
    stopped: bool = False
    """A clinician has stopped the medicine after the dose was due."""
    told: str | None = None
    """Code of the alarm that stands, or None."""
    told_at: datetime | None = None
    told_in: int = 0
    """How many alarms had been closed when it was told."""
    closings: int = 0
    """How many alarms of its due instant somebody has closed."""
    gap: timedelta = timedelta()
    """Least time to any other intake of the same order."""
    box: Box = Box.NONE
    box_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """Time has passed; `held` while a call or an alarm is on, or at quiet hours."""

    held: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A witness told something."""

    evidence: DoseEvidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Snoozed:
    """The patient wants to be asked later."""

    at: datetime
    """When they said so; the same saying counts once."""
    delay: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxChanged:
    """The pill box came, or went out of reach."""

    box: Box
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """A clinician has stopped the medicine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmClosed:
    """A person has ended an alarm, perhaps one of this dose."""

    alarm: AlarmId


Event = Tick | Told | Snoozed | BoxChanged | Stopped | AlarmClosed


class Manner(StrEnum):
    """What kind of question."""

    DUE = "due"
    BOX_ONLY = "box_only"
    DOUBT = "doubt"
    TWICE = "twice"
    """Told of again after it was entered: was it taken a second time?"""
    MORE = "more"
    """A number was said that is more than planned: was it?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskDose:
    """Ask the patient about this dose; `step` rises with volume and brevity."""

    dose: Dose
    step: int
    manner: Manner = Manner.DUE


@dataclass(frozen=True, slots=True, kw_only=True)
class StopAsking:
    """The question about this dose has lost its point."""

    dose: Dose


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Answer the patient: `key` under `dose.reply` in the wording tables."""

    dose: Dose
    key: str
    until: datetime | None = None


Command = AskDose | StopAsking | Reply | Record | Raise | Clear | WakeAt
