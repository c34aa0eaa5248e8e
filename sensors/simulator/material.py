"""Recordings of real people that virtual patients are made from, where they are present.

Read from the folder that PHILOMEL_RECORDINGS (or `--recordings`) names: acted falls and
daily life at the waist (`sisfall/dev`, SisFall of Sucerquia 2017) and glucose traces
(`cgm/dev`, open collections). What is absent is made up, and the truth file says which.
"""

import csv
import gzip
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from care.errors import ConfigError

SISFALL_G = 16 / 8192
"""g per unit of the SisFall accelerometer."""
SISFALL_RATE = 100.0
TRIALS = 60
"""So many trials of each sort are enough for variety."""
TRACES = 12
STEP = 300.0
"""Seconds between values of a trace as it is played."""
GAP = 1800.0
"""Seconds without a value that end a stretch."""
BLOW = 1.8
"""g: daily life with less than this in it would test nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One recorded trial at the waist."""

    name: str
    rate: float
    """Samples a second."""
    samples: tuple[tuple[float, ...], ...]
    """g, one row per instant."""
    blow: float
    """Second of the strongest blow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One person's glucose, every five minutes."""

    name: str
    values: tuple[float, ...]
    """mg/dL."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What there is; empty where nothing was recorded."""

    falls: tuple[Movement, ...] = ()
    blows: tuple[Movement, ...] = ()
    traces: tuple[Trace, ...] = ()


NONE = Material()


def _movement(name: str, raw: NDArray[np.int16]) -> Movement:
    table = np.round(raw.astype(np.float64) * SISFALL_G, 3)
    blow = float(np.square(table).sum(axis=1).argmax()) / SISFALL_RATE
    rows = tuple(tuple(row) for row in table.tolist())
    return Movement(name=name, rate=SISFALL_RATE, samples=rows, blow=blow)


def _spread(rows: list[dict[str, str]], wanted: int) -> list[dict[str, str]]:
    """Some of the rows, evenly over all people and activities."""
    return rows[:: max(1, len(rows) // wanted)][:wanted]


def _movements(place: Path) -> tuple[tuple[Movement, ...], tuple[Movement, ...]]:
    index = place / "index.csv"
    if not index.is_file():
        return (), ()
    with index.open(encoding="utf-8") as opened:
        rows = list(csv.DictReader(opened))
    found: dict[str, list[Movement]] = {"fall": [], "adl": []}
    for label, some in found.items():
        for row in _spread([one for one in rows if one["label"] == label], TRIALS):
            with np.load(place / f"{row['subject']}.npz") as kept:
                name = f"sisfall {row['subject']} {row['trial']}"
                some.append(_movement(name, kept[row["trial"]]))
    loud = [m for m in found["adl"] if _peak(m) >= BLOW]
    return tuple(found["fall"]), tuple(loud)


def _peak(movement: Movement) -> float:
    return math.sqrt(max(sum(axis * axis for axis in row) for row in movement.samples))


def _longest(times: NDArray[np.float64], values: NDArray[np.float64]) -> tuple[float, ...]:
    """The longest stretch without a gap, every five minutes."""
    ends = np.flatnonzero(np.diff(times) > GAP)
    edges = np.concatenate([[0], ends + 1, [len(times)]])
    best = int(np.diff(edges).argmax())
    first, last = int(edges[best]), int(edges[best + 1])
    grid = np.arange(times[first], times[last - 1], STEP)
    even = np.interp(grid, times[first:last], values[first:last])
    return tuple(round(one) for one in even.tolist())


def _trace(file: Path, name: str) -> Trace:
    with gzip.open(file, "rt", encoding="utf-8") as opened:
        rows = [
            (np.datetime64(row["timestamp"], "s").astype(np.int64), float(value))
            for row in csv.DictReader(opened)
            if (value := row["glucose_value_mg_dl"])
        ]
    table = np.array(sorted(rows), dtype=np.float64)
    return Trace(name=name, values=_longest(table[:, 0], table[:, 1]))


def _traces(place: Path) -> tuple[Trace, ...]:
    index = place / "index.csv"
    if not index.is_file():
        return ()
    with index.open(encoding="utf-8") as opened:
        rows = list(csv.DictReader(opened))
    return tuple(
        _trace(place / row["dataset"] / row["file"], f"{row['dataset']} {row['person_id']}")
        for row in _spread(rows, TRACES)
    )


def material(root: Path) -> Material:
    """What the folder holds; ConfigError for no folder or files of another shape."""
    if not root.is_dir():
        raise ConfigError(root, 0, "recordings", "a folder with sisfall/dev or cgm/dev")
    try:
        falls, blows = _movements(root / "sisfall" / "dev")
        traces = _traces(root / "cgm" / "dev")
    except (OSError, KeyError, ValueError, IndexError) as error:
        raise ConfigError(root, 0, "recordings", f"the known layout ({error})") from error
    return Material(falls=falls, blows=blows, traces=traces)
