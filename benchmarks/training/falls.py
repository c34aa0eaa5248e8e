"""Makes the fall models from the recordings, and says how they do on other people.

    .venv/bin/python -m benchmarks.training.falls [waist|wrist]

Every person's blows are judged by models that have not seen this person (five groups of
people, drawn twice); these are the numbers in the file. The model in the file is made from
all. To learn what is common to sensors and bodies, each trial is also shown turned at
random, at another rate, a little stronger or weaker, and with noise; only trials as they
were recorded are judged. The same recordings give the same file.
"""

import sys
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import GradientBoostingClassifier

from benchmarks.recorded import Trial, trials
from benchmarks.training.export import write
from sensors.kinds.acceleration_times import evenly
from sensors.kinds.fall_features import NAMES, features
from sensors.kinds.fall_model import candidates
from sensors.kinds.fall_signal import LEAST, RATE, even

GROUPS, DRAWS = 5, 2
VERSION = "2"
LEVEL = {"waist": 0.7, "wrist": 0.55}
"""Chosen on people left out, for both sensitivity and specificity."""
TREES = {"waist": (300, 3), "wrist": (200, 4)}
"""How many, and how deep."""
SHOWN = {"sisfall": 1, "umafall": 3, "weda_fall": 3}
"""How often each trial of a set is shown changed."""
SLOW, FAST = 18.0, 60.0
"""Samples a second that changed trials have."""


class Blow(NamedTuple):
    """One blow of one trial, and what it was: 1 fall, 0 daily life, -1 not known."""

    trial: int
    row: list[float]
    label: int


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


def _model(wear: str, seed: int) -> Any:
    many, deep = TREES[wear]
    return GradientBoostingClassifier(
        n_estimators=many,
        max_depth=deep,
        learning_rate=0.07,
        subsample=0.4,
        max_features=6,
        min_samples_leaf=8,
        random_state=seed,
    )


class Pool(NamedTuple):
    """All blows of one place of wear."""

    wear: str
    trials: list[Trial]
    rows: NDArray[np.float64]
    labels: NDArray[np.int64]
    numbers: NDArray[np.int64]
    people: NDArray[np.str_]
    sources: NDArray[np.str_]
    recorded: NDArray[np.bool_]
    """False for blows of a changed trial."""


def pool(wear: str) -> Pool:
    """Read everything and compute all features."""
    kept = [one for one in trials() if one.wear == wear]
    blows = [blow for i, one in enumerate(kept) for blow in blows_of(i, one)]
    many = len(blows)
    for i, one in enumerate(kept):
        rng = np.random.default_rng(i)
        for _ in range(SHOWN[one.source]):
            blows += blows_of(i, turned(one, rng))
    return Pool(
        wear,
        kept,
        np.array([one.row for one in blows]),
        np.array([one.label for one in blows]),
        np.array([one.trial for one in blows]),
        np.array([f"{kept[one.trial].source}/{kept[one.trial].person}" for one in blows]),
        np.array([kept[one.trial].source for one in blows]),
        np.arange(len(blows)) < many,
    )


def _fit(data: Pool, use: NDArray[np.bool_], seed: int = 0) -> Any:
    """Each set and each class weighs the same."""
    use = use & (data.labels >= 0)
    weights = np.ones(int(use.sum()))
    labels, sources = data.labels[use], data.sources[use]
    for source in np.unique(sources):
        for label in (0, 1):
            those = (sources == source) & (labels == label)
            weights[those] = 1000 / max(1, int(those.sum()))
    weights *= len(weights) / weights.sum()
    return _model(data.wear, seed).fit(data.rows[use], labels, sample_weight=weights)


def out_of_group(data: Pool, draw: int) -> NDArray[np.float64]:
    """For each trial, the highest chance by a model that has not seen the person."""
    people = np.random.default_rng(draw).permutation(np.unique(data.people))
    group = {one: i % GROUPS for i, one in enumerate(people)}
    groups = np.array([group[one] for one in data.people])
    best = np.zeros(len(data.trials))
    for number in range(GROUPS):
        judged = (groups == number) & data.recorded
        model = _fit(data, groups != number, draw)
        chances = model.predict_proba(data.rows[judged])[:, 1]
        np.maximum.at(best, data.numbers[judged], chances)
    return best


def results(data: Pool, draws: list[NDArray[np.float64]], level: float) -> dict[str, Any]:
    """By set: sensitivity, specificity, false alarms an hour, all and of the old."""
    found = {}
    for source in np.unique(data.sources):
        those = [i for i, one in enumerate(data.trials) if one.source == source]
        falls = [i for i in those if data.trials[i].fall]
        life = [i for i in those if not data.trials[i].fall]
        old = [i for i in life if data.trials[i].age >= 60]
        told = np.mean([best >= level for best in draws], axis=0)
        found[str(source)] = {
            "falls": len(falls),
            "sensitivity": round(float(told[falls].mean()), 4),
            "activities": len(life),
            "specificity": round(1 - float(told[life].mean()), 4),
            "false_per_hour": _hourly(data, told, life),
            "false_per_hour_over_60": _hourly(data, told, old),
        }
    return found


def _hourly(data: Pool, told: NDArray[np.float64], those: list[int]) -> float | None:
    hours = sum(data.trials[i].seconds for i in those) / 3600
    return round(float(told[those].sum()) / hours, 2) if hours else None


def make(wear: str) -> None:
    """Fit, judge, write and print one model."""
    data, level = pool(wear), LEVEL[wear]
    draws = [out_of_group(data, draw) for draw in range(DRAWS)]
    model = _fit(data, np.ones(len(data.labels), dtype=bool))
    weights = zip(NAMES, model.feature_importances_, strict=True)
    kept = data.recorded
    about = {
        "version": VERSION,
        "made_by": "benchmarks.training.falls",
        "made_from": {
            str(s): int((data.sources[kept] == s).sum()) for s in np.unique(data.sources)
        },
        "about": "chance that a blow was a fall; rows are blows of at least the blow level",
        "level": level,
        "features": list(NAMES),
        "weights": {
            name: round(float(one), 4) for name, one in sorted(weights, key=lambda x: -x[1])
        },
        "judged": f"{GROUPS} groups of people, drawn {DRAWS} times, each by a model of the "
        "others; level, features and settings were chosen on such groups",
        "on_other_people": results(data, draws, level),
    }
    file = write(f"fall_{wear}", model, about)
    print(f"{file.name}: level {level}")
    for tried in sorted({level, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8, 0.9}):
        rows = results(data, draws, tried).items()
        shown = [
            f"{s} {r['sensitivity']:.3f}/{r['specificity']:.4f} old "
            f"{r['false_per_hour_over_60']}/h"
            for s, r in rows
        ]
        print(f"  at {tried}: {'  '.join(shown)}", flush=True)


if __name__ == "__main__":
    for place in sys.argv[1:] or ("waist", "wrist"):
        make(place)
