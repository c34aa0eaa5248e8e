"""Makes the fall models from the recordings, and says how they do on other people.

    .venv/bin/python -m benchmarks.training.falls [waist|wrist]

Every person's blows are judged by models that have not seen this person (five groups of
people, drawn twice), at a level chosen without this person too: for each group left out,
the others judge one another in the same way, and the level is the one that leaves most
room to the aims on them. These are the numbers in the file; the model in the file is made
from all. To learn what is common to sensors and bodies, each trial is also shown turned
at random, at another rate, a little stronger or weaker, and with noise; only trials as
they were recorded are judged. The same recordings give the same file.
"""

import sys
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import GradientBoostingClassifier

from benchmarks.training.export import write
from benchmarks.training.fall_blows import Pool, pool
from sensors.kinds.fall_features import NAMES

GROUPS, DRAWS = 5, 2
VERSION = "3"
LEVELS = tuple(round(0.5 + 0.05 * i, 2) for i in range(10))
"""Chances (0 to 1) that may become the level of decision."""
AIMS = {"waist": (0.97, 0.995), "wrist": (0.92, 0.95)}
"""Sensitivity and specificity."""
TREES = {"waist": (300, 3), "wrist": (200, 4)}
"""How many, and how deep."""
OLD = 60
"""Years."""

Numbers = NDArray[np.float64]
Which = NDArray[np.bool_]


class Draw(NamedTuple):
    """One division of the people into groups, and what models of the others say.

    Chances are the highest of a trial, 0 where it has no blow.
    """

    group: NDArray[np.int64]
    """Of each trial."""
    best: Numbers
    """By the model that has not seen the trial's group."""
    inner: list[Numbers]
    """For each group: of the trials of the others, by models that have seen neither."""


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


def _fit(data: Pool, use: Which, seed: int = 0) -> Any:
    """Each set and each class weighs the same."""
    use = use & (data.labels >= 0)
    weights = np.ones(int(use.sum()))
    labels, sources = data.labels[use], data.sources[data.numbers[use]]
    for source in np.unique(sources):
        for label in (0, 1):
            those = (sources == source) & (labels == label)
            weights[those] = 1000 / max(1, int(those.sum()))
    weights *= len(weights) / weights.sum()
    return _model(data.wear, seed).fit(data.rows[use], labels, sample_weight=weights)


def drawn(data: Pool, draw: int) -> Draw:
    """Divide the people at random; each group is judged by models of the others."""
    names = data.people
    people = np.random.default_rng(draw).permutation(np.unique(names))
    place = {one: i % GROUPS for i, one in enumerate(people)}
    group = np.array([place[one] for one in names])
    found = Draw(group, _none(data), [_none(data) for _ in range(GROUPS)])
    rows = group[data.numbers]
    for one in range(GROUPS):
        _judge(data, _fit(data, rows != one, draw), rows == one, found.best)
    for one, other in combinations(range(GROUPS), 2):
        model = _fit(data, (rows != one) & (rows != other), draw)
        _judge(data, model, rows == other, found.inner[one])
        _judge(data, model, rows == one, found.inner[other])
    return found


def _none(data: Pool) -> Numbers:
    return np.zeros(len(data.trials))


def _judge(data: Pool, model: Any, use: Which, into: Numbers) -> None:
    use = use & data.recorded
    np.maximum.at(into, data.numbers[use], model.predict_proba(data.rows[use])[:, 1])


def room(data: Pool, told: Numbers, use: Which) -> float:
    """How far the worst set lies over the aims: 0 at an aim, 1 where nothing is wrong."""
    falls, found = np.array([one.fall for one in data.trials]), []
    for source in np.unique(data.sources):
        those = use & (data.sources == source)
        right = (told[those & falls].mean(), 1 - told[those & ~falls].mean())
        pairs = zip(right, AIMS[data.wear], strict=True)
        found += [float((reached - aim) / (1 - aim)) for reached, aim in pairs]
    return min(found)


