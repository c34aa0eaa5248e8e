"""Time and account of a simulated day: how fast it runs, and what is seen of it."""

import asyncio
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from care.clock import SimulatedClock, set_pace

SLOW, FAST = 1.0, 40.0
"""Home seconds in a real second: while people talk, and while nothing happens."""


class Scene:
    """The shared clock of the simulated home, and one readable line per event."""

    def __init__(self, clock_file: Path, zone: ZoneInfo) -> None:
        """Read and set the pace in the clock's file."""
        self.clock = SimulatedClock(clock_file)
        self._file = clock_file
        self._zone = zone

    def run_at(self, speed: float) -> None:
        """From now on the home lives this many times as fast."""
        set_pace(self._file, self.clock.now(), speed)

    async def pass_until(self, instant: datetime) -> None:
        """Let time run fast until then, and slowly from there on."""
        self.run_at(FAST)
        while self.clock.now() < instant:  # noqa: ASYNC110 - other processes slow it down
            await asyncio.sleep(0.02)
        self.run_at(SLOW)

    def tell(self, who: str, what: str) -> None:
        """One line: home time, who, what."""
        at = self.clock.now().astimezone(self._zone)
        sys.stdout.write(f"{at:%H:%M:%S}  {who:<9} {what}\n")
        sys.stdout.flush()
