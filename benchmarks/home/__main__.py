"""`python -m benchmarks.home`: a whole simulated home, beside what was promised.

    .venv/bin/python -m benchmarks.home [--homes 3] [--within 90] [--json] [--cold]

Every home is fresh (new keys, new record) and real: the station's own process with its
broker, console, nlu service, ears and voice; devices that seal and publish, a speaker over
TCP whose microphone runs in real time, a mail server. Only the patient is synthetic. The
second of a decision is that of the station's line about it, told after the turn is on disk.
"""

import argparse
import asyncio
import math
import os
import tempfile
from pathlib import Path

from benchmarks.home.life import Life
from benchmarks.home.living import live
from benchmarks.home.setting_up import cold, warm
from benchmarks.home.table import Results, Row
from care.clock import stopwatch

TARGETS = {
    "start to ready: all of them": "seconds",
    "end of speech to first audio": "p50 0.7 s, p95 1.2 s",
    "reading published to alarm decided": "p99 2 s (alarms.json)",
    "cry: end of speech to alarm": "p99 3 s (alarms.json)",
    "cry: alarm to notice handed over": "p99 5 s (alarms.json)",
    "cry: end of speech to notice handed over": "3 s + 5 s",
}


def _gathered(results: Results, lives: list[Life]) -> None:
    """All homes in one table; what did not happen in time is a note, not a number."""
    names = dict.fromkeys(name for life in lives for name in life.seconds)
    for name in names:
        found = [value for life in lives for value in life.seconds.get(name, [])]
        values = tuple(value for value in found if not math.isnan(value))
        results.rows.append(
            Row(what=name, unit="s", values=values, target=TARGETS.get(name, ""))
        )
    parts = dict.fromkeys(name for life in lives for name in life.memory)
    for place, kind in enumerate(("RSS", "PSS")):
        for part in parts:
            values = tuple(
                life.memory[part][place] for life in lives if part in life.memory
            )
            target = "250 MB" if (part, kind) == ("nlu", "RSS") else ""
            results.rows.append(
                Row(what=f"memory, {kind}: {part}", unit="MB", values=values, target=target)
            )
    for life in lives:
        results.notes.extend(life.notes)


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--homes", type=int, default=3, help="fresh homes one after another")
    asked.add_argument("--within", type=float, default=90, help="s; none starts later")
    asked.add_argument("--models", type=Path, help="of the nlu service; else nlu/models")
    asked.add_argument("--json", action="store_true", help="one JSON line per row")
    asked.add_argument("--cold", action="store_true", help="time a set-up from nothing too")
    given = asked.parse_args()
    results = Results()
    results.notes.append(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    warm(results, given.homes)
    if given.cold:
        cold(results, given.homes)
    lives: list[Life] = []
    began = stopwatch()
    while len(lives) < given.homes and stopwatch() - began < given.within:
        with tempfile.TemporaryDirectory(prefix="philomel-home-") as folder:
            lives.append(asyncio.run(live(Path(folder), given.models)))
    _gathered(results, lives)
    results.notes.append(f"load after: {os.getloadavg()[0]:.1f}")
    results.show(as_json=given.json)


if __name__ == "__main__":
    main()