def level_of(data: Pool, draws: list[Numbers], use: Which) -> float:
    """The level with most room to the aims on some trials; of equals the middle one."""
    rooms = [
        round(room(data, np.mean([best >= one for best in draws], axis=0), use), 6)
        for one in LEVELS
    ]
    best = [one for one, found in zip(LEVELS, rooms, strict=True) if found == max(rooms)]
    return best[len(best) // 2]


def told_of(data: Pool, draws: list[Draw]) -> tuple[Numbers, list[float]]:
    """In which share of draws each trial alarms, and the level of each group."""
    told, levels = _none(data), []
    for draw in draws:
        for number, inner in enumerate(draw.inner):
            own = draw.group == number
            levels.append(level_of(data, [inner], ~own))
            told[own] += draw.best[own] >= levels[-1]
    return told / len(draws), levels


def results(data: Pool, told: Numbers) -> dict[str, Any]:
    """By set: sensitivity, specificity, false alarms an hour, all and of the old."""
    found = {}
    for source in np.unique(data.sources):
        those = [i for i, one in enumerate(data.trials) if one.source == source]
        falls = [i for i in those if data.trials[i].fall]
        life = [i for i in those if not data.trials[i].fall]
        old = [i for i in life if data.trials[i].age >= OLD]
        found[str(source)] = {
            "falls": len(falls),
            "sensitivity": round(float(told[falls].mean()), 4),
            "activities": len(life),
            "specificity": round(1 - float(told[life].mean()), 4),
            "false_per_hour": _hourly(data, told, life),
            "false_per_hour_over_60": _hourly(data, told, old),
        }
    return found


def _hourly(data: Pool, told: Numbers, those: list[int]) -> float | None:
    hours = sum(data.trials[i].seconds for i in those) / 3600
    return round(float(told[those].sum()) / hours, 2) if hours else None


def about(data: Pool, model: Any, draws: list[Draw]) -> dict[str, Any]:
    """The card: where the model is from, what it weighs, how it does on others."""
    told, levels = told_of(data, draws)
    every = np.ones(len(data.trials), dtype=bool)
    sources = data.sources[data.numbers[data.recorded]]
    life = data.rows[data.recorded & (data.labels == 0)]
    weights = zip(NAMES, model.feature_importances_, strict=True)
    return {
        "version": VERSION,
        "made_by": "benchmarks.training.falls",
        "made_from": {str(s): int((sources == s).sum()) for s in np.unique(sources)},
        "about": "chance that a blow was a fall; rows are blows of at least the blow level",
        "level": level_of(data, [one.best for one in draws], every),
        "features": list(NAMES),
        "usual": [float(f"{one:.4g}") for one in np.median(life, axis=0)],
        "weights": {
            name: round(float(one), 4) for name, one in sorted(weights, key=lambda x: -x[1])
        },
        "judged": f"{GROUPS} groups of people, drawn {DRAWS} times, each by a model of the "
        "others at a level chosen on the others; features and settings were chosen on "
        "such groups of all",
        "levels_of_groups": levels,
        "on_other_people": results(data, told),
    }


def make(wear: str) -> None:
    """Fit, judge, write and print one model."""
    data = pool(wear)
    draws = [drawn(data, draw) for draw in range(DRAWS)]
    model = _fit(data, np.ones(len(data.labels), dtype=bool))
    card = about(data, model, draws)
    file = write(f"fall_{wear}", model, card)
    print(f"{file.name}: level {card['level']}, of the groups {card['levels_of_groups']}")
    print(f"  at those of the groups: {_shown(card['on_other_people'])}")
    for tried in LEVELS:
        told = np.mean([one.best >= tried for one in draws], axis=0)
        print(f"  at {tried}: {_shown(results(data, told))}", flush=True)


def _shown(rows: dict[str, Any]) -> str:
    return "  ".join(
        f"{s} {r['sensitivity']:.4f}/{r['specificity']:.4f} old "
        f"{r['false_per_hour_over_60']}/h"
        for s, r in rows.items()
    )


if __name__ == "__main__":
    for place in sys.argv[1:] or ("waist", "wrist"):
        make(place)
