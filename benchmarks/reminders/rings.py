"""How late a ring is, beside the loop's own timer."""

import asyncio
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

from care.clock import SystemClock
from reminders.scheduler import Scheduler


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

    def arm(seconds: float, ring: Callable[[], None]) -> None:
        loop.call_later(seconds, ring)

    return await _lateness(arm)


def rings() -> Iterator[tuple[str, str, str]]:
    """How late a ring is, beside the loop's own timer."""
    ours, timer = asyncio.run(_ours()), asyncio.run(_timers())
    for name, place in (("median", 20), ("worst", 39)):
        text = f"{ours[place]:.1f} ms"
        yield f"lateness of a ring, {name} of 40", text, f"timer {timer[place]:.1f} ms"
