"""What the patient said about how they are."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from care.people import PatientId, ProviderId


class CheckInOutcome(StrEnum):
    """How a check-in ended."""

    ANSWERED = "answered"
    REFUSED = "refused"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """One question round and its answer (FHIR QuestionnaireResponse)."""

    id: str
    patient: PatientId
    survey: str
    """"pain", "mood", "sleep", ...: the row of the survey table that was asked."""
    asked_at: datetime
    ended_at: datetime
    outcome: CheckInOutcome
    score: float | None = None
    """On the survey's own scale; pain is 0-10 (NRS-11)."""
    words: str | None = None
    """The word of a verbal scale, such as "moderate"."""
    place: str | None = None
    """Where it hurts, from the body-site list, read back before storing."""
    answers: tuple[tuple[str, str], ...] = ()
    """Question id and answer, for surveys of several questions."""
    by: ProviderId | None = None
    """Who entered an observer's scale; None when the patient answered."""
    corrected: bool = False
    """The patient has taken an answer back; the earlier one is replaced."""
