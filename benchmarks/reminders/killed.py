"""A real station's process, killed again and again: what becomes of its doses."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from benchmarks.reminders.regimens import DAY, HOUR
from care.clock import stopwatch
from tests.fakes.killed_home import KilledHome


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
