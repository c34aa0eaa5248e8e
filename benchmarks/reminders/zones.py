"""Every zone of the database for years: where clocks change, cron goes wrong."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

from benchmarks.reminders.regimens import DAY, HOUR, ZONES, regimen
from care.clock import stopwatch
from care.people import Routine
from reminders.calendar_days import exists
from reminders.plan import occurrences, spaced
from reminders.timing import read


def zones(years: int) -> Iterator[tuple[str, str, str]]:
    """Every zone of the database: nothing twice, nothing lost, gaps kept."""
    timing = {"timeOfDay": ["00:30:00", "02:30:00"]}
    start = datetime(2009, 12, 31, tzinfo=UTC)
    end = start + timedelta(days=366 * years)
    order = replace(regimen(0), timing=timing, starts=start)
    recurrence = read(timing, Routine())
    began = stopwatch()
    twice = lost = close = doses = 0
    for name in ZONES:
        zone = ZoneInfo(name)
        found = list(spaced(occurrences(order, recurrence, zone, (start, end)), HOUR))
        first, last = (at.astimezone(zone).date() for at in (found[0], found[-1]))
        inner = [first + DAY * n for n in range(1, (last - first).days)]
        lived = sum(exists(day, zone) for day in inner)
        ends = sum(at.astimezone(zone).date() in (first, last) for at in found)
        twice += len(found) - len(set(found))
        lost += lived * 2 - (len(found) - ends)
        close += sum(b - a < HOUR for a, b in pairwise(found))
        doses += len(found)
    took = stopwatch() - began
    few = ZONES[::12]
    cron_wrong = sum(_cron_wrong(ZoneInfo(name)) for name in few)
    yield f"{len(ZONES)} zones, {years} years, {doses:,} doses", f"{took:.1f} s", ""
    yield "  doses twice / lost / too close", f"{twice} / {lost} / {close}", ""
    ours_wrong = sum(_ours_wrong(ZoneInfo(name)) for name in few)
    label = f"  of {len(few)} zones, wrong at a change in 2026"
    yield label, f"{ours_wrong}", f"cron {cron_wrong}"


def _ours_wrong(zone: ZoneInfo) -> bool:
    """Whether the plan gives another number of half past two than days of the year."""
    timing = {"timeOfDay": ["02:30:00"]}
    start, end = (
        datetime(year, 1, 1, tzinfo=zone).astimezone(UTC) for year in (2026, 2027)
    )
    order = replace(regimen(0), timing=timing, starts=start)
    found = occurrences(order, read(timing, Routine()), zone, (start, end))
    return len(found) != 365 or len({at.astimezone(zone).date() for at in found}) != 365


def _cron_wrong(zone: ZoneInfo) -> bool:
    """Whether cron gives another number of half past two than days of the year."""
    trigger = CronTrigger(hour=2, minute=30, timezone=zone)
    at, days = datetime(2026, 1, 1, tzinfo=zone), []
    while at.year == 2026:
        found = trigger.get_next_fire_time(None, at)
        if found is None or found.year != 2026:
            break
        days.append(found.date())
        at = (found.astimezone(UTC) + timedelta(seconds=1)).astimezone(zone)
    return len(days) != 365 or len(set(days)) != 365
