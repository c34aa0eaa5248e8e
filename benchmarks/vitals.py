"""Oxygen, early warning score and home pulse on recorded data, beside the baselines.

    .venv/bin/python -m benchmarks.vitals --data FOLDER [--stays 400]

FOLDER holds uw_oximetry, edt_elderly, tihm and challenge2012, each with its part `dev`.
Everything goes through the watch as it would live. Oxygen: each of four oximeters is
judged against the median of the others; an event is that median under 90 % for 15 s, an
alarm is true when the median is under 90 % within 15 s of it. Home pulse and pressure: by
patient and day, against what clinicians followed up. Early warning score: the trend at
the end of the first 48 h against death in hospital, and onsets of its alarms a day.
"""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.oxygen import oximeters, wrist
from benchmarks.played import ORIGIN, PATIENT, RULES, Row, alarms, reading
from care.commands import Confirm, Raise
from care.observation import Observation
from care.people import Patient
from sensors.held import Kept
from sensors.replay import commands
from sensors.watch import Watch, start


def home(folder: Path, devices: dict[str, tuple[str, str]], label: str) -> dict[str, float]:
    """Sensitivity and precision by patient and day (tihm)."""
    table = pd.read_csv(folder / "physiology.csv.gz", parse_dates=["date"])
    labels = pd.read_csv(folder / "labels.csv.gz", parse_dates=["date"])
    found: set[tuple[str, object]] = set()
    measured: set[tuple[str, object]] = set()
    for patient, part in table[table.device_type.isin(devices)].groupby("patient_id"):
        ordered = part.sort_values("date")
        row = [
            reading(*_kind(devices[name], value), at.to_pydatetime().replace(tzinfo=UTC))
            for at, name, value in zip(
                ordered.date, ordered.device_type, ordered.value, strict=True
            )
        ]
        measured |= {(str(patient), one.taken_at.date()) for one in row}
        found |= {(str(patient), one.at.date()) for one in alarms(row)}
    wanted = labels[labels.type == label]
    days = set(zip(wanted.patient_id, wanted.date.dt.date, strict=True)) & measured
    hits = len(found & days)
    return {"sensitivity": hits / len(days), "precision": hits / max(1, len(found))}


def _kind(device: tuple[str, str], value: float) -> tuple[str, float, str]:
    kind, unit = device
    return kind, float(value), unit


CHALLENGE: dict[str, Callable[[float], tuple[str, float | str, str]]] = {
    "HR": lambda v: ("pulse", v, "/min"),
    "RespRate": lambda v: ("respiration", v, "/min"),
    "Temp": lambda v: ("temperature", v, "Cel"),
    "SaO2": lambda v: ("spo2", v, "%"),
    "NISysABP": lambda v: ("systolic", v, "mm[Hg]"),
    "SysABP": lambda v: ("systolic", v, "mm[Hg]"),
    "GCS": lambda v: ("consciousness", "alert" if v >= 15 else "confusion", "1"),
    "FiO2": lambda v: ("oxygen", "oxygen" if v > 0.21 else "air", "1"),
    "MechVent": lambda _: ("oxygen", "oxygen", "1"),
}
"""Columns of the challenge as readings; a coma scale under 15 is not alert."""


def _auroc(scores: list[float], died: list[int]) -> float:
    ranks = pd.Series(scores).rank().to_numpy()
    ill = np.array(died, dtype=bool)
    many, few = int((~ill).sum()), int(ill.sum())
    return float((ranks[ill].sum() - few * (few + 1) / 2) / max(1, many * few))


def early_warning(folder: Path, stays: int) -> dict[str, float]:
    """Area under the curve of the trend for death, and onsets a day (challenge2012)."""
    table = pd.read_csv(folder / "vitals.csv.gz")
    outcome = pd.read_csv(folder / "outcomes.csv").set_index("RecordID")
    records = sorted(table.record.unique())
    chosen = records[:: max(1, len(records) // stays)]
    scores, died, onsets = [], [], 0
    for record, part in table[table.record.isin(chosen)].groupby("record"):
        ordered = part.sort_values("minute", kind="stable")
        columns = zip(ordered.parameter, ordered.value, ordered.minute, strict=True)
        row = [
            reading(*CHALLENGE[name](float(value)), ORIGIN + timedelta(minutes=int(minute)))
            for name, value, minute in columns
            if name in CHALLENGE
        ]
        age = int(ordered[ordered.parameter == "Age"].value.iloc[0])
        watch, count = _scored(replace(PATIENT, born=ORIGIN.year - age), row)
        trend = watch.streams.get("news2_trend")
        scores.append(float(trend.window[-1].value) if trend and trend.window else 0.0)
        died.append(int(outcome.loc[record, "In-hospital_death"]))
        onsets += count
    return {"auroc": _auroc(scores, died), "onsets": onsets / (2 * len(scores))}


def _scored(patient: Patient, row: list[Observation]) -> tuple[Watch, int]:
    """The watch at the end, and how many alarms of the score there were."""
    watch, seen = start(patient, RULES, Kept()), set()
    for _, after, told in commands(watch, row):
        watch = after
        seen |= {
            one.alarm.id
            for one in told
            if isinstance(one, Raise | Confirm) and one.alarm.code.startswith("NEWS2")
        }
    return watch, len(seen)


def table(data: Path, stays: int) -> Iterator[Row]:
    """The rows that can be had from a folder of recordings."""
    if (data / "uw_oximetry").exists():
        seen = oximeters(sorted((data / "uw_oximetry" / "dev").glob("*.csv")))
        yield Row(
            what="oxygen, four oximeters (uw_oximetry)",
            baseline="PPV 0.88, found 0.94, 4.4/h",
            ours=seen.text(),
            target="PPV 0.95, found 0.94, 20 s",
        )
    if (data / "edt_elderly").exists():
        got = wrist(data / "edt_elderly" / "dev" / "spo2_minute.csv.gz")
        yield Row(
            what="oxygen at the wrist (edt_elderly)",
            baseline="-",
            ours=f"{got['a worn day']:.1f} a worn day, {got['from codes']:.0f} from codes",
            target="none from codes",
        )
    if (data / "tihm").exists():
        pulse = home(data / "tihm" / "dev", {"Heart rate": ("pulse", "/min")}, "Pulse")
        yield _home_row("home pulse (tihm)", "0.29 / 0.82", pulse, "0.80 / 0.60")
        cuff = {
            "Systolic blood pressure": ("systolic", "mm[Hg]"),
            "Diastolic blood pressure": ("diastolic", "mm[Hg]"),
        }
        pressure = home(data / "tihm" / "dev", cuff, "Blood pressure")
        yield _home_row("home pressure (tihm)", "0.84 / 0.74", pressure, "-")
    if (data / "challenge2012").exists():
        got = early_warning(data / "challenge2012" / "dev", stays)
        yield Row(
            what="NEWS2 with trend (challenge2012)",
            baseline="AUROC 0.709, 1.04 onsets/day",
            ours=f"AUROC {got['auroc']:.3f}, {got['onsets']:.2f} onsets/day",
            target="0.74, 0.5",
        )


def _home_row(what: str, baseline: str, got: dict[str, float], target: str) -> Row:
    ours = f"{got['sensitivity']:.2f} / {got['precision']:.2f}"
    return Row(what=what, baseline=baseline, ours=ours, target=target)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--stays", type=int, default=400)
    given = options.parse_args()
    print(f"{'':38} {'baseline':30} {'ours':44} target")
    for row in table(given.data, given.stays):
        print(f"{row.what:38} {row.baseline:30} {row.ours:44} {row.target}")


if __name__ == "__main__":
    main()
