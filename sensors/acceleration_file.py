"""A recording of raw acceleration: `time_s,ax_g,ay_g,az_g`, at whatever rate and unit.

The unit is told by how strong gravity is: 1 in g, 9.8 in m/s2, 1000 in milli-g, something
else in counts of a sensor. Rows with an empty cell are samples that were lost; rows out of
order are put in order. Seconds that would make less than one row a second are taken for
milliseconds or finer.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np

from care.errors import ConfigError
from care.observation import Kind, Waveform
from sensors.kinds.acceleration_times import evenly
from sensors.kinds.fall_signal import Samples
from sensors.single_file import DEVICE, PATIENT, TIMES
from sensors.table import Table, number, plain, value

GAP = timedelta(seconds=1)
"""A longer pause between samples is a gap in the recording."""
AXES = ("ax_g", "ay_g", "az_g")
"""The columns as this project writes them."""
EXAMPLE = f"time_s,{','.join(AXES)}"
AXIS = re.compile(
    r"(?:a|acc|accel|accelerometer|acceleration)?_?([xyz])"
    r"(?:_?axis|_?value)?(?:_(?:g|mg|ms2|m_s2|mps2|m_s_2))?"
)
"""What a column of one axis may be called: x, ax_g, accX, accel_x, "X-axis (g)"."""
UNITS = ((0.0, 3.5, 1.0), (3.5, 30.0, 9.80665), (700.0, 1500.0, 1000.0))
"""Median size from, to, and what one g is then; else it is gravity itself."""
FINER = (1.0, 1e3, 1e6, 1e9)
"""How many parts of a second a time may count."""
SLOWEST = 1.0
"""Seconds between rows, the median; slower is no movement."""


def _in_g(samples: Samples) -> Samples:
    """The samples in g, whatever they were written in."""
    size = float(np.median(np.linalg.norm(samples, axis=1)))
    for low, high, one in UNITS:
        if low <= size <= high:
            return samples / one
    return samples / size


def axis(header: list[str], letter: str) -> int | None:
    """Place of the column of one axis, or None."""
    for place, name in enumerate(header):
        found = AXIS.fullmatch(plain(name))
        if found is not None and found[1] == letter:
            return place
    return None


def _place(table: Table, letter: str) -> int:
    found = axis(table.header, letter)
    return table.index((f"a{letter}_g",), EXAMPLE) if found is None else found


def _spaced(file: Path, times: list[datetime], *, counted: bool) -> list[datetime]:
    """The times, in seconds even where numbers (`counted`) mean smaller parts of one."""
    first = times[0]
    step = float(np.median([(b - a).total_seconds() for a, b in pairwise(times)]))
    for parts in FINER if counted else FINER[:1]:
        if step / parts < SLOWEST:
            return [first + (one - first) / parts for one in times]
    raise ConfigError(file, 2, "time_s", "rows less than a second apart")


def _rows(file: Path, text: str) -> tuple[list[datetime], Samples]:
    """Times, rising or equal, and what was measured; samples that were lost left out."""
    table = Table(file, text)
    t = table.index(TIMES, EXAMPLE)
    places = [_place(table, letter) for letter in "xyz"]
    kept: list[tuple[datetime, tuple[float, ...]]] = []
    counted = False
    for line, cells in table.rows():
        found = [value(table, line, p, cells[p], words=False) for p in places]
        counted = counted or number(cells[t]) is not None
        numbers = tuple(float(one) for one in found if one is not None)
        if len(numbers) == len(places) and bool(np.isfinite(numbers).all()):
            kept.append((table.instant(line, cells[t], t), numbers))
    kept.sort(key=lambda one: one[0])
    if len(kept) < 2 or kept[0][0] == kept[-1][0]:  # noqa: PLR2004 - one is no movement
        raise ConfigError(file, 2, "time_s", "at least two rows at rising times")
    times = _spaced(file, [one[0] for one in kept], counted=counted)
    return times, np.array([one[1] for one in kept])


def acceleration(file: Path, text: str, wear: str) -> Iterator[Waveform]:
    """Stretches of a second; a stretch without samples ends the signal."""
    times, samples = _rows(file, text)
    samples = _in_g(samples)
    for first, last in _unbroken(times):
        if times[last - 1] <= times[first]:
            continue
        stamps = [(one - times[first]).total_seconds() for one in times[first:last]]
        rate, even = evenly(np.array(stamps), samples[first:last])
        rows = [tuple(row) for row in even.tolist()]
        yield from stretches(times[first], rate, rows, wear)
    yield from ended(times[-1], wear)


def ended(when: datetime, wear: str) -> Iterator[Waveform]:
    """A stretch without samples: the signal has ended, what is open is decided now."""
    for last in stretches(when, 1.0, [(0.0, 0.0, 0.0)], wear):
        yield replace(last, samples=(), received_at=when + timedelta(seconds=1))


def _unbroken(times: list[datetime]) -> Iterator[tuple[int, int]]:
    """First and last place (excluded) of every part without a gap; (0, 1) when empty."""
    first = 0
    for place in range(1, len(times)):
        if times[place] - times[place - 1] > GAP:
            yield first, place
            first = place
    yield first, max(1, len(times))


def stretches(
    start: datetime, rate: float, samples: list[tuple[float, ...]], wear: str
) -> Iterator[Waveform]:
    """Samples in stretches of a second, as a worn sensor would send them."""
    size = max(1, round(rate))
    for first in range(0, len(samples), size):
        part = tuple(samples[first : first + size])
        yield Waveform(
            patient=PATIENT,
            kind=Kind("acceleration_wrist" if wear == "wrist" else "acceleration"),
            unit="[g]",
            rate=rate,
            axes=("x", "y", "z"),
            samples=part,
            taken_at=start + timedelta(seconds=first / rate),
            received_at=start + timedelta(seconds=(first + len(part)) / rate),
            device=DEVICE,
        )
