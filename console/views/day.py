"""The last 24 hours of one patient: charts, alarms, doses and check-ins."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from care.alarm import Alarm
from care.checkin import CheckIn
from care.escalation import Escalation
from care.medication import Dose, DoseOutcome
from care.observation import Kind
from care.people import Patient
from console.chart import Chart, Flag, Span, draw
from console.series import Hour, Point, Series, hours, series
from console.views.outline import kinds, outline
from records.unit import Unit
from sensors.kinds import KINDS

DAY = timedelta(days=1)
HOLE = timedelta(minutes=15)
"""Longest step between two values of a stream that is still drawn as a line."""
SPARSE = frozenset({"systolic", "diastolic", "temperature", "weight", "glucose_meter"})
"""Taken by hand now and then: joined by no line at all."""

BANDS: Mapping[tuple[str, str], tuple[float, float]] = {
    ("glucose", "mg/dL"): (70, 180),
    ("glucose", "mmol/L"): (3.9, 10.0),
    ("glucose_meter", "mg/dL"): (70, 180),
    ("glucose_meter", "mmol/L"): (3.9, 10.0),
}
"""Target by kind and unit (ADA, Standards of Care, time in range); never converted."""
OXYGEN = {1: (94.0, 98.0), 2: (88.0, 92.0)}
"""Target saturation by the patient's NEWS2 scale (BTS guideline for oxygen use)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One chart with what its text and table say."""

    series: Series
    chart: Chart
    band: tuple[float, float] | None
    last: Point
    low: float
    high: float
    count: int
    gaps: int
    hours: tuple[tuple[Hour, int], ...]
    """Each hour with how many values were measured in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """Everything on the page."""

    patient: Patient
    span: Span
    pictures: tuple[Picture, ...]
    alarms: tuple[tuple[Alarm, Escalation | None], ...]
    doses: tuple[Dose, ...]
    check_ins: tuple[CheckIn, ...]


def hole_of(kind: Kind) -> timedelta:
    """From what distance two values are not joined."""
    if kind in SPARSE:
        return timedelta(0)
    known = KINDS.get(kind)
    return known.fresh if known else HOLE


def band_of(patient: Patient, kind: Kind, unit: str) -> tuple[float, float] | None:
    """The target band to shade, where there is one for this unit."""
    if (kind, unit) == ("spo2", "%"):
        return OXYGEN[patient.oxygen_scale]
    return BANDS.get((kind, unit))


def flags(alarms: Iterable[Alarm], doses: Iterable[Dose]) -> tuple[Flag, ...]:
    """Alarms and doses as marks on the time line."""
    taken = (DoseOutcome.TAKEN, DoseOutcome.LATE)
    marks = [Flag(at=alarm.raised_at, style=alarm.priority.value) for alarm in alarms]
    marks += [
        Flag(at=dose.due, style="dose" if dose.outcome in taken else "dose open")
        for dose in doses
    ]
    return tuple(marks)


def picture(
    given: Series,
    patient: Patient,
    span: Span,
    marks: Iterable[Flag],
    counts: Mapping[tuple[str, datetime], int],
) -> Picture:
    """One chart with its summary."""
    points = given.points()
    values = [point.value for point in points]
    band = band_of(patient, given.kind, given.unit)
    lines = hours(given, start=_hour(span.start), end=span.end)
    per_hour = [counts.get((given.unit, line.start), 0) for line in lines]
    return Picture(
        series=given,
        chart=draw(given, span=span, routine=patient.routine, band=band, flags=marks),
        band=band,
        last=points[-1],
        low=min(values),
        high=max(values),
        count=sum(per_hour),
        gaps=0 if given.kind in SPARSE else len(given.stretches) - 1,
        hours=tuple(zip(lines, per_hour, strict=True)),
    )


def _hour(at: datetime) -> datetime:
    """The full hour before."""
    return at.replace(minute=0, second=0, microsecond=0)


def _pictures(
    unit: Unit, patient: Patient, span: Span, marks: tuple[Flag, ...]
) -> Iterator[Picture]:
    """One per kind and unit of which numbers were measured."""
    for kind in kinds(unit, patient.id):
        hole = hole_of(kind)
        found = outline(
            unit,
            patient.id,
            kind,
            _hour(span.start),
            span.end,
            every=kind in SPARSE,
        )
        inside = [one for one in found.points if one.taken_at >= span.start]
        for one in series(inside, hole=hole):
            yield picture(one, patient, span, marks, found.counts)


def gather(unit: Unit, patient: Patient, now: datetime) -> Day:
    """The page's content from one consistent look at the record."""
    span = Span(start=now - DAY, end=now, zone=patient.zone)
    alarms = unit.alarms.between(patient.id, span.start, now)
    doses = unit.doses.between(patient.id, span.start, now)
    escalations = {
        one.alarm.id: one for one in unit.escalations.between(patient.id, span.start, now)
    }
    marks = flags(alarms, doses)
    check_ins = [
        one
        for survey in unit.check_ins.surveys(patient.id)
        for one in unit.check_ins.between(patient.id, survey, span.start, now)
    ]
    return Day(
        patient=patient,
        span=span,
        pictures=tuple(_pictures(unit, patient, span, marks)),
        alarms=tuple((one, escalations.get(one.id)) for one in reversed(alarms)),
        doses=tuple(reversed(doses)),
        check_ins=tuple(sorted(check_ins, key=lambda one: one.asked_at, reverse=True)),
    )
