"""What the watch must not forget: open alarms, questions asked, and what was said.

This is the part of the watch that is saved after every step that changes it. Everything
else is rebuilt from stored readings.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from care.alarm import Alarm, Finding, Priority, Reason
from sensors.baseline import Baseline


class Standing(StrEnum):
    """How far an alarm has come."""

    ASKING = "asking"
    """The patient is being asked; nobody outside knows yet."""
    RAISED = "raised"
    NOTED = "noted"
    """The patient said that all is well, and the rule allows that to be believed."""
    CLEARED = "cleared"
    """Its condition is over; should it come back soon, it is the same alarm."""
    CLOSED = "closed"
    """A person has resolved it, while its condition may still last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What the patient said in talk or at a check-in, or did not do (a missed dose)."""

    code: str
    """Row of `sensors.evidence.REPORTS`: "breathless", "chest_pain", "missed_dose", ..."""
    at: datetime
    reason: Reason
    number: float | None = None
    """A pain score, where there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One alarm as the watch holds it."""

    alarm: Alarm
    group: str
    findings: tuple[Finding, ...]
    """Those that stand, most urgent first."""
    standing: Standing
    changed_at: datetime
    """When a finding last joined, or it cleared."""
    question: str | None = None
    deadline: datetime | None = None
    """When the patient's silence counts, should no answer come back at all."""
    denied: Priority = Priority.MEDIUM
    """Priority once the patient has said that nothing is wrong."""
    cap: Priority | None = None
    """Set by the patient's "no": not above this, unless something worse joins."""
    said: tuple[Reason, ...] = ()
    """What the patient answered."""
    told_at: datetime | None = None
    """When it was last raised or repeated."""
    ended_at: datetime | None = None
    """When a person closed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The saved state of one patient's watch."""

    alarms: dict[str, Held] = field(default_factory=dict)
    """By alarm id, oldest first."""
    usual: dict[str, Baseline] = field(default_factory=dict)
    """What is usual, by stream, as of the last turn of a day."""
    reports: tuple[Reported, ...] = ()
    """What was said in the last hours, oldest first."""
