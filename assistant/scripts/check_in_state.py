"""What a check-in under way remembers, saved after every step."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from care.people import PatientId
from reminders.pain import RULES, PainRules


class Step(StrEnum):
    """The open question."""

    SCORE = "score"
    PLACE = "place"
    HEADACHE = "headache"
    READ_BACK = "read_back"


class Scale(StrEnum):
    """How somebody can tell their pain; each is easier than the one before."""

    NUMBERS = "numbers"
    WORDS = "words"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """One check-in from the first question to the record."""

    id: str
    patient: PatientId
    survey: str
    asked_at: datetime
    scale: Scale
    usual: float | None = None
    """The person's own baseline, 0 to 10."""
    rules: PainRules = RULES
    """From which scores on who hears."""
    step: Step = Step.SCORE
    corrections: int = 0
    score: float | None = None
    word: str | None = None
    hurts: bool | None = None
    place: str | None = None
    sure: bool = True
    """Everything so far was heard surely."""
    corrected: bool = False
    """The patient has taken an answer back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Postponed:
    """Ask this survey again after a while."""

    survey: str
    after: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """The check-in is over; `answered` is False when nobody answered."""

    id: str
    answered: bool
