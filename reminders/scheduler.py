"""Rings, and nothing else: what to do at a ring is decided by the cores.

APScheduler 3.11 keeps the alarm clock. It never plans (its cron fires twice in autumn),
holds nothing that matters (the store does), and drops nothing (its default misfire grace
of one second does). A ring may be late; every core takes late ticks without harm.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger

from care.clock import Clock, SystemClock

LONGEST = timedelta(hours=1)
"""Ring at least this often (real time), so that a clock that was set is noticed."""


class Scheduler:
    """One alarm clock of the home; lives on the running asyncio loop."""

    def __init__(self, clock: Clock, on_ring: Callable[[], None]) -> None:
        """Call `on_ring` on the loop at every armed instant of home time."""
        self._clock = clock
        self._on_ring = on_ring
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            jobstores={"default": MemoryJobStore()},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )

    def start(self) -> None:
        """Begin to ring; needs a running loop."""
        self._scheduler.start()

    def arm(self, instant: datetime, name: str = "home") -> None:
        """Ring `name` at `instant` of home time; replaces that name's earlier arming.

        An instant that is past rings at once. Waits are measured in real time, so a
        home that runs faster than real time is rung in time too.
        """
        seconds = self._clock.real_seconds(instant - self._clock.now())
        wait = min(max(seconds, 0.0), LONGEST.total_seconds())
        self._scheduler.add_job(
            self._ring,
            DateTrigger(run_date=SystemClock().now() + timedelta(seconds=wait)),
            id=name,
            replace_existing=True,
        )

    async def _ring(self) -> None:
        """A coroutine, because APScheduler runs plain functions in a thread of its own.

        There the desks' queue is not to be touched: the waiting loop would not wake.
        """
        self._on_ring()

    def stop(self) -> None:
        """No more rings; safe to call twice."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
