"""Falls in recorded acceleration, through the watch as it would live.

A fall is found when any alarm comes in its trial; false alarms are counted in activities,
and by the hour of them. What stands under "other people" is of models that had not seen
the person (`benchmarks.training.falls`); what stands under "ours" is of the model in use,
which was made from these people.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby, islice
from statistics import quantiles
from typing import NamedTuple

import numpy as np

from benchmarks.played import ORIGIN, PATIENT, RULES, Row
from benchmarks.recorded import Trial, trials
from care.observation import Reading
from sensors.acceleration_file import ended, stretches
from sensors.forest import card_of
from sensors.held import Kept
from sensors.kinds.acceleration_times import evenly
from sensors.replay import Played, replay
from sensors.watch import start

BASELINES = {
    ("sisfall", "waist"): "0.974 / 0.988, 2.3/h, old 2.7/h",
    ("umafall", "waist"): "0.815 / 1.000, 0/h",
    ("umafall", "wrist"): "0.840 / 0.880, 29/h",
    ("weda_fall", "wrist"): "0.870 / 0.894, 29/h, old 14/h",
}
TARGETS = {"waist": "0.97 / 0.995", "wrist": "0.92 / 0.95, old 5/h"}


class Judged(NamedTuple):
    """One trial and when it alarmed."""

    trial: Trial
    alarms: tuple[float, ...]
    """Seconds from the start of the trial."""

    @property
    def delay(self) -> float | None:
        """Seconds from the blow to the alarm."""
        size = np.linalg.norm(self.trial.samples, axis=1)
        blow = float(self.trial.times[int(size.argmax())])
        return self.alarms[0] - blow if self.alarms else None


def readings(trial: Trial) -> Iterator[Reading]:
    """What a worn sensor would have sent."""
    rate, samples = evenly(trial.times, trial.samples)
    rows = [tuple(row) for row in samples.tolist()]
    yield from stretches(ORIGIN, rate, rows, trial.wear)
    yield from ended(ORIGIN + timedelta(seconds=trial.seconds), trial.wear)


def judged(trial: Trial) -> Judged:
    """The alarms of one trial."""
    found = [
        (one.at - ORIGIN).total_seconds()
        for one in replay(start(PATIENT, RULES, Kept()), readings(trial))
        if isinstance(one, Played) and one.alarm.code == "FALL" and not one.worse
    ]
    return Judged(trial, tuple(found))


def _hourly(those: list[Judged]) -> float:
    hours = sum(one.trial.seconds for one in those) / 3600
    return sum(len(one.alarms) for one in those) / hours if hours else 0.0


def _row(source: str, wear: str, those: list[Judged]) -> Row:
    falls = [one for one in those if one.trial.fall]
    life = [one for one in those if not one.trial.fall]
    old = [one for one in life if one.trial.age >= 60]
    found = np.mean([bool(one.alarms) for one in falls])
    quiet = np.mean([not one.alarms for one in life])
    delays = [one.delay for one in falls if one.delay is not None]
    late = quantiles(delays, n=100)[98] if len(delays) > 1 else float("nan")
    other = card_of(f"fall_{wear}")["on_other_people"][source]
    return Row(
        what=f"falls, {wear} ({source}, {len(those)} trials)",
        baseline=BASELINES[source, wear],
        ours=(
            f"{found:.3f} / {quiet:.3f}, {_hourly(life):.1f}/h, old {_hourly(old):.1f}/h, "
            f"after {late:.1f} s; other people {other['sensitivity']:.3f} / "
            f"{other['specificity']:.3f}, {other['false_per_hour']}/h"
        ),
        target=TARGETS[wear],
    )


def table(share: int) -> Iterator[Row]:
    """One row for each set and place; every `share`th trial."""
    kept = sorted(islice(trials(), 0, None, share), key=lambda t: (t.source, t.wear))
    for (source, wear), those in groupby(kept, key=lambda t: (t.source, t.wear)):
        yield _row(source, wear, [judged(one) for one in those])
