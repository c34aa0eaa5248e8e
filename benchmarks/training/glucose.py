"""Makes the model of coming lows from the glucose recordings.

    .venv/bin/python -m benchmarks.training.glucose

A row is one reading at which the model would be asked (`glucose_risk.near`) outside a low;
the answer is whether a low of at least 15 minutes starts within `AHEAD`. A person counts
by the square root of their rows. Each person is then judged by a model that has not seen
them (three groups of people), through the watch: these are the numbers in the file. The
model in the file is made from all. HUPA-UCM is left out: its readings are partly
interpolated. The same recordings give the same file.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from threadpoolctl import threadpool_limits

from benchmarks.glucose import GROUPS, WARNINGS, alarms, rules_with, spans
from benchmarks.lows import Score, lows, score
from benchmarks.recorded import Trace, glucose
from benchmarks.training.export import trees_of, write
from sensors.forest import Forest, forest_of
from sensors.kinds.glucose import RULES
from sensors.kinds.glucose_features import NAMES, features
from sensors.kinds.glucose_risk import ENOUGH, LOWEST, PAST, QUARTER, RECENT, near

AHEAD = 40 * 60.0
"""Seconds within which a low has to start."""
MOST = 2500
"""Rows of one person that are learned from."""
FOLDS = 3
VERSION = "2"


class Person(NamedTuple):
    """One trace and the rows that a model may learn from."""

    trace: Trace
    rows: NDArray[np.float64]
    soon: NDArray[np.bool_]
    weight: float


def asked(trace: Trace) -> NDArray[np.int64]:
    """Places of the readings at which the model would be asked."""
    times, values = trace.times, trace.values
    place = np.arange(len(times))
    before = np.searchsorted(times, times - QUARTER, side="right") - 1
    apart = np.maximum(times - times[np.maximum(before, 0)], 1.0)
    lost = np.where(before < 0, 0.0, (values[np.maximum(before, 0)] - values) * 60 / apart)
    close = [near(one, fallen) for one, fallen in zip(values, lost, strict=True)]
    enough = times - times[np.maximum(place - ENOUGH + 1, 0)] <= RECENT
    return place[np.array(close) & enough & (values >= LOWEST) & (place >= ENOUGH - 1)]


def person(trace: Trace, rng: np.random.Generator) -> Person:
    """Compute rows of a trace, of a share of them where it is long."""
    events, places = lows(trace), asked(trace)
    starts = np.array([one for one, _ in events] + [np.inf])
    ends = np.array([-np.inf] + [one for _, one in events])
    at = trace.times[places]
    following = np.searchsorted(starts, at, side="right")
    outside = np.flatnonzero(at >= ends[following])
    many = len(outside)
    if many > MOST:
        outside = np.sort(rng.choice(outside, MOST, replace=False))
    soon = starts[following[outside]] - at[outside] <= AHEAD
    times, values = trace.times.tolist(), trace.values.tolist()
    first = np.searchsorted(trace.times, at[outside] - PAST)
    rows = [
        features(times[one : place + 1], values[one : place + 1])
        for one, place in zip(first.tolist(), places[outside].tolist(), strict=True)
    ]
    table = np.array(rows).reshape(len(rows), len(NAMES))
    return Person(trace, table, soon, many**0.5 / max(1, len(rows)))


def fit(people: list[Person]) -> Any:
    """A model of these people."""
    rows = np.vstack([one.rows for one in people])
    weights = np.concatenate([np.full(len(one.rows), one.weight) for one in people])
    model = HistGradientBoostingClassifier(
        max_iter=80,
        max_leaf_nodes=10,
        learning_rate=0.08,
        min_samples_leaf=80,
        l2_regularization=5.0,
        early_stopping=False,
        random_state=0,
    )
    labels = np.concatenate([one.soon for one in people])
    weights *= len(weights) / weights.sum()
    with threadpool_limits(1):  # sums over several threads would differ in the last digits
        return model.fit(rows, labels, sample_weight=weights)


def people() -> list[Person]:
    """Everybody but those with interpolated readings."""
    found, rng = [], np.random.default_rng(0)
    for trace in glucose():
        believed = (trace.values >= 20) & (trace.values <= 600)
        if trace.source != "HUPA-UCM" and believed.sum() > 100:
            kept = trace._replace(
                times=trace.times[believed], values=trace.values[believed]
            )
            found.append(person(kept, rng))
    return found


def _trees(model: Any) -> Forest:
    named = {"name": "fold", "version": VERSION, "features": NAMES, "level": 0.0}
    return forest_of(named | trees_of(model))


def on_others(everybody: list[Person]) -> dict[str, str]:
    """How the warning does on people that its model has not seen, by group."""
    fold, rng = {}, np.random.default_rng(1)
    for source in sorted({one.trace.source for one in everybody}):
        those = [i for i, one in enumerate(everybody) if one.trace.source == source]
        for number, i in enumerate(rng.permutation(those)):
            fold[int(i)] = number % FOLDS
    found = dict.fromkeys(GROUPS, Score())
    for number in range(FOLDS):
        trees = _trees(fit([one for i, one in enumerate(everybody) if fold[i] != number]))
        rules = rules_with(trees)
        for i, one in enumerate(everybody):
            names = [name for name, rule in GROUPS.items() if rule(one.trace)]
            if fold[i] != number or not names:
                continue
            got = score(spans(alarms(one.trace, rules), WARNINGS), one.trace)
            found |= {name: found[name].plus(got) for name in names}
    return {name: got.text(warning=True) for name, got in found.items()}


def make() -> None:
    """Fit, judge and write the model."""
    everybody = people()
    learned = next(rule for rule in RULES if rule.code == "GLUCOSE-LOW-SOON")
    about = {
        "version": VERSION,
        "made_by": "benchmarks.training.glucose",
        "about": "chance that a low of 15 min or longer begins within 40 min",
        "made_from": {
            source: sum(one.trace.source == source for one in everybody)
            for source in sorted({one.trace.source for one in everybody})
        },
        "level": learned.level / 100,
        "features": list(NAMES),
        "judged": f"{FOLDS} groups of people, each by a model of the others; level, clear "
        "level, features and settings were chosen on the same groups",
        "on_other_people": on_others(everybody),
    }
    print(write("glucose_low", fit(everybody), about).name, about["on_other_people"])


if __name__ == "__main__":
    make()
