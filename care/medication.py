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
    """More often than daily: within 1 hour; oftener than every 4 hours: a quarter of the
    interval."""
    DAILY = "daily"
    """Daily or rarer: within 2 hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """So many days on, so many days off, from the day the regimen starts."""

    on: int
    off: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AsNeeded:
    """Medicine on demand: never planned, only limited."""

    reason: str | None = None
    """What it may be taken for, such as "pain"."""
    maximum: int | None = None
    """Doses allowed in any 24 hours."""


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
    order: str | None = None
    """The order it belongs to; regimens of one order are one medicine, and gaps are kept
    among all of them. None stands for the regimen alone."""
    cycle: Cycle | None = None
    as_needed: AsNeeded | None = None
    """Set for medicine that is taken on demand: it is never planned."""
    purpose: str | None = None
    """What it is for, in everyday words from the order."""
    look: str | None = None
    """What it looks like, such as "the white tablet"; helps the patient to name it."""
    high_risk: bool = False
    """A change needs a second person."""
    units_per_dose: float = 1.0
    """How many tablets (or other counted units) one dose takes out of the stock."""


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


class Witness(StrEnum):
    """Who or what tells of a dose."""

    SPEECH = "speech"
    BOX = "box"
    PERSON = "person"
    """A caregiver or clinician, at the console."""


class Sign(StrEnum):
    """What a witness tells."""

    TAKEN = "taken"
    PART = "part"
    """Some of it; never asked for again, always shown to the clinician."""
    NOT_TAKEN = "not_taken"
    REFUSED = "refused"
    UNSURE = "unsure"
    OPENED = "opened"
    """The right compartment was opened, or its weight fell."""
    WRONG_COMPARTMENT = "wrong_compartment"
    AGAIN = "again"
    """Taken a second time; a person is told at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseEvidence:
    """One thing a witness told about one dose; kept for ever, corrected by later ones."""

    dose: DoseId
    witness: Witness
    sign: Sign
    at: datetime
    """The instant it speaks of, as far as known: when the box opened, when it was said."""
    heard_at: datetime
    """When the home learnt it; a box that was offline tells late."""
    by: ProviderId | None = None
    reason: str | None = None
    """Code of a refusal ("nausea", "no_stock", ...)."""

    @property
    def key(self) -> str:
        """The same telling has the same key, however often it arrives."""
        return f"{self.dose}|{self.witness}|{self.sign}|{self.at.isoformat()}"


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
    ended_at: datetime | None = None
    """When the outcome was reached first; corrections do not move it."""
    taken_at: datetime | None = None
    part: bool = False
    """Only some of it was taken."""
    reason: str | None = None
    """Why it was refused, missed or left unknown, as a code."""
    prompts: int = 0
    """How often the patient was asked about it; the load of reminding."""
    corrected: bool = False
    """A later word changed the outcome; the earlier evidence is kept."""
