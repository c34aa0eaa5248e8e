"""What is measured while one home lives."""

import asyncio
import re
from contextlib import suppress
from dataclasses import dataclass, field

from care.clock import stopwatch

WITHIN = 30.0
"""Real seconds for anything to happen, after which it counts as missed."""
DECIDED, HEARD = re.compile(r"asks before it alarms|ALARM"), re.compile('hears "')


@dataclass
class Life:
    """What is measured while a home lives, by name."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    memory: dict[str, tuple[float, float]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    decided: asyncio.Queue[tuple[str, float]] = field(default_factory=asyncio.Queue)
    heard: asyncio.Queue[tuple[str, float]] = field(default_factory=asyncio.Queue)

    def took(self, what: str, seconds: float) -> None:
        """Keep one measurement."""
        self.seconds.setdefault(what, []).append(seconds)

    def watch(self, line: str) -> bool:
        """Look at a line of the station; it is told after the turn is on disk."""
        if DECIDED.search(line):
            self.decided.put_nowait((line.strip(), stopwatch()))
        if HEARD.search(line):
            self.heard.put_nowait((line.strip(), stopwatch()))
        return False

    async def next(self, what: str, queue: asyncio.Queue[tuple[str, float]]) -> float:
        """The second at which the next one came; NaN, and a note, when none does."""
        with suppress(TimeoutError):
            async with asyncio.timeout(WITHIN):
                return (await queue.get())[1]
        self.notes.append(f"{what}: nothing within {WITHIN:g} s")
        return float("nan")

    def lines(self) -> str:
        """What the station has told of hearing since it was last forgotten."""
        told = []
        while not self.heard.empty():
            told.append(self.heard.get_nowait()[0])
        return "; ".join(told) or "not heard"
