"""The blows of recorded trials with their features: what the fall models are made from."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.recorded import Trial, trials
from sensors.kinds.acceleration_times import evenly
from sensors.kinds.fall_features import NAMES, features
from sensors.kinds.fall_model import candidates
from sensors.kinds.fall_signal import LEAST, RATE, even

SHOWN = {"sisfall": 1, "umafall": 3, "weda_fall": 3}
"""How often each trial of a set is shown changed."""
SLOW, FAST = 18.0, 60.0
"""Samples a second that changed trials have."""
LAIN, NEAR = 0.1, 25.0
"""Share of falls shown once more into a posture of shortly before, and degrees from it."""


class Blow(NamedTuple):
    """One blow of one trial, and what it was: 1 fall, 0 daily life, -1 not known."""

    trial: int
    row: list[float]
    label: int


class Pool(NamedTuple):
    """All blows of one place of wear."""

    wear: str
    trials: list[Trial]
    rows: NDArray[np.float64]
    labels: NDArray[np.int64]
    numbers: NDArray[np.int64]
    """Of the trial."""
    recorded: NDArray[np.bool_]
    """False for blows of a changed trial."""

    @property
    def people(self) -> NDArray[np.str_]:
        """Whose trial each trial is."""
        return np.array([f"{one.source}/{one.person}" for one in self.trials])

    @property
    def sources(self) -> NDArray[np.str_]:
        """The set of each trial."""
        return np.array([one.source for one in self.trials])


def _labels(
    trial: Trial, places: NDArray[np.int64], sizes: NDArray[np.float64]
) -> list[int]:
    if not trial.fall:
        return [0] * len(places)
    inside = np.ones(len(places), dtype=bool)
    if trial.start is not None and trial.end is not None:
        at = places / RATE
        inside = (at >= trial.start - 1.0) & (at <= trial.end + 1.5)
    labels = np.full(len(places), -1)
    if inside.any():
        among = np.flatnonzero(inside)
        labels[among[sizes[places[among]].argmax()]] = 1
    return [int(one) for one in labels]


def blows_of(number: int, trial: Trial) -> list[Blow]:
    """All blows of a trial with their features."""
    rate, samples = evenly(trial.times, trial.samples)
    times = np.arange(len(samples)) / rate
    line = even(times, samples, np.arange(int(times[-1] * RATE + 1e-6) + 1) / RATE)
    enough = len(line) - 1 - LEAST * RATE
    places = np.array([i for i in candidates(line, trial.wear) if i <= enough], dtype=int)
    labels = _labels(trial, places, np.linalg.norm(line, axis=1))
    return [
        Blow(number, [float(x) for x in features(line, int(at))], label)
        for at, label in zip(places, labels, strict=True)
    ]


def turned(trial: Trial, rng: np.random.Generator) -> Trial:
    """The same movement as another sensor, worn another way, might have felt it."""
    turn, _ = np.linalg.qr(rng.normal(size=(3, 3)))
    samples = trial.samples @ turn * rng.uniform(0.97, 1.03)
    samples = samples + rng.normal(0, 0.015, samples.shape)
    rate = len(trial.times) / trial.seconds
    wanted = rng.uniform(SLOW, min(rate, FAST)) if rate > SLOW + 4 else rate
    times = np.arange(rng.uniform(0, 0.05), trial.times[-1], 1 / wanted)
    columns = [np.interp(times, trial.times, samples[:, axis]) for axis in range(3)]
    first = float(times[0])
    return trial._replace(
        times=times - first,
        samples=np.stack(columns, axis=1),
        start=None if trial.start is None else trial.start - first,
        end=None if trial.end is None else trial.end - first,
    )


def lain(blows: list[Blow]) -> list[Blow]:
    """Some falls as of people who lay in that posture shortly before: they got up, fell.

    Nobody acted this, but rolling to the side and back in bed looks so in that one
    respect; without these a model would take the posture alone for daily life.
    """
    rng = np.random.default_rng(len(blows))
    places = [NAMES.index("turn_long"), NAMES.index("turn_long_late")]
    found = []
    for one in blows:
        if one.label == 1 and rng.random() < LAIN:
            row = list(one.row)
            for place in places:
                row[place] = float(rng.uniform(0, NEAR))
            found.append(one._replace(row=row))
    return found


def pool(wear: str) -> Pool:
    """Read everything and compute all features."""
    kept = [one for one in trials() if one.wear == wear]
    blows = [blow for i, one in enumerate(kept) for blow in blows_of(i, one)]
    many = len(blows)
    for i, one in enumerate(kept):
        rng = np.random.default_rng(i)
        for _ in range(SHOWN[one.source]):
            blows += blows_of(i, turned(one, rng))
    blows += lain(blows)
    return Pool(
        wear,
        kept,
        np.array([one.row for one in blows]),
        np.array([one.label for one in blows]),
        np.array([one.trial for one in blows]),
        np.arange(len(blows)) < many,
    )
