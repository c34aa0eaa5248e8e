"""Planning speed, memory, every zone for a decade, a year of 200 regimens, and rings.

Run: python -m benchmarks.reminders [--quick] [--kill]. Baselines: APScheduler cron as a
planner (it is what a home without a planner would use), and the loop's own timer for
rings. Sizes without --quick take about three minutes.
"""

import argparse
import asyncio
import os
import random
import resource
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo, available_timezones

from apscheduler.triggers.cron import CronTrigger
from rich.console import Console
from rich.table import Table

from care.clock import SystemClock, stopwatch
from care.commands import Record, WakeAt
from care.medication import Dose, Regimen, RegimenId, Sign
from care.people import PatientId, ProviderId, Routine
from reminders.calendar_days import exists
from reminders.dose_words import Tick
from reminders.plan import occurrences, plan, spaced
from reminders.scheduler import Scheduler
from reminders.timing import read
from reminders.tray import step
from reminders.tray_words import AskDoses, Ordered, Spoken, Tray, TrayEvent
from tests.fakes.killed_home import KilledHome

START = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
ZONES = sorted(available_timezones() - {"localtime", "Factory"})
FORMS = (
    {"frequency": 1, "period": 1, "periodUnit": "d"},
    {"frequency": 2, "period": 1, "periodUnit": "d"},
    {"timeOfDay": ["02:30:00", "20:15:00"]},
    {"when": ["PC"]},
    {"frequency": 1, "period": 8, "periodUnit": "h"},
    {"frequency": 3, "period": 1, "periodUnit": "wk"},
    {"dayOfWeek": ["mon", "thu"], "timeOfDay": ["09:00:00"]},
    {"frequency": 1, "period": 1, "periodUnit": "mo"},
)


def regimen(number: int, patient: int = 0) -> Regimen:
    """One of several common forms."""
    return Regimen(
        id=RegimenId(f"r{number}"),
        patient=PatientId(f"p{patient}"),
        revision=1,
        medicine=f"medicine {number}",
        dose_text="one tablet",
        timing=dict(FORMS[number % len(FORMS)]),
        starts=START,
        author=ProviderId("c"),
    )


