"""Recordings written as CSV or SenML JSON, read into readings.

Three shapes of CSV, told apart by their header: `time,value[,quality]` of one kind;
acceleration `time_s,ax_g,ay_g,az_g`; and vitals with a time and one column per kind. Times
are ISO 8601, or seconds (then counted from 2000-01-01 UTC). An ISO time without a zone is
taken as UTC. Every mistake is a ConfigError with file, line, column and what was expected.
"""

import json
import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from care.errors import ConfigError
from care.observation import DeviceId, Kind, Observation, Quality, Reading, Waveform
from care.people import PatientId
from sensors.kinds import KINDS
from sensors.kinds.acceleration_times import evenly
from sensors.table import Table, column, value

PATIENT = PatientId("replayed")
DEVICE = DeviceId("recording")

TIMES = ("time", "timestamp", "datetime", "date", "taken_at", "time_s", "seconds", "t")
VALUES = ("value", "reading", "v")
QUALITIES = ("quality", "status")
COLUMNS: dict[str, tuple[str, str]] = {
    "rr": ("respiration", "/min"),
    "resp": ("respiration", "/min"),
    "resprate": ("respiration", "/min"),
    "respiration": ("respiration", "/min"),
    "spo2": ("spo2", "%"),
    "sao2": ("spo2", "%"),
    "oxygen": ("spo2", "%"),
    "sbp": ("systolic", "mm[Hg]"),
    "systolic": ("systolic", "mm[Hg]"),
    "dbp": ("diastolic", "mm[Hg]"),
    "diastolic": ("diastolic", "mm[Hg]"),
    "pulse": ("pulse", "/min"),
    "hr": ("pulse", "/min"),
    "heart_rate": ("pulse", "/min"),
    "temp": ("temperature", "Cel"),
    "temperature": ("temperature", "Cel"),
    "glucose": ("glucose", "mg/dL"),
    "acvpu": ("consciousness", "1"),
    "consciousness": ("consciousness", "1"),
    "o2": ("oxygen", "1"),
    "oxygen_given": ("oxygen", "1"),
}
"""Column names of a vitals file: kind and unit."""
GAP = timedelta(seconds=1)
"""A longer pause between samples is a gap in the recording."""
AXES = ("ax_g", "ay_g", "az_g")


def _quality(file: Path, line: int, cell: str) -> Quality:
    if not cell:
        return Quality.GOOD
    try:
        return Quality(cell.lower())
    except ValueError as error:
        expected = f"one of {', '.join(Quality)}, not {cell!r}"
        raise ConfigError(file, line, "quality", expected) from error


def _observation(
    kind: Kind, unit: str, when: datetime, value: float | str | None, quality: Quality
) -> Observation:
    missing = value is None or (isinstance(value, float) and math.isnan(value))
    return Observation(
        patient=PATIENT,
        kind=kind,
        value=None if missing else value,
        unit=unit,
        taken_at=when,
        received_at=when,
        device=DEVICE,
        quality=Quality.NO_READING if missing else quality,
    )


def single(file: Path, text: str, kind: Kind, unit: str) -> Iterator[Reading]:
    """Readings of `time,value[,quality]`."""
    table, words = Table(file, text), unit == "1"
    t = table.index(TIMES, "time,value,quality")
    v = table.index((*VALUES, kind), "time,value,quality")
    q = column(table.header, QUALITIES)
    for line, cells in table.rows():
        found = value(table, line, v, cells[v], words=words)
        quality = Quality.GOOD if q is None else _quality(file, line, cells[q])
        when = table.instant(line, cells[t], t)
        yield _observation(kind, unit, when, found, quality)


def vitals(file: Path, text: str) -> Iterator[Reading]:
    """Readings of a time column and one column for each vital sign; empty is none."""
    table = Table(file, text)
    t = table.index(TIMES, "time,rr,spo2,sbp,pulse,temp")
    known = [(i, *COLUMNS[name]) for i, name in enumerate(table.header) if name in COLUMNS]
    if not known:
        expected = f"at least one of {', '.join(COLUMNS)}; found {','.join(table.header)}"
        raise ConfigError(file, 1, "header", expected)
    for line, cells in table.rows():
        when = table.instant(line, cells[t], t)
        for place, kind, unit in known:
            found = value(table, line, place, cells[place], words=unit == "1")
            if found is not None:
                yield _observation(Kind(kind), unit, when, found, Quality.GOOD)


