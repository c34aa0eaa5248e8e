"""What a core may request; the station performs it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from care.alarm import Alarm, AlarmId
from care.checkin import CheckIn
from care.escalation import Escalation, Notice
from care.medication import Dose, DoseEvidence
from care.speech import Prompt, Question, QuestionId


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """Speak, and expect no answer."""

    prompt: Prompt


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Speak, listen, and answer the owner of the question."""

    question: Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """The question has lost its point; do not ask it any more."""

    question: QuestionId


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm:
    """Ask the patient before this alarm leaves the house; silence raises it."""

    alarm: Alarm
    question: str
    """Wording key under `question`."""
    answer_within: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Raise:
    """Start (or, for an id already open, update) an escalation."""

    alarm: Alarm


@dataclass(frozen=True, slots=True, kw_only=True)
class Clear:
    """The condition is over; not an acknowledgement and not a resolution."""

    alarm: AlarmId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Notify:
    """Hand a notice to its channel."""

    notice: Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Keep this."""

    what: Dose | DoseEvidence | CheckIn | Alarm | Escalation


@dataclass(frozen=True, slots=True, kw_only=True)
class WakeAt:
    """Ring me at this instant, at the latest; a late ring does no harm."""

    at: datetime


Command = Say | Ask | Withdraw | Confirm | Raise | Clear | Notify | Record | WakeAt
