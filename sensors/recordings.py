"""Recordings written as CSV or SenML JSON, read into readings.

Three shapes of CSV, told apart by their header: `time,value[,quality]` of one kind;
acceleration `time_s,ax_g,ay_g,az_g`; and vitals with a time and one column per kind. Times
are ISO 8601, or seconds (then counted from 2000-01-01 UTC). An ISO time without a zone is
taken as UTC. Every mistake is a ConfigError with file, line, column and what was expected.
"""

import csv
import io
import json
import math
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from care.errors import ConfigError
from care.observation import DeviceId, Kind, Observation, Quality, Reading, Waveform
from care.people import PatientId
from sensors.kinds import KINDS

ORIGIN = datetime(2000, 1, 1, tzinfo=UTC)
"""Where seconds are counted from."""
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
AXES = ("ax_g", "ay_g", "az_g")


def _column(header: list[str], names: tuple[str, ...]) -> int | None:
    for index, name in enumerate(header):
        if name in names:
            return index
    return None


class Table:
    """A CSV file with a header, read row by row with its line numbers."""

    def __init__(self, file: Path, text: str) -> None:
        """Read the header; ConfigError when there is none."""
        self.file = file
        self._rows = csv.reader(io.StringIO(text))
        names = next(self._rows, None)
        if not names:
            raise ConfigError(file, 1, "header", "a header row such as time,value")
        self.header = [name.strip().lower().lstrip("\ufeff") for name in names]

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Line number and cells of every row that is not empty."""
        for cells in self._rows:
            line = self._rows.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) < len(self.header):
                expected = f"{len(self.header)} columns, not {len(cells)}"
                raise ConfigError(self.file, line, "row", expected)
            yield line, [cell.strip() for cell in cells]

    def index(self, names: tuple[str, ...], example: str) -> int:
        """Place of a column; ConfigError names what was expected."""
        found = _column(self.header, names)
        if found is None:
            expected = (
                f"a column {names[0]}, as in {example}; found {','.join(self.header)}"
            )
            raise ConfigError(self.file, 1, "header", expected)
        return found

    def instant(self, line: int, cell: str, column: int) -> datetime:
        """A time cell as an instant."""
        number = _number(cell)
        if number is not None and math.isfinite(number):
            return ORIGIN + timedelta(seconds=number)
        try:
            when = datetime.fromisoformat(cell)
        except ValueError as error:
            expected = f"an ISO 8601 time or seconds, not {cell!r}"
            raise ConfigError(self.file, line, self.header[column], expected) from error
        return when if when.tzinfo else when.replace(tzinfo=UTC)


def _number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None


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


def _value(table: Table, line: int, column: int, cell: str, *, words: bool) -> Any:
    if cell == "" or cell.lower() in ("nan", "na", "null"):
        return None
    number = _number(cell)
    if words:
        return cell.lower()
    if number is None:
        expected = f"a number, not {cell!r}"
        raise ConfigError(table.file, line, table.header[column], expected)
    return number


def single(file: Path, text: str, kind: Kind, unit: str) -> Iterator[Reading]:
    """Readings of `time,value[,quality]`."""
    table, words = Table(file, text), unit == "1"
    t = table.index(TIMES, "time,value,quality")
    v = table.index((*VALUES, kind), "time,value,quality")
    q = _column(table.header, QUALITIES)
    for line, cells in table.rows():
        value = _value(table, line, v, cells[v], words=words)
        quality = Quality.GOOD if q is None else _quality(file, line, cells[q])
        when = table.instant(line, cells[t], t)
        yield _observation(kind, unit, when, value, quality)


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
        for column, kind, unit in known:
            value = _value(table, line, column, cells[column], words=unit == "1")
            if value is not None:
                yield _observation(Kind(kind), unit, when, value, Quality.GOOD)


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
        numbers = [_value(table, line, p, cells[p], words=False) for p in places]
        if None in numbers:
            raise ConfigError(file, line, AXES[numbers.index(None)], "a number in g")
        samples.append(tuple(numbers))
    span = (times[-1] - times[0]).total_seconds() if times else 0.0
    if span <= 0:
        raise ConfigError(file, 2, "time_s", "at least two rows at rising times")
    yield Waveform(
        patient=PATIENT,
        kind=Kind("acceleration"),
        unit="[g]",
        rate=(len(times) - 1) / span,
        axes=("x", "y", "z"),
        samples=tuple(samples),
        taken_at=times[0],
        received_at=times[-1],
        device=DeviceId(f"worn-at-{wear}"),
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
    value = record.get("v", record.get("vs"))
    try:
        when = datetime.fromtimestamp(base["bt"] + record.get("t", 0), UTC)
        quality = Quality(record.get("q_", Quality.GOOD))
    except (TypeError, ValueError, OverflowError, OSError) as error:
        raise ConfigError(file, 1, f"record {place}", str(error)) from error
    return _observation(kind, str(record.get("u", base["bu"])), when, value, quality)
