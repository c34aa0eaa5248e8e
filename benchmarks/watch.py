"""The watch alone: a month of eight streams, many patients, and what they weigh.

    .venv/bin/python -m benchmarks.watch [--days 30] [--patients 1000]

A month of eight streams of one virtual patient (scenario "ordinary") through replay, and
again through the live path in which every step's kept state is written to JSON and read
back; the alarms must be the same. The plain beside it is a dictionary of last values
compared with fixed limits. Then many patients in one process, one reading each in turn:
how long a decision takes, and how much memory a patient needs. All times are those of this
process on the processor, so that other work on the machine does not count; the loop of a
million additions tells how fast that is just now.
"""

import argparse
import gc
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar
from zoneinfo import ZoneInfo

import psutil

from care.codec import decode, encode
from care.commands import Clear, Command, Confirm, Raise
from care.observation import Observation, Reading
from care.people import Language, Patient, PatientId
from sensors.held import Kept
from sensors.limits import personal
from sensors.replay import commands
from sensors.simulator.patients import simulate
from sensors.simulator.scenario import SCENARIOS
from sensors.watch import Measured, Tick, Watch, start, step

KINDS = frozenset(
    {
        "glucose",
        "spo2",
        "pulse",
        "respiration",
        "temperature",
        "systolic",
        "motion",
        "pillbox",
    }
)
T = TypeVar("T")
TARGET = 5.0
"""Seconds for 30 days of eight streams."""
FIXED = {"glucose": (70, 250), "spo2": (90, 101), "pulse": (40, 130)}


def _patient(number: int = 0) -> Patient:
    return Patient(
        id=PatientId(f"virtual-{number:04d}"),
        name="",
        language=Language.ENGLISH,
        zone=ZoneInfo("UTC"),
    )


def _watch(number: int = 0) -> Watch:
    patient = _patient(number)
    return start(patient, personal(patient, {}), Kept())


def _month(days: int) -> tuple[Reading, ...]:
    scenario = replace(SCENARIOS["ordinary"], kinds=KINDS)
    (one,) = simulate(scenario, patients=1, days=days, seed=1)
    return one.readings


def _spent(work: Callable[[], T]) -> tuple[float, T]:
    before = time.process_time()
    found = work()
    return time.process_time() - before, found


def _alarms(told: list[Command]) -> list[Command]:
    return [one for one in told if isinstance(one, Raise | Confirm | Clear)]


def _replayed(readings: tuple[Reading, ...]) -> list[Command]:
    told = [one for _, _, some in commands(_watch(), readings) for one in some]
    return _alarms(told)


def _live(readings: tuple[Reading, ...]) -> list[Command]:
    """As the station does it: the kept part is saved when it changes, rings come late."""
    watch = _watch()
    told: list[Command] = []
    saved: Kept | None = None
    for reading in readings:
        while watch.wake is not None and watch.wake <= reading.received_at:
            watch, some = step(watch, Tick(), watch.wake)
            told += some
        watch, some = step(watch, Measured(reading=reading), reading.received_at)
        told += some
        if watch.kept is not saved:
            watch = watch._replace(kept=decode(Kept, encode(watch.kept)))
            saved = watch.kept
    return _alarms(told)


def _plain(readings: tuple[Reading, ...]) -> int:
    last: dict[str, object] = {}
    alarms = 0
    for one in readings:
        if isinstance(one, Observation):
            last[one.kind] = one.value
            low, high = FIXED.get(one.kind, (float("-inf"), float("inf")))
            alarms += isinstance(one.value, float) and not low <= one.value <= high
    return alarms


def _speed() -> float:
    """Seconds for a million additions."""
    return _spent(lambda: sum(range(1_000_000)))[0]


def _many(patients: int, readings: tuple[Reading, ...]) -> tuple[list[float], float]:
    """Seconds of each decision, and megabytes per patient, with all in one process."""
    gc.collect()
    process = psutil.Process()
    before = process.memory_info().rss
    rules = _watch().rules
    watches = [start(_patient(n), rules, Kept()) for n in range(patients)]
    times: list[float] = []
    for reading in readings:
        for place, watch in enumerate(watches):
            begun = time.thread_time()
            watches[place], _ = step(watch, Measured(reading=reading), reading.received_at)
            times.append(time.thread_time() - begun)
    weight = (process.memory_info().rss - before) / patients / 1e6
    return times, weight


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--days", type=int, default=30)
    options.add_argument("--patients", type=int, default=1000)
    given = options.parse_args()
    readings = _month(given.days)
    print(f"{given.days} days, {len(KINDS)} streams, {len(readings)} readings")
    print(f"{'a million additions':32} {_speed():8.3f} s  (0.010 to 0.015 when idle)")
    plain, _ = _spent(lambda: _plain(readings))
    print(f"{'last value and fixed limits':32} {plain:8.2f} s")
    replayed, first = _spent(lambda: _replayed(readings))
    each = replayed / len(readings) * 1e6
    print(f"{'replay':32} {replayed:8.2f} s  {each:6.1f} us each  target {TARGET} s")
    live, second = _spent(lambda: _live(readings))
    print(f"{'live, kept state through JSON':32} {live:8.2f} s")
    print(f"{'same alarms in the same order':32} {first == second!s:>8}   ({len(first)})")
    few = readings[: max(1, 200_000 // given.patients)]
    times, weight = _many(given.patients, few)
    times.sort()
    half, most = times[len(times) // 2], times[int(len(times) * 0.99)]
    print(f"{given.patients} patients in one process, {len(times)} decisions")
    print(f"{'decision p50 / p99':32} {half * 1e6:8.1f} us / {most * 1e6:.1f} us")
    print(f"{'memory per patient':32} {weight:8.3f} MB")
    sys.exit(0 if first == second else 1)


if __name__ == "__main__":
    main()