def planning(count: int) -> Iterator[tuple[str, str, str]]:
    """So many regimens for 30 days, each in its own zone."""
    orders = [(regimen(n), ZoneInfo(ZONES[n % len(ZONES)])) for n in range(count)]
    began = time.process_time()
    doses = sum(
        len(plan([one], Routine(), zone, START, START + 30 * DAY)) for one, zone in orders
    )
    took = time.process_time() - began
    base = _cron_seconds(doses // 20) * 20
    yield f"plan {count} regimens for 30 days, CPU", f"{took:.2f} s", f"cron {base:.2f} s"
    yield "doses planned a second", f"{doses / took:,.0f}", f"cron {doses / base:,.0f}"
    tracemalloc.start()
    kept = [plan([one], Routine(), zone, START, START + DAY) for one, zone in orders[:1000]]
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    count_kept = sum(len(doses) for doses in kept)
    yield "memory of a planned dose", f"{size / count_kept:,.0f} bytes", ""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    yield "peak memory so far", f"{peak} MB", ""


def _cron_seconds(count: int) -> float:
    """How long APScheduler's cron takes for so many instants."""
    trigger = CronTrigger(hour="8,20", timezone="Europe/Paris")
    began, at = time.process_time(), START
    for _ in range(count):
        found = trigger.get_next_fire_time(at, at)
        assert found is not None
        at = found
    return time.process_time() - began


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


@dataclass(kw_only=True)
class Lived:
    """What became of one patient's doses."""

    prompts: int = 0
    doubled: int = 0
    """Askings of the same step of the same dose."""
    steps: int = 0
    late: int = 0
    """Doses still open an hour after they should have ended."""
    ended: set[str] = field(default_factory=set)


def year(count: int, days: int) -> Iterator[tuple[str, str, str]]:
    """So many regimens, four a patient, through a year of ticks, answers and crashes."""
    began = stopwatch()
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        found = list(pool.map(_patient, range(count // 4), [days] * (count // 4)))
    took = stopwatch() - began
    steps = sum(one.steps for one in found)
    label = f"{count} regimens, {days} days, {steps:,} steps, {os.cpu_count()} processes"
    yield label, f"{took:.1f} s", ""
    ended = sum(len(one.ended) for one in found)
    yield "  doses ended / without an end", f"{ended:,} / {sum(o.late for o in found)}", ""
    prompts = sum(one.prompts for one in found)
    doubled = sum(one.doubled for one in found)
    yield "  prompts / doubled prompts", f"{prompts:,} / {doubled}", ""


def _patient(number: int, days: int) -> Lived:
    zone = ZoneInfo(ZONES[number * 7 % len(ZONES)])
    tray = Tray(
        patient=PatientId(f"p{number}"), zone=zone, routine=Routine(), planned_to=START
    )
    return _lived(tray, tuple(regimen(number * 4 + n, number) for n in range(4)), days)


def _lived(tray: Tray, orders: tuple[Regimen, ...], days: int) -> Lived:
    now, end = START, START + days * DAY
    found, asked = Lived(), set[tuple[str, int]]()
    event: TrayEvent = Ordered(regimens=orders, zone=tray.zone, routine=tray.routine)
    state, commands = step(tray, event, now)
    while now < end:
        wake = next(c.at for c in commands if isinstance(c, WakeAt))
        now = max(wake, now + timedelta(seconds=1))
        state, commands = step(state, Tick(), now)
        found.steps += 1
        for ask in [c for c in commands if isinstance(c, AskDoses)]:
            found.prompts += 1
            names = {(dose.id, ask.step) for dose in ask.doses}
            found.doubled += len(names & asked)
            asked |= names
            if (found.prompts + ask.step) % 3:
                said = Spoken(group=ask.group, sign=Sign.TAKEN, at=now)
                state, more = step(state, said, now)
                commands = (*commands, *more)[::-1]
                found.steps += 1
        found.ended |= {dose for c in commands if (dose := _ended(c))}
    found.late = sum(
        one.dose.outcome is None and one.dose.closes + HOUR < now for one in state.rounds
    )
    return found


def _ended(command: object) -> str | None:
    """The dose that a record says has ended."""
    if isinstance(command, Record) and isinstance(dose := command.what, Dose):
        return None if dose.outcome is None else dose.id
    return None


def killed(days: int, longest: float = 25.0) -> Iterator[tuple[str, str, str]]:
    """A real station's process, killed at random moments of so many days of its home."""
    begins = datetime(2026, 11, 22, 7, 30, tzinfo=ZoneInfo("Europe/Paris"))
    began = stopwatch()
    with TemporaryDirectory() as folder:
        home = KilledHome(Path(folder), begins, begins + days * DAY + 3 * HOUR)
        home.through(random.Random(5), longest)
        doses = home.doses()
    took = stopwatch() - began
    ends = Counter(kept.outcome for _, kept in doses if kept is not None)
    open_ended = len(doses) - sum(n for end, n in ends.items() if end is not None)
    asked = sum(len(instants) for instants in home.asked.values())
    yield f"{days} days of a home, {home.kills} kills", f"{took:.0f} s", ""
    yield "  doses due / without an end", f"{len(doses)} / {open_ended}", ""
    told = ", ".join(f"{n} {end.value}" for end, n in sorted(ends.items()) if end)
    yield "  how they ended", told, ""
    yield "  prompts / doubled prompts", f"{asked} / {len(home.doubled())}", ""
    yield "  complaints of a station", f"{len(home.dark)}", ""


async def _lateness(arm: Callable[[float, Callable[[], None]], None]) -> list[float]:
    """Milliseconds from the wanted instant to the ring, for forty rings."""
    late: list[float] = []
    for n in range(40):
        rung = asyncio.Event()
        wanted = time.monotonic() + 0.05 + n % 5 / 50
        arm(wanted - time.monotonic(), rung.set)
        await rung.wait()
        late.append((time.monotonic() - wanted) * 1000)
    return sorted(late)


async def _ours() -> list[float]:
    called: list[Callable[[], None]] = []
    clock = SystemClock()

    def on_ring() -> None:
        called[-1]()

    scheduler = Scheduler(clock, on_ring)
    scheduler.start()

    def arm(seconds: float, ring: Callable[[], None]) -> None:
        called.append(ring)
        scheduler.arm(clock.now() + timedelta(seconds=seconds))

    try:
        return await _lateness(arm)
    finally:
        scheduler.stop()


async def _timers() -> list[float]:
    loop = asyncio.get_running_loop()
    return await _lateness(lambda seconds, ring: void(loop.call_later(seconds, ring)))


def void(_: object) -> None:
    """Forget a value."""


def rings() -> Iterator[tuple[str, str, str]]:
    """How late a ring is, beside the loop's own timer."""
    ours, timer = asyncio.run(_ours()), asyncio.run(_timers())
    for name, place in (("median", 20), ("worst", 39)):
        text = f"{ours[place]:.1f} ms"
        yield f"lateness of a ring, {name} of 40", text, f"timer {timer[place]:.1f} ms"


def main() -> None:
    """Print a table for each part."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--quick", action="store_true", help="small sizes, a few seconds")
    given.add_argument("--kill", action="store_true", help="only this: 7 days of kill -9")
    told = given.parse_args()
    quick = told.quick
    parts = [
        planning(500 if quick else 10_000),
        zones(1 if quick else 10),
        year(8 if quick else 200, 30 if quick else 365),
        rings(),
    ]
    if told.kill:
        parts = [killed(1 if quick else 7)]
    console = Console(width=110)
    for part in parts:
        table = Table("measured", "ours", "baseline")
        for row in part:
            table.add_row(*row)
        console.print(table)


if __name__ == "__main__":
    main()
