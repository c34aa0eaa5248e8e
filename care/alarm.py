"""What is wrong, how badly, and why we think so (IEC 60601-1-8)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from care.observation import Kind
from care.people import PatientId

AlarmId = NewType("AlarmId", str)
"""Derived from patient, code and start of the episode, so that replay gives it again."""


class Cause(StrEnum):
    """Who or what is in trouble."""

    PHYSIOLOGICAL = "physiological"
    TECHNICAL = "technical"
    ADVISORY = "advisory"
    """Adherence and workflow: a missed dose, a task for the nurse."""


class Priority(StrEnum):
    """How soon somebody must answer; names and order of IEC 60601-1-8."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


URGENCY = {priority: place for place, priority in enumerate(Priority)}
"""Place of each priority, 0 for the one that must be answered soonest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One fact behind an alarm, as a wording key and its values; `care.wording` says it."""

    key: str
    """Key under `reason` in the wording tables, such as "spo2_low"."""
    facts: tuple[tuple[str, str], ...] = ()
    """Values already written out: (("value", "86"), ("seconds", "40"))."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A number or word that a detector used, with its age."""

    kind: Kind
    value: float | str
    unit: str
    taken_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one detector saw at one instant; fusion makes alarms of findings."""

    patient: PatientId
    code: str
    """Detector's own stable code, such as "SPO2-CRIT" (docs/alarms.md)."""
    cause: Cause
    priority: Priority
    since: datetime
    """Start of the episode."""
    reasons: tuple[Reason, ...]
    evidence: tuple[Evidence, ...] = ()
    floor: bool = False
    """True for an urgent floor, which no setting can mute."""
    ask: str | None = None
    """Wording key under `question` to ask the patient before alarming, or None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """One episode of one patient that somebody must answer (FHIR DetectedIssue)."""

    id: AlarmId
    patient: PatientId
    code: str
    """Code of the most urgent finding."""
    cause: Cause
    priority: Priority
    raised_at: datetime
    reasons: tuple[Reason, ...]
    """Most urgent first."""
    evidence: tuple[Evidence, ...] = ()
    floor: bool = False
