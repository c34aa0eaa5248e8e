"""What a pain score means: bands, change against the person's own days, red flags.

Sources: bands 1-3 / 4-6 / 7-10 are common, others are published, so they are editable;
a change of about 2 points is meaningful (Farrar 2001). Telling: +2 against the median of
7 days is noted, +3 or 8 and more goes to the provider (project proposal, editable).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from statistics import median

from care.alarm import Alarm, AlarmId, Cause, Priority, Reason
from care.checkin import CheckIn
from care.people import PatientId
from care.speech import SafetyCategory

WORDS = {"none": 0.0, "mild": 2.0, "moderate": 5.0, "severe": 8.0, "worst": 10.0}
"""Middle of the band of each word of the verbal scale; used for telling, not recorded."""
CHEST_PLACES = frozenset({"chest", "jaw", "left_arm"})
SURVEY = "pain"
HIGHEST = 10
"""The numeric rating scale ends here (NRS-11)."""


class Band(StrEnum):
    """How strong a pain is called."""

    NONE = "none"
    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"


class Telling(StrEnum):
    """Who hears of an answer."""

    NOBODY = "nobody"
    NOTE = "note"
    PROVIDER = "provider"


@dataclass(frozen=True, slots=True, kw_only=True)
class PainRules:
    """Clinician's numbers; scores from 0 to 10."""

    mild_to: float = 3
    moderate_to: float = 6
    note_rise: float = 2
    provider_rise: float = 3
    provider_from: float = 8
    baseline: timedelta = timedelta(days=7)
    headache_from: float = 8


RULES = PainRules()


def strength(check_in: CheckIn) -> float | None:
    """The score on 0 to 10, from the number or the word; None without either."""
    if check_in.score is not None:
        return check_in.score
    return WORDS.get(check_in.words or "")


def band(score: float, rules: PainRules = RULES) -> Band:
    """The name of a score."""
    if score <= 0:
        return Band.NONE
    if score <= rules.mild_to:
        return Band.MILD
    return Band.MODERATE if score <= rules.moderate_to else Band.SEVERE


def baseline(
    history: Iterable[CheckIn], now: datetime, rules: PainRules = RULES
) -> float | None:
    """Median strength of the days before; None without a score."""
    scores = [
        score
        for one in history
        if one.survey == SURVEY
        and now - rules.baseline <= one.ended_at < now
        and (score := strength(one)) is not None
    ]
    return median(scores) if scores else None


def telling(score: float | None, usual: float | None, rules: PainRules = RULES) -> Telling:
    """Who hears of a score, given the person's own baseline."""
    if score is None:
        return Telling.NOBODY
    rise = score - usual if usual is not None else 0.0
    if score >= rules.provider_from or rise >= rules.provider_rise:
        return Telling.PROVIDER
    return Telling.NOTE if rise >= rules.note_rise else Telling.NOBODY


def red_flag(place: str | None) -> SafetyCategory | None:
    """A place whose pain is a cry for help at any score."""
    return SafetyCategory.CHEST_PAIN if place in CHEST_PLACES else None


def alarm(check_in: CheckIn, told: Telling) -> Alarm:
    """The advisory alarm to the provider (medium) or the note (low)."""
    score = strength(check_in)
    facts = (("number", f"{score:g}" if score is not None else "?"),)
    digest = sha256(check_in.id.encode()).hexdigest()[:16]
    return Alarm(
        id=AlarmId(f"pain-{digest}"),
        patient=check_in.patient,
        code="PAIN-HIGH" if told is Telling.PROVIDER else "PAIN-RISE",
        cause=Cause.ADVISORY,
        priority=Priority.MEDIUM if told is Telling.PROVIDER else Priority.LOW,
        raised_at=check_in.ended_at,
        reasons=(Reason(key="said_pain", facts=facts),),
    )


def observe(key: str, patient: PatientId, now: datetime) -> Alarm:
    """Nobody could tell by words: a caregiver is asked to look (an observer's scale)."""
    digest = sha256(key.encode()).hexdigest()[:16]
    return Alarm(
        id=AlarmId(f"observe-{digest}"),
        patient=patient,
        code="PAIN-OBSERVE",
        cause=Cause.ADVISORY,
        priority=Priority.LOW,
        raised_at=now,
        reasons=(Reason(key="pain_observe"),),
    )
