"""Time and account of a simulated day: how fast it runs, and what is seen of it."""

import asyncio
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from care.clock import SimulatedClock, set_pace, stopwatch

SLOW, FAST = 1.0, 40.0
"""Home seconds in a real second: while people talk, and while nothing happens."""


QUIET = 4.0
"""Real seconds after a sound before time may run fast again."""


class Scene:
    """The shared clock of the simulated home, and one readable line per event."""

    def __init__(self, clock_file: Path, zone: ZoneInfo) -> None:
        """Read and set the pace in the clock's file."""
        self.clock = SimulatedClock(clock_file)
        self._file = clock_file
        self._zone = zone
        self._speed = SLOW
        self._sounded = 0.0

    def run_at(self, speed: float) -> None:
        """From now on the home lives this many times as fast."""
        self._speed = speed
        set_pace(self._file, self.clock.now(), speed)

    def sounds(self) -> None:
        """Somebody speaks: time runs as it does for people."""
        self._sounded = stopwatch()
        if self._speed != SLOW:
            self.run_at(SLOW)

    async def pass_until(self, instant: datetime) -> None:
        """Let time run fast until then, except while somebody speaks."""
        while self.clock.now() < instant:
            quiet = stopwatch() - self._sounded > QUIET
            if quiet and self._speed != FAST:
                self.run_at(FAST)
            await asyncio.sleep(0.02)
        self.run_at(SLOW)

    def says(self, words: str) -> None:
        """The home has spoken."""
        self.tell("Philomel", f'"{words}"')

    def tell(self, who: str, what: str) -> None:
        """One line: home time, who, what."""
        at = self.clock.now().astimezone(self._zone)
        sys.stdout.write(f"{at:%H:%M:%S}  {who:<9} {what}\n")
        sys.stdout.flush()
