"""Keeps services alive: a failure becomes a technical alarm, a back-off and a restart.

A bare task group would let a broken microphone cancel the sensor feed. Here each service
has an owner and a name, and only the station itself may end the process.
"""

import asyncio
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from care.clock import Clock, sleep
from care.errors import PhilomelError

log = structlog.get_logger()

BACK_OFF = (1, 2, 5, 10, 30)
"""Seconds before the first, second, ... restart; the last one repeats."""

STEADY = timedelta(minutes=5)
"""A service that ran this long starts with the shortest back-off again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a supervised service does."""

    service: str
    failures: int
    """In a row, without a steady run between them; 0 while it runs well."""
    since: datetime
    detail: str = ""
    """Kind of the last failure, without health data."""


Report = Callable[[Health], None]
"""Told on every failure, and once more when the service runs steadily again."""


def delay(failures: int) -> timedelta:
    """How long to wait before the next start."""
    return timedelta(seconds=BACK_OFF[min(failures, len(BACK_OFF)) - 1])


def cause(error: BaseException) -> str:
    """What went wrong: our own errors' sentence, of any other only its kind."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return str(error) if isinstance(error, PhilomelError) else type(error).__name__


def place(error: BaseException) -> str:
    """File and line where an error came up, without its message."""
    trace = traceback.extract_tb(error.__traceback__)
    return f"{Path(trace[-1].filename).name}:{trace[-1].lineno}" if trace else "?"


async def keep(
    name: str, service: Callable[[], Awaitable[None]], clock: Clock, report: Report
) -> None:
    """Run a service for ever; its end, however it comes, is reported and mended."""
    health = Health(service=name, failures=0, since=clock.now())
    while True:
        began = clock.now()
        try:
            await service()
            detail = "ended"
        except asyncio.CancelledError:
            raise
        except Exception as error:  # noqa: BLE001 - the one place that outlives a fault
            detail = cause(error)
            # Only the kind and the place: a message may quote what was measured or said.
            log.error("service failed", service=name, error=detail, at=place(error))  # noqa: TRY400
        now = clock.now()
        steady = now - began >= STEADY
        failures = 1 if steady else health.failures + 1
        health = replace(health, failures=failures, since=now, detail=detail)
        report(health)
        await sleep(clock, delay(failures))