def age_of(file: Path, text: str) -> int | None:
    """The age in the first row of a file that has such a column."""
    if "age" not in text.partition("\n")[0].lower():
        return None
    table = Table(file, text)
    place = column(table.header, ("age",))
    for line, cells in table.rows():
        if place is None:
            break
        found = value(table, line, place, cells[place], words=False)
        return None if found is None else int(float(found))
    return None


def acceleration(file: Path, text: str, wear: str) -> Iterator[Reading]:
    """One stretch of samples; the place of wear names the device."""
    table = Table(file, text)
    example = f"time_s,{','.join(AXES)}"
    t = table.index(TIMES, example)
    places = [table.index((axis, axis[:2], axis[1:2]), example) for axis in AXES]
    times: list[datetime] = []
    samples: list[tuple[float, ...]] = []
    for line, cells in table.rows():
        times.append(table.instant(line, cells[t], t))
        numbers = [value(table, line, p, cells[p], words=False) for p in places]
        if None in numbers:
            raise ConfigError(file, line, AXES[numbers.index(None)], "a number in g")
        samples.append(tuple(float(one or 0) for one in numbers))
    for first, last in _unbroken(times):
        span = (times[last - 1] - times[first]).total_seconds() if times else 0.0
        if span <= 0 and last - first < len(times):
            continue
        if span <= 0:
            raise ConfigError(file, 2, "time_s", "at least two rows at rising times")
        stamps = [(one - times[first]).total_seconds() for one in times[first:last]]
        rate, even = evenly(np.array(stamps), np.array(samples[first:last]))
        rows = [tuple(row) for row in even.tolist()]
        yield from stretches(times[first], rate, rows, wear)
    yield from ended(times[-1], wear)


def ended(when: datetime, wear: str) -> Iterator[Waveform]:
    """A stretch without samples: the signal has ended, what is open is decided now."""
    for last in stretches(when, 1.0, [(0.0, 0.0, 0.0)], wear):
        yield replace(last, samples=(), received_at=when + timedelta(seconds=1))


def _unbroken(times: list[datetime]) -> Iterator[tuple[int, int]]:
    """First and last place (excluded) of every part without a gap; (0, 1) when empty."""
    first = 0
    for place in range(1, len(times)):
        if times[place] - times[place - 1] > GAP:
            yield first, place
            first = place
    yield first, max(1, len(times))


def stretches(
    start: datetime, rate: float, samples: list[tuple[float, ...]], wear: str
) -> Iterator[Waveform]:
    """Samples in stretches of a second, as a worn sensor would send them."""
    size = max(1, round(rate))
    for first in range(0, len(samples), size):
        part = tuple(samples[first : first + size])
        yield Waveform(
            patient=PATIENT,
            kind=Kind("acceleration_wrist" if wear == "wrist" else "acceleration"),
            unit="[g]",
            rate=rate,
            axes=("x", "y", "z"),
            samples=part,
            taken_at=start + timedelta(seconds=first / rate),
            received_at=start + timedelta(seconds=(first + len(part)) / rate),
            device=DEVICE,
        )


def senml(file: Path, text: str) -> Iterator[Reading]:
    """Readings of SenML JSON (RFC 8428): base name, time and unit carry on."""
    try:
        records = json.loads(text)
    except json.JSONDecodeError as error:
        raise ConfigError(file, error.lineno, "JSON", error.msg) from error
    if not isinstance(records, list):
        raise ConfigError(file, 1, "JSON", "a list of SenML records")
    base: dict[str, Any] = {"bn": "", "bt": 0.0, "bu": "1"}
    for place, record in enumerate(records, 1):
        if not isinstance(record, dict):
            raise ConfigError(file, 1, f"record {place}", "an object")
        base |= {key: record[key] for key in base if key in record}
        yield _senml_record(file, place, record, base)


def _senml_record(
    file: Path, place: int, record: dict[str, Any], base: dict[str, Any]
) -> Reading:
    name = f"{base['bn']}{record.get('n', '')}"
    kind = Kind(name.rpartition("/")[2])
    if kind not in KINDS:
        expected = f"a name ending in a known kind, not {name!r}"
        raise ConfigError(file, 1, f"record {place}, n", expected)
    given = record.get("v", record.get("vs"))
    try:
        when = datetime.fromtimestamp(base["bt"] + record.get("t", 0), UTC)
        quality = Quality(record.get("q_", Quality.GOOD))
    except (TypeError, ValueError, OverflowError, OSError) as error:
        raise ConfigError(file, 1, f"record {place}", str(error)) from error
    return _observation(kind, str(record.get("u", base["bu"])), when, given, quality)
