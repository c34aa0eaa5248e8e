"""What became of the medicine over weeks: ratios, a calendar picture, pain, load."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from care.checkin import CheckIn
from care.medication import Corroboration, Dose
from care.people import Patient
from console.chart import COLUMNS, LEFT, Scale, Tick
from records.doses import DoseEvidence
from records.unit import Unit
from reminders.adherence import CalendarDay
from reminders.pain import SURVEY
from reminders.report import PainPoint, Report, by_order, report

STRETCHES = (7, 30, 90)
"""Days that a reader may choose."""
OBSERVED = "painad"
BASELINE = timedelta(days=8)
"""Before the stretch, so that its first days have a baseline."""
ACROSS = 31
"""Days in one row of the picture."""
CELL, NAMES = 24, 66
PAIN = Scale(low=0, high=10, step=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One day of one medicine in the picture."""

    day: CalendarDay
    x: int
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """The days of one medicine; `WIDTH` x `height` units of an SVG viewBox."""

    regimen: str
    medicine: str
    cells: tuple[Cell, ...]
    rows: tuple[tuple[int, date], ...]
    """Where each row stands, and its first day."""
    height: int

    WIDTH = NAMES + ACROSS * CELL


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """Pain over the stretch: a line through the patient's own answers."""

    points: tuple[tuple[float, float, PainPoint], ...]
    line: str
    days: tuple[Tick, ...]
    scores: tuple[Tick, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A dose about which two witnesses do not agree, with all that was told."""

    dose: Dose
    evidence: tuple[DoseEvidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weeks:
    """Everything on the page."""

    days: int
    report: Report
    maps: tuple[HeatMap, ...]
    trend: Trend | None
    contradictions: tuple[Contradiction, ...]
    observed: tuple[CheckIn, ...]
    """Entered by an observer, newest first."""


def stretch_of(patient: Patient, now: datetime, days: int) -> tuple[datetime, datetime]:
    """So many local days, today the last of them."""
    first = now.astimezone(patient.zone).date() - timedelta(days=days - 1)
    return datetime.combine(first, time(0), patient.zone), now


def gather_report(unit: Unit, patient: Patient, now: datetime, days: int) -> Report:
    """The report of so many days, as the page and the files show it."""
    start, end = stretch_of(patient, now, days)
    doses = unit.doses.between(patient.id, start, end)
    asked = [
        one
        for survey in unit.check_ins.surveys(patient.id)
        for one in unit.check_ins.between(patient.id, survey, start - BASELINE, end)
    ]
    orders = (one.order for one in unit.orders.all(patient.id))
    return report(doses, asked, patient.zone, (start, end), orders)


def gather(unit: Unit, patient: Patient, now: datetime, days: int) -> Weeks:
    """The page's content from one consistent look at the record."""
    start, end = stretch_of(patient, now, days)
    found = gather_report(unit, patient, now, days)
    doses = unit.doses.between(patient.id, start, end)
    orders = (one.order for one in unit.orders.all(patient.id))
    names = {dose.regimen: dose.medicine for dose in by_order(doses, orders)}
    first = start.astimezone(patient.zone).date()
    observed = unit.check_ins.between(patient.id, OBSERVED, start, end)
    return Weeks(
        days=days,
        report=found,
        maps=tuple(
            heat_map(key, name, (c for c in found.calendar if c.regimen == key), first)
            for key, name in sorted(names.items(), key=lambda item: item[1])
        ),
        trend=trend([p for p in found.pain if p.scale == SURVEY], start, end),
        contradictions=tuple(
            Contradiction(dose=dose, evidence=unit.doses.evidence(dose.id))
            for dose in reversed(doses)
            if dose.corroboration is Corroboration.CONTRADICTED
        ),
        observed=tuple(reversed(observed)),
    )


def heat_map(
    regimen: str, medicine: str, days: Iterable[CalendarDay], first: date
) -> HeatMap:
    """The picture of one medicine: rows of a month, a square a day."""
    cells = []
    for one in days:
        row, column = divmod((one.day - first).days, ACROSS)
        cells.append(Cell(day=one, x=NAMES + column * CELL, y=row * CELL))
    rows = sorted({cell.y for cell in cells})
    return HeatMap(
        regimen=regimen,
        medicine=medicine,
        cells=tuple(cells),
        rows=tuple((y, first + timedelta(days=y // CELL * ACROSS)) for y in rows),
        height=max(rows, default=0) + CELL,
    )


def trend(points: list[PainPoint], start: datetime, end: datetime) -> Trend | None:
    """The picture of pain from 0 to 10; None without an answer."""
    if not points:
        return None

    def x(at: datetime) -> float:
        return round(LEFT + COLUMNS * ((at - start) / (end - start)), 1)

    placed = tuple((x(p.at), PAIN.y(p.score), p) for p in points)
    whole = max(1, -(-(end - start).days // 7))
    midnights = [start + timedelta(days=n) for n in range(0, (end - start).days + 1, whole)]
    return Trend(
        points=placed,
        line="M" + " L".join(f"{px:g} {py:g}" for px, py, _ in placed),
        days=tuple(Tick(at=x(at), text=f"{at.day}/{at.month}") for at in midnights),
        scores=tuple(Tick(at=PAIN.y(v), text=str(v)) for v in range(0, 11, 2)),
    )
