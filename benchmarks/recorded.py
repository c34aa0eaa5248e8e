"""The recorded data sets, which are not part of the project, read as they are described.

They lie in the folder that PHILOMEL_RECORDINGS names, or in `shared/data` beside the
checkout; `SetupError` says so where they are absent.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from care.errors import SetupError

Numbers = NDArray[np.float64]


def folder(name: str) -> Path:
    """The development part of one set."""
    default = Path(__file__).parents[2] / "shared" / "data"
    root = Path(os.environ.get("PHILOMEL_RECORDINGS", default))
    found = root / name / "dev"
    if not found.is_dir():
        raise SetupError(
            f"The recordings {name} are not in {root}: set PHILOMEL_RECORDINGS to the "
            "folder that holds them."
        )
    return found


class Trial(NamedTuple):
    """One scripted activity or acted fall."""

    source: str
    wear: str
    person: str
    age: float
    name: str
    activity: str
    fall: bool
    times: Numbers
    """Seconds from 0."""
    samples: Numbers
    """Columns x, y, z in g."""
    start: float | None
    """Second at which the fall starts, where somebody marked it."""
    end: float | None

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return float(self.times[-1] - self.times[0])


def sisfall() -> Iterator[Trial]:
    """Waist, 100 Hz."""
    place = folder("sisfall")
    index = pd.read_csv(place / "index.csv")
    for person, rows in index.groupby("subject"):
        with np.load(place / f"{person}.npz") as kept:
            for row in rows.itertuples():
                a = kept[row.trial].astype(float) * (16 / 8192)
                fall, t = row.label == "fall", np.arange(len(a)) / 100.0
                yield Trial(
                    "sisfall",
                    "waist",
                    str(person),
                    row.age,
                    row.trial,
                    row.activity,
                    fall,
                    t,
                    a,
                    None,
                    None,
                )


def umafall() -> Iterator[Trial]:
    """Waist and wrist, about 20 Hz, stamps of their own."""
    place = folder("umafall")
    index = pd.read_csv(place / "index.csv", dtype={"subject": str})
    for person, rows in index.groupby("subject"):
        with np.load(place / f"S{person}.npz") as kept:
            for row in rows.itertuples():
                v = kept[f"{row.position}|{row.trial}"].astype(float)
                yield Trial(
                    "umafall",
                    row.position.lower(),
                    str(person),
                    row.age,
                    row.trial,
                    row.activity,
                    row.label == "fall",
                    v[:, 0] - v[0, 0],
                    v[:, 1:],
                    None,
                    None,
                )


def weda_fall() -> Iterator[Trial]:
    """Wrist, falls at 39.8 Hz and activities at 49.7 Hz, stamps in bursts."""
    place = folder("weda_fall")
    index = pd.read_csv(place / "index.csv")
    for person, rows in index.groupby("subject"):
        with np.load(place / f"{person}.npz") as kept:
            for row in rows.itertuples():
                v = kept[row.trial].astype(float)
                fall = row.label == "fall"
                first, last = float(v[0, 0]), float(v[-1, 0])
                yield Trial(
                    "weda_fall",
                    "wrist",
                    str(person),
                    row.age,
                    row.trial,
                    row.activity,
                    fall,
                    np.linspace(0.0, last - first, len(v)),
                    v[:, 1:] / 9.80665,
                    row.fall_start_s - first if fall else None,
                    row.fall_end_s - first if fall else None,
                )


def trials() -> Iterator[Trial]:
    """All of the three sets."""
    yield from sisfall()
    yield from umafall()
    yield from weda_fall()


class Trace(NamedTuple):
    """Weeks of glucose of one person."""

    source: str
    person: str
    age: float
    """Years; NaN where it is not told."""
    times: Numbers
    """Seconds since 1970, local time, rising."""
    values: Numbers
    """mg/dL."""

    @property
    def step(self) -> float:
        """Median seconds between readings."""
        return float(np.median(np.diff(self.times)))


def glucose() -> Iterator[Trace]:
    """All sets of glucose traces."""
    place = folder("cgm")
    index = pd.read_csv(place / "index.csv", dtype={"person_id": str})
    for row in index.itertuples():
        x = pd.read_csv(place / row.dataset / row.file, parse_dates=["timestamp"])
        x = x.dropna().sort_values("timestamp").drop_duplicates("timestamp")
        t = x.timestamp.to_numpy().astype("datetime64[s]").astype("int64").astype(float)
        v = x.glucose_value_mg_dl.to_numpy().astype(float)
        yield Trace(row.dataset, row.person_id, float(row.age), t, v)
