"""`python -m benchmarks.understanding`: the served models, beside hassil and DIET."""

import asyncio
import os
import statistics
from pathlib import Path

from assistant import nlu_process
from assistant.nlu_settings import NluSettings
from assistant.understanding import Understander
from benchmarks.understanding.exact import exact_row
from benchmarks.understanding.score import HEAD, KEY, Parsed, row
from benchmarks.understanding.sets import Case, blind_set, noisy_set
from care.clock import stopwatch
from care.people import Language
from care.speech import Unavailable

DIET = """Baselines of the first experiments (150 en, 86 fr sentences, 600 examples):
  DIET default    en top intent 74.7 %, cries 71.1 %, train 294 s, 30 MB, 1,209 MB memory
  logistic regression on the same   84.0 %, 82.2 %, 20 s, 0.6 MB
  stock `rasa run`: ready in 20 s, 668 MB per language, parse 9 ms of processor time"""
SETS = {"blind": blind_set, "blind, with noise": noisy_set}
SETTINGS = NluSettings(parse_within=30)


def _service() -> int:
    """Process id of the service that this process has started."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                command = (folder / "cmdline").read_bytes()
                parent = (folder / "stat").read_text().rsplit(")", 1)[1].split()[1]
            except OSError:
                continue
            if b"service.py" in command and parent == str(os.getpid()):
                return int(folder.name)
    raise SystemExit("the service is not there")


def _seconds_of_processor(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _megabytes(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


async def _parsed(
    mind: Understander, language: Language, cases: list[Case]
) -> list[Parsed]:
    return [Parsed(case, await mind.parse(case.text, language)) for case in cases]


async def _speed(mind: Understander, pid: int, ready: tuple[float, float]) -> None:
    """Time to ready, memory, and parse times of the running service.

    `ready` is how long it took, in seconds by the clock and of processor.
    """
    starting = _seconds_of_processor(pid)
    times = []
    for case in blind_set("en"):
        began = stopwatch()
        await mind.parse(case.text, Language.ENGLISH)
        times.append(1000 * (stopwatch() - began))
    spent = 1000 * (_seconds_of_processor(pid) - starting) / len(times)
    times.sort()
    print(
        f"\nready in {ready[0]:.1f} s ({ready[1]:.1f} s of processor; target 6 s); "
        f"memory {_megabytes(pid):.0f} MB, both languages (target 250 MB)\n"
        f"parse p50 {statistics.median(times):.1f} ms, "
        f"p95 {times[int(0.95 * len(times))]:.1f} ms, processor {spent:.1f} ms "
        f"(target 10 ms); load average {os.getloadavg()[0]:.1f}"
    )


async def main() -> None:
    """Measure and print."""
    began = stopwatch()
    async with nlu_process.serving() as door:
        if isinstance(door, Unavailable):
            raise SystemExit(door.reason)
        ready = stopwatch() - began, _seconds_of_processor(_service())
        mind = Understander(door, SETTINGS)
        print(HEAD)
        for language in Language:
            for name, cases in SETS.items():
                parsed = await _parsed(mind, language, cases(language.value))
                label = f"{language.value} {name} ({len(parsed)})"
                print(row(label, language, parsed))
            print(exact_row(language.value, blind_set(language.value)))
        await _speed(mind, _service(), ready)
        await mind.close()
    print(f"\n{KEY}\n\n{DIET}")


asyncio.run(main())
