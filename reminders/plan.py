"""What is due when: pure, exact, and the same from wherever one looks.

    once per local day    a wall-clock dose follows the patient's clock
    a missing time        moves forward by the jump (02:30 -> 03:30)
    a repeated time       fires at its first coming
    hours and minutes     are elapsed time from the first dose, whatever the clock does
    minimum gap           a dose that a clock change brings too close waits for it
    on demand             is never planned

`plan` of a stretch equals the plans of its parts put together.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from care.medication import Dose, DoseId, Regimen
from care.people import Routine
from reminders.bounds import end_of, local
from reminders.calendar_days import DAY, days, instants
from reminders.slots import CLINIC, SlotTable
from reminders.timing import Elapsed, Fixed, Recurrence, Wall, read
from reminders.windows import half_width, minimum_gap, shortest_interval

LOOK_BACK = timedelta(days=3)
"""Far enough for a pushed dose to have found its slack again."""


def plan(
    regimens: Iterable[Regimen],
    routine: Routine,
    zone: ZoneInfo,
    start: datetime,
    end: datetime,
    *,
    table: SlotTable = CLINIC,
) -> tuple[Dose, ...]:
    """Every dose due in [start, end), by due instant.

    `start` and `end` are aware. TimingError names an element that cannot be planned.
    """
    # Arithmetic on local instants would count wall-clock hours.
    stretch = start.astimezone(UTC), end.astimezone(UTC)
    doses = [
        dose
        for regimen in regimens
        if regimen.as_needed is None
        for dose in _doses(regimen, routine, zone, stretch, table)
    ]
    return tuple(sorted(doses, key=lambda dose: (dose.due, dose.id)))


def _doses(
    regimen: Regimen,
    routine: Routine,
    zone: ZoneInfo,
    stretch: tuple[datetime, datetime],
    table: SlotTable,
) -> Iterator[Dose]:
    """The doses of one regimen in the stretch, rising."""
    start, end = stretch
    recurrence = read(regimen.timing, routine, table)
    interval = shortest_interval(recurrence)
    gap = minimum_gap(regimen, interval)
    since = start
    if gap > interval or _clock_changes(start, zone):
        since = start - LOOK_BACK
    found = occurrences(regimen, recurrence, zone, (since, end))
    half = half_width(regimen, interval)
    for due in spaced(found, gap):
        if start <= due < end:
            yield _dose(regimen, due, zone, half)


def _clock_changes(around: datetime, zone: ZoneInfo) -> bool:
    """Whether doses near this instant may have been brought together."""
    before, after = (
        (around + away).astimezone(zone).utcoffset() for away in (-LOOK_BACK, LOOK_BACK)
    )
    return before != after


def spaced(dues: Iterable[datetime], gap: timedelta) -> Iterator[datetime]:
    """The same rising instants, each moved later until `gap` after the one before."""
    before: datetime | None = None
    for due in dues:
        moved = due if before is None else max(due, before + gap)
        yield moved
        before = moved


def anchor_of(regimen: Regimen, recurrence: Recurrence, zone: ZoneInfo) -> datetime:
    """Where the series is counted from, UTC: the order's own start, else the regimen's.

    A start that gives the day only is its first instant, as FHIR has it.
    """
    bounds = recurrence.bounds
    if bounds.start is None:
        return regimen.starts.astimezone(UTC)
    return local(bounds.start, zone).astimezone(UTC)


def occurrences(
    regimen: Regimen,
    recurrence: Recurrence,
    zone: ZoneInfo,
    stretch: tuple[datetime, datetime],
) -> Sequence[datetime]:
    """Nominal due instants, UTC, rising, within the order's limits and the stretch."""
    anchor = anchor_of(regimen, recurrence, zone)
    limit = end_of(recurrence.bounds, anchor.astimezone(zone), zone)
    ends = [at for at in (stretch[1], limit, regimen.ends) if at is not None]
    last = min(at.astimezone(UTC) for at in ends)
    count = recurrence.count
    first = anchor if count else max(anchor, stretch[0].astimezone(UTC))
    found: Iterable[datetime] = (
        at
        for at in _series(recurrence.form, anchor, (first, last), zone)
        if anchor <= at < last and _in_cycle(regimen, at, anchor, zone)
    )
    if count:
        found = islice(found, count)
    least = max(stretch[0], regimen.starts)
    return [at for at in found if at >= least]


def _series(
    form: Wall | Elapsed | Fixed,
    anchor: datetime,
    stretch: tuple[datetime, datetime],
    zone: ZoneInfo,
) -> Iterator[datetime]:
    first, last = stretch
    match form:
        case Wall():
            # A moved missing time may come after its later neighbour, so sort.
            yield from sorted(
                _wall_series(form, anchor.astimezone(zone).date(), stretch, zone)
            )
        case Elapsed(interval=interval, weekdays=weekdays):
            turn = max(0, -((anchor - first) // interval))
            while (at := anchor + turn * interval) < last:
                if not weekdays or at.astimezone(zone).weekday() in weekdays:
                    yield at
                turn += 1
        case Fixed(instants=instants):
            yield from sorted({local(at, zone).astimezone(UTC) for at in instants})


def _wall_series(
    form: Wall, anchor: date, stretch: tuple[datetime, datetime], zone: ZoneInfo
) -> Iterator[datetime]:
    """Wall-clock instants; a day more on both sides, for offsets over midnight."""
    first = stretch[0].astimezone(zone).date() - DAY
    last = stretch[1].astimezone(zone).date() + DAY
    return instants(days(form, anchor, first, last), form.times, zone)


def _in_cycle(regimen: Regimen, at: datetime, anchor: datetime, zone: ZoneInfo) -> bool:
    cycle = regimen.cycle
    if cycle is None:
        return True
    passed = at.astimezone(zone).date() - anchor.astimezone(zone).date()
    return passed.days % (cycle.on + cycle.off) < cycle.on


def dose_id(regimen: Regimen, due: datetime, zone: ZoneInfo) -> DoseId:
    """The one name of an occurrence: regimen and local instant with its offset."""
    at = due.astimezone(zone)
    return DoseId(
        f"{regimen.id}/{at.isoformat(timespec='seconds' if at.second else 'minutes')}"
    )


def _dose(regimen: Regimen, due: datetime, zone: ZoneInfo, half: timedelta) -> Dose:
    return Dose(
        id=dose_id(regimen, due, zone),
        patient=regimen.patient,
        regimen=regimen.id,
        revision=regimen.revision,
        medicine=regimen.medicine,
        dose_text=regimen.dose_text,
        due=due,
        opens=due - half,
        closes=due + half,
    )
