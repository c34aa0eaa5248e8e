"""What is to be taken, when, and what became of it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NewType

from care.people import PatientId, ProviderId

RegimenId = NewType("RegimenId", str)
DoseId = NewType("DoseId", str)
"""Regimen id, revision-independent ordinal instant: "metformin/2026-11-22T08:00+01:00"."""


class WindowClass(StrEnum):
    """How exact in time a medicine must be (ISMP timely administration, 2011)."""

    TIME_CRITICAL = "time_critical"
    """Within 30 minutes."""
    FREQUENT = "frequent"
    """More often than daily: within 1 hour."""
    DAILY = "daily"
    """Daily or rarer: within 2 hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Regimen:
    """One medicine of one patient, one confirmed revision (FHIR MedicationRequest)."""

    id: RegimenId
    patient: PatientId
    revision: int
    medicine: str
    dose_text: str
    """As spoken and shown: "one tablet of 500 milligrams"."""
    timing: dict[str, Any] = field(hash=False)
    """FHIR R4 `Timing.repeat`, as confirmed."""
    starts: datetime
    ends: datetime | None = None
    window_class: WindowClass = WindowClass.DAILY
    window: timedelta | None = None
    """Half width set by the clinician; None takes the class's."""
    minimum_gap: timedelta | None = None
    critical: bool = False
    late_words: str | None = None
    """The clinician's own words for a late dose; None refers to pharmacist or nurse."""
    compartment: str | None = None
    """Pill-box compartment, where the box tells them apart."""
    author: ProviderId


class DoseOutcome(StrEnum):
    """How a dose ended, exactly one of these, for ever."""

    TAKEN = "taken"
    LATE = "late"
    REFUSED = "refused"
    MISSED = "missed"
    UNKNOWN = "unknown"


class Corroboration(StrEnum):
    """What speech and pill box together say."""

    CONFIRMED = "confirmed"
    CLAIMED = "claimed"
    BOX_ONLY = "box_only"
    CONTRADICTED = "contradicted"
    MISSED = "missed"
    UNKNOWN = "unknown"
    """The box was offline and nobody said anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """One occurrence of one regimen (FHIR MedicationAdministration)."""

    id: DoseId
    patient: PatientId
    regimen: RegimenId
    revision: int
    medicine: str
    dose_text: str
    due: datetime
    opens: datetime
    """Not taken before this instant."""
    closes: datetime
    """Not prompted and not taken after this instant."""
    outcome: DoseOutcome | None = None
    corroboration: Corroboration | None = None
