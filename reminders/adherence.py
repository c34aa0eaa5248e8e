"""What became of the doses of a stretch: counts, ratios and a day-by-day calendar.

Sources: PDC after the Pharmacy Quality Alliance (covered days / days, 80 % is usual,
90 % for antiretrovirals; no safe rule for every medicine, Albassam & Hughes 2021).
Here a day is covered when every planned dose of it was taken, so the number is about
intakes, not about purchases. Medicine on demand is not in it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from care.medication import Corroboration, Dose, DoseOutcome
from reminders.alarms import local_due

TAKEN = (DoseOutcome.TAKEN, DoseOutcome.LATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Adherence:
    """One medicine over a stretch; ratios are None without an ended dose."""

    regimen: str
    medicine: str
    due: int
    """Doses that have ended."""
    taken: int
    """In the window."""
    late: int
    refused: int
    missed: int
    unknown: int
    confirmed: int
    """By two sources."""
    contradicted: int
    part: int
    taken_ratio: float | None
    """Taken or late, of all due."""
    on_time_ratio: float | None
    """Taken in the window, of all due."""
    pdc: float | None
    """Days on which every dose was taken, of all days with a dose."""
    prompts: int
    """How often the patient was asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """One cell of the heat map."""

    regimen: str
    day: date
    """On the patient's calendar."""
    due: int
    taken: int
    worst: str
    """The outcome to colour it by; "contradicted" before all."""


def by_medicine(doses: Iterable[Dose]) -> tuple[Adherence, ...]:
    """One row per regimen; open doses and doses on demand do not count."""
    groups: dict[str, list[Dose]] = defaultdict(list)
    for dose in doses:
        if dose.outcome is not None and dose.opens < dose.closes:
            groups[dose.regimen].append(dose)
    return tuple(_row(key, groups[key]) for key in sorted(groups))


def _row(regimen: str, doses: list[Dose]) -> Adherence:
    count = dict.fromkeys(DoseOutcome, 0)
    for dose in doses:
        assert dose.outcome is not None
        count[dose.outcome] += 1
    days = _by_day(doses)
    covered = sum(all(one.outcome in TAKEN for one in of_day) for of_day in days.values())
    taken, late = count[DoseOutcome.TAKEN], count[DoseOutcome.LATE]
    trust = [dose.corroboration for dose in doses]
    return Adherence(
        regimen=regimen,
        medicine=max(doses, key=lambda dose: dose.due).medicine,
        due=len(doses),
        taken=taken,
        late=late,
        refused=count[DoseOutcome.REFUSED],
        missed=count[DoseOutcome.MISSED],
        unknown=count[DoseOutcome.UNKNOWN],
        confirmed=trust.count(Corroboration.CONFIRMED),
        contradicted=trust.count(Corroboration.CONTRADICTED),
        part=sum(dose.part for dose in doses),
        taken_ratio=(taken + late) / len(doses),
        on_time_ratio=taken / len(doses),
        pdc=covered / len(days),
        prompts=sum(dose.prompts for dose in doses),
    )


def _by_day(doses: Iterable[Dose]) -> dict[date, list[Dose]]:
    days: dict[date, list[Dose]] = defaultdict(list)
    for dose in doses:
        days[local_due(dose).date()].append(dose)
    return days


SEVERITY = (
    DoseOutcome.MISSED,
    DoseOutcome.UNKNOWN,
    DoseOutcome.REFUSED,
    DoseOutcome.LATE,
    DoseOutcome.TAKEN,
)


def calendar(doses: Iterable[Dose]) -> tuple[CalendarDay, ...]:
    """One cell per regimen and local day, in order."""
    cells: dict[tuple[str, date], list[Dose]] = defaultdict(list)
    for dose in doses:
        if dose.outcome is not None:
            cells[dose.regimen, local_due(dose).date()].append(dose)
    return tuple(
        CalendarDay(
            regimen=regimen,
            day=day,
            due=len(of_day),
            taken=sum(one.outcome in TAKEN for one in of_day),
            worst=_worst(of_day),
        )
        for (regimen, day), of_day in sorted(cells.items())
    )


def _worst(doses: Iterable[Dose]) -> str:
    known = list(doses)
    if any(one.corroboration is Corroboration.CONTRADICTED for one in known):
        return Corroboration.CONTRADICTED.value
    outcomes = [one.outcome for one in known if one.outcome is not None]
    return min(outcomes, key=SEVERITY.index).value
