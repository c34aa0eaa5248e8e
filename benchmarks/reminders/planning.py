"""Planning speed and memory, beside APScheduler's cron."""

import resource
import time
import tracemalloc
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

from benchmarks.reminders.regimens import DAY, START, ZONES, regimen
from care.people import Routine
from reminders.plan import plan


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
