"""A recording of raw acceleration: `time_s,ax_g,ay_g,az_g`, at whatever rate and unit.

The unit is told by how strong gravity is: 1 in g, 9.8 in m/s2, 1000 in milli-g. Rows with
an empty cell are samples that were lost; rows out of order are put in order.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from care.errors import ConfigError
from care.observation import Kind, Waveform
from sensors.kinds.acceleration_times import evenly
from sensors.kinds.fall_signal import Samples
from sensors.single_file import DEVICE, PATIENT, TIMES
from sensors.table import Table, value

GAP = timedelta(seconds=1)
"""A longer pause between samples is a gap in the recording."""
AXES = ("ax_g", "ay_g", "az_g")
UNITS = ((3.5, 30.0, 9.80665), (300.0, 3000.0, 1000.0))
"""Median size from, to, and what one g is then."""


def _in_g(samples: Samples) -> Samples:
    """The samples in g, whatever they were written in."""
    size = float(np.median(np.linalg.norm(samples, axis=1)))
    for low, high, one in UNITS:
        if low <= size <= high:
            return samples / one
    return samples


def _rows(file: Path, text: str) -> tuple[list[datetime], Samples]:
    """Times, rising or equal, and what was measured; samples that were lost left out."""
    table = Table(file, text)
    example = f"time_s,{','.join(AXES)}"
    t = table.index(TIMES, example)
    places = [
        table.index((axis, axis[:2], axis[1:2], f"acc_{axis[1]}", f"acc{axis[1]}"), example)
        for axis in AXES
    ]
    kept: list[tuple[datetime, tuple[float, ...]]] = []
    for line, cells in table.rows():
        found = [value(table, line, p, cells[p], words=False) for p in places]
        numbers = tuple(float(one) for one in found if one is not None)
        if len(numbers) == len(AXES) and bool(np.isfinite(numbers).all()):
            kept.append((table.instant(line, cells[t], t), numbers))
    kept.sort(key=lambda one: one[0])
    if len(kept) < 2 or kept[0][0] == kept[-1][0]:  # noqa: PLR2004 - one is no movement
        raise ConfigError(file, 2, "time_s", "at least two rows at rising times")
    return [one[0] for one in kept], np.array([one[1] for one in kept])


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
