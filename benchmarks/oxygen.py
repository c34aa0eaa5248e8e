"""Alarms of oximeters that others watched, and of a wrist (a part of benchmarks.vitals)."""

import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.played import ORIGIN, RULES, alarms, reading
from sensors.streams import RulesOf

DEVICES = (1, 2, 4, 5)
"""Oximeters of the UW recordings; the third was empty."""


def _runs(mask: np.ndarray, least: int) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], mask.astype(int), [0]))))
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= least]


@dataclass(frozen=True)
class Oxygen:
    """Counts over some oximeters."""

    true: int = 0
    false: int = 0
    events: int = 0
    delays: tuple[int, ...] = ()
    hours: float = 0.0

    def __add__(self, other: "Oxygen") -> "Oxygen":
        """Both together."""
        return Oxygen(
            self.true + other.true,
            self.false + other.false,
            self.events + other.events,
            self.delays + other.delays,
            self.hours + other.hours,
        )

    @property
    def precision(self) -> float:
        """Share of alarms that were true."""
        return self.true / max(1, self.true + self.false)

    @property
    def found(self) -> float:
        """Share of events that were alarmed about."""
        return len(self.delays) / max(1, self.events)

    def text(self) -> str:
        """As in the table."""
        delay = statistics.median(self.delays) if self.delays else float("nan")
        hourly = (self.true + self.false) / self.hours
        return (
            f"PPV {self.precision:.2f}, found {self.found:.2f}, delay {delay:.0f} s, "
            f"{hourly:.1f}/h"
        )


def oximeters(files: Iterable[Path], rules: RulesOf = RULES) -> Oxygen:
    """Each of four oximeters against the median of the others (uw_oximetry)."""
    total = Oxygen()
    for file in files:
        table = pd.read_csv(file)
        values = {d: table[f"SpO2 {d}"].to_numpy(float) for d in DEVICES}
        for device in DEVICES:
            others = pd.DataFrame({d: values[d] for d in DEVICES if d != device})
            witness = others.median(axis=1).to_numpy()
            total += _oximeter(values[device], witness, rules)
    return total


def _oximeter(own: np.ndarray, witness: np.ndarray, rules: RulesOf) -> Oxygen:
    row = [
        reading("spo2", value, "%", ORIGIN + timedelta(seconds=i))
        for i, value in enumerate(own)
    ]
    given = [int((one.at - ORIGIN).total_seconds()) for one in alarms(row, rules)]
    hits = sum(bool((witness[max(0, at - 15) : at + 16] < 90).any()) for at in given)
    events = _runs(witness < 90, 15)
    delays: list[int] = []
    for begin, end in events:
        standing = [at for at in given if begin - 300 <= at <= end + 15]
        delays += [max(0, standing[0] - begin)] if standing else []
    hours = len(witness) / 3600
    return Oxygen(hits, len(given) - hits, len(events), tuple(delays), hours)


def wrist(file: Path) -> dict[str, float]:
    """Alarms a worn day, and how many came from codes for no reading (edt_elderly)."""
    table = pd.read_csv(file, parse_dates=["dateTime"])
    row = [
        reading("spo2", float(value), "%", at.to_pydatetime().replace(tzinfo=UTC))
        for at, value in zip(table["dateTime"], table["spo2_value"], strict=True)
    ]
    given = list(alarms(row))
    odd = [one for one in given if any(e.value == 50 for e in one.alarm.evidence)]
    return {"a worn day": len(given) / (len(row) / 1440), "from codes": float(len(odd))}
