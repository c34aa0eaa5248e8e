"""What the help script remembers, and what it is told."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.scripts.help_words import Person
from care.alarm import Alarm, AlarmId
from care.speech import SafetyCategory


class Stage(StrEnum):
    """Where a cry stands."""

    ASKED = "asked"
    ASSURING = "assuring"
    """The "no" is asked for once more."""
    CALLED = "called"
    CHECKING = "checking"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The cry being dealt with."""

    category: SafetyCategory
    stage: Stage
    since: datetime
    number: int
    """Part of its questions' ids."""
    alarm: Alarm | None = None
    over_talk: bool = False
    """Heard while other talk ran in the room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """All that the script remembers."""

    person: Person
    case: Case | None = None
    cases: int = 0
    denials: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePassed:
    """Look whether an answer is overdue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A person has resolved an alarm."""

    alarm: AlarmId
