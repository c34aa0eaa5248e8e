"""Makes the fall models from the recordings, and says how they do on other people.

    .venv/bin/python -m benchmarks.training.falls [waist|wrist]

Every person's blows are judged once by a model that has not seen this person (five groups
of people); these are the numbers in the file. The model in the file is made from all.
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

GROUPS = 5
VERSION = "1"
SENSITIVITY = {"waist": 0.96, "wrist": 0.925}
"""Share of falls of other people that the level is set to find, the worst set counting."""


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


def _model() -> Any:
    return GradientBoostingClassifier(
        n_estimators=220,
        max_depth=4,
        learning_rate=0.06,
        subsample=0.5,
        max_features=6,
        min_samples_leaf=5,
        random_state=0,
    )


class Pool(NamedTuple):
    """All blows of one place of wear."""

    trials: list[Trial]
    rows: NDArray[np.float64]
    labels: NDArray[np.int64]
    numbers: NDArray[np.int64]
    people: NDArray[np.str_]
    sources: NDArray[np.str_]


def pool(wear: str) -> Pool:
    """Read everything and compute all features."""
    kept = [one for one in trials() if one.wear == wear]
    blows = [blow for i, one in enumerate(kept) for blow in blows_of(i, one)]
    return Pool(
        kept,
        np.array([one.row for one in blows]),
        np.array([one.label for one in blows]),
        np.array([one.trial for one in blows]),
        np.array([f"{kept[one.trial].source}/{kept[one.trial].person}" for one in blows]),
        np.array([kept[one.trial].source for one in blows]),
    )


def _fit(data: Pool, use: NDArray[np.bool_]) -> Any:
    """Each set and each class weighs the same."""
    use = use & (data.labels >= 0)
    weights = np.ones(int(use.sum()))
    labels, sources = data.labels[use], data.sources[use]
    for source in np.unique(sources):
        for label in (0, 1):
            those = (sources == source) & (labels == label)
            weights[those] = 1000 / max(1, int(those.sum()))
    return _model().fit(data.rows[use], labels, sample_weight=weights)


def out_of_group(data: Pool) -> NDArray[np.float64]:
    """The chance of each blow by a model that has not seen the person."""
    people = np.random.default_rng(0).permutation(np.unique(data.people))
    group = {one: i % GROUPS for i, one in enumerate(people)}
    groups = np.array([group[one] for one in data.people])
    chances = np.zeros(len(data.labels))
    for number in range(GROUPS):
        model = _fit(data, groups != number)
        chances[groups == number] = model.predict_proba(data.rows[groups == number])[:, 1]
    return chances


def results(data: Pool, chances: NDArray[np.float64], level: float) -> dict[str, Any]:
    """By set: sensitivity, specificity, false alarms an hour, all and of the old."""
    best = np.zeros(len(data.trials))
    np.maximum.at(best, data.numbers, chances)
    found = {}
    for source in np.unique(data.sources):
        those = [i for i, one in enumerate(data.trials) if one.source == source]
        falls = [best[i] >= level for i in those if data.trials[i].fall]
        life = [i for i in those if not data.trials[i].fall]
        old = [i for i in life if data.trials[i].age >= 60]
        found[str(source)] = {
            "falls": len(falls),
            "sensitivity": round(float(np.mean(falls)), 4),
            "activities": len(life),
            "specificity": round(float(np.mean([best[i] < level for i in life])), 4),
            "false_per_hour": _hourly(data, best, life, level),
            "false_per_hour_over_60": _hourly(data, best, old, level),
        }
    return found


def _hourly(
    data: Pool, best: NDArray[np.float64], those: list[int], level: float
) -> float | None:
    hours = sum(data.trials[i].seconds for i in those) / 3600
    return round(sum(bool(best[i] >= level) for i in those) / hours, 2) if hours else None


def level_of(data: Pool, chances: NDArray[np.float64], wear: str) -> float:
    """The highest level that still finds the wanted share of falls in every set."""
    best = np.zeros(len(data.trials))
    np.maximum.at(best, data.numbers, chances)
    levels = []
    for source in np.unique(data.sources):
        falls = [
            best[i] for i, t in enumerate(data.trials) if t.fall and t.source == source
        ]
        levels.append(float(np.quantile(falls, 1 - SENSITIVITY[wear], method="lower")))
    return round(min(0.8, max(0.1, min(levels))), 3)


def make(wear: str) -> None:
    """Fit, judge, write and print one model."""
    data = pool(wear)
    chances = out_of_group(data)
    level = level_of(data, chances, wear)
    told = results(data, chances, level)
    model = _fit(data, np.ones(len(data.labels), dtype=bool))
    weights = zip(NAMES, model.feature_importances_, strict=True)
    about = {
        "version": VERSION,
        "made_by": "benchmarks.training.falls",
        "made_from": {s: int((data.sources == s).sum()) for s in np.unique(data.sources)},
        "about": "chance that a blow was a fall; rows are blows of at least the blow level",
        "level": level,
        "features": list(NAMES),
        "weights": {
            name: round(float(one), 4) for name, one in sorted(weights, key=lambda x: -x[1])
        },
        "on_other_people": told,
    }
    file = write(f"fall_{wear}", model, about)
    print(f"{file.name}: level {level}")
    for source, row in told.items():
        print(f"  {source}: {row}")
    for tried in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95):
        rows = results(data, chances, tried).items()
        shown = [f"{s} {r['sensitivity']:.3f}/{r['specificity']:.4f}" for s, r in rows]
        print(f"  at {tried}: {'  '.join(shown)}", flush=True)


if __name__ == "__main__":
    for place in sys.argv[1:] or ("waist", "wrist"):
        make(place)
