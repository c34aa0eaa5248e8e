"""Short surveys as data: questions, points, and who hears about which sum.

A survey is a row of a table (`reminders/surveys/*.toml`); its words are in
`care/words/<language>/survey.toml`. Nothing here decides about treatment.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from hashlib import sha256

from care.alarm import Alarm, AlarmId, Cause, Priority, Reason
from care.checkin import CheckIn, CheckInOutcome
from care.people import PatientId, ProviderId
from care.speech import SafetyCategory
from reminders.pain import Telling
from reminders.rota import Visit


class Kind(StrEnum):
    """What kind of answer a question takes."""

    CHOICE = "choice"
    YES_NO = "yes_no"
    NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyQuestion:
    """One question; a number counts no points."""

    id: str
    kind: Kind
    points: tuple[tuple[str, float], ...] = ()
    """Answer code and its points, in the order they are offered."""
    low: float = 0
    high: float = 0
    read_back: bool = False
    cries: tuple[tuple[str, SafetyCategory], ...] = ()
    """Answers that are a cry for help, whatever the sum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """One short survey."""

    id: str
    questions: tuple[SurveyQuestion, ...]
    tell: tuple[tuple[float, Telling], ...] = ()
    """From so many points on, who hears; rising."""
    at: time | None = None
    """Usual local time; None when it is not asked by the clock."""
    weekdays: frozenset[int] = frozenset()
    observer: bool = False
    """A caregiver enters it at the console; the voice never asks it."""

    def visit(self) -> Visit | None:
        """Its place in the rota, if it has one."""
        if self.at is None or self.observer:
            return None
        return Visit(survey=self.id, at=self.at, weekdays=self.weekdays)


def score(survey: Survey, answers: Iterable[tuple[str, str]]) -> float | None:
    """The sum of points; None when a question with points has no valid answer."""
    given = dict(answers)
    total, scored = 0.0, False
    for question in survey.questions:
        if question.kind is Kind.NUMBER:
            continue
        points = dict(question.points).get(given.get(question.id, ""))
        if points is None:
            return None
        total, scored = total + points, True
    return total if scored else _number(survey, given)


def _number(survey: Survey, given: Mapping[str, str]) -> float | None:
    """A survey of numbers alone has its first number as score."""
    first = given.get(survey.questions[0].id)
    return None if first is None else float(first)


def telling(survey: Survey, total: float | None) -> Telling:
    """Who hears about the sum."""
    told = Telling.NOBODY
    for least, who in survey.tell:
        if total is not None and total >= least:
            told = who
    return told


def check_in(
    survey: Survey,
    key: str,
    patient: PatientId,
    stretch: tuple[datetime, datetime],
    answers: tuple[tuple[str, str], ...],
    *,
    by: ProviderId | None = None,
) -> CheckIn:
    """The record of an answered survey, asked by voice or entered by an observer."""
    return CheckIn(
        id=key,
        patient=patient,
        survey=survey.id,
        asked_at=stretch[0],
        ended_at=stretch[1],
        outcome=CheckInOutcome.ANSWERED,
        score=score(survey, answers),
        answers=answers,
        by=by,
    )


def alarm(found: CheckIn, told: Telling) -> Alarm:
    """The advisory alarm about a sum: low as a note, medium for the provider."""
    facts = (("survey", found.survey), ("number", f"{found.score:g}"))
    return Alarm(
        id=AlarmId(f"survey-{sha256(found.id.encode()).hexdigest()[:16]}"),
        patient=found.patient,
        code="SURVEY",
        cause=Cause.ADVISORY,
        priority=Priority.MEDIUM if told is Telling.PROVIDER else Priority.LOW,
        raised_at=found.ended_at,
        reasons=(Reason(key="survey_answer", facts=facts),),
    )
