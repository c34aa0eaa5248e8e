"""The only reader of the wall clock.

A home lives by one `Clock`. In a real home it is the system's; in a simulated one all
processes share a small file that says how home time runs against real time, so that a
day can pass in minutes and go on where it was after `kill -9`.
"""

import asyncio
import json
import os
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol


class Clock(Protocol):
    """Tells the home's time."""

    def now(self) -> datetime:
        """The home's present instant, aware, UTC."""
        ...

    def real_seconds(self, span: timedelta) -> float:
        """How long `span` of home time lasts for a person waiting, in seconds."""
        ...


class SystemClock:
    """Home time is real time."""

    def now(self) -> datetime:
        """See `Clock`."""
        return datetime.now(UTC)

    def real_seconds(self, span: timedelta) -> float:
        """See `Clock`."""
        return span.total_seconds()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How home time runs: `home = home_origin + (real - real_origin) * speed`."""

    real_origin: float
    """POSIX seconds."""
    home_origin: float
    """POSIX seconds."""
    speed: float
    """Home seconds in a real second, above 0."""


class SimulatedClock:
    """Home time as written in a file that every process of a simulated home reads."""

    def __init__(self, path: Path) -> None:
        """Follow the file; `set_pace` must have written it once."""
        self._path = path
        self._stamp = -1
        self._pace = Pace(real_origin=0, home_origin=0, speed=1)

    def _current(self) -> Pace:
        stamp = self._path.stat().st_mtime_ns
        if stamp != self._stamp:
            self._pace = Pace(**json.loads(self._path.read_text()))
            self._stamp = stamp
        return self._pace

    def now(self) -> datetime:
        """See `Clock`."""
        pace = self._current()
        passed = (time.time() - pace.real_origin) * pace.speed
        return datetime.fromtimestamp(pace.home_origin + passed, UTC)

    def real_seconds(self, span: timedelta) -> float:
        """See `Clock`."""
        return span.total_seconds() / self._current().speed


def set_pace(path: Path, home: datetime, speed: float) -> None:
    """From this moment it is `home` in the home, and time runs `speed` times real time."""
    pace = Pace(real_origin=time.time(), home_origin=home.timestamp(), speed=speed)
    fresh = path.with_suffix(f".{os.getpid()}")
    fresh.write_text(json.dumps(asdict(pace)))
    fresh.replace(path)


def clock_for(simulated: Path | None) -> Clock:
    """The clock of this home: the system's unless a simulation file is named."""
    return SystemClock() if simulated is None else SimulatedClock(simulated)


async def sleep(clock: Clock, span: timedelta) -> None:
    """Wait for `span` of home time."""
    await asyncio.sleep(max(0.0, clock.real_seconds(span)))


def stopwatch() -> float:
    """Real seconds from an arbitrary origin, never set back; for measuring only."""
    return time.perf_counter()
