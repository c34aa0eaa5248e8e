"""What can happen to the watch over a patient."""

from dataclasses import dataclass

from care.alarm import AlarmId
from care.observation import Reading
from care.speech import Answer
from sensors.held import Reported


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A reading has come and is stored."""

    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """A stored reading, given again at a start; it fills the windows and alarms nobody."""

    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The question of a `Confirm` has ended; its id is "alarm:" and the alarm's id."""

    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The patient said something that counts, or a dose was missed."""

    report: Reported


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """A person has resolved the escalation of this alarm."""

    alarm: AlarmId


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """Time has passed."""


Event = Measured | Remembered | Answered | Told | Closed | Tick
