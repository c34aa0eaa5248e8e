"""A recording of one kind: `time,value[,quality]`, as devices and their exports write it.

The value column may bear the name of the kind ("Glucose Value (mg/dL)", "heart_rate"); a
unit may stand in a header or in a column of its own. LOW and HIGH of a glucose sensor are
the ends of its range, marked as censored: a LOW must alarm.
"""

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from care.errors import ConfigError
from care.observation import DeviceId, Kind, Observation, Quality
from care.people import PatientId
from sensors.kind import SensorKind
from sensors.kinds import KINDS
from sensors.table import MISSING, Table, column, number, plain, value

PATIENT = PatientId("replayed")
DEVICE = DeviceId("recording")

TIMES = (
    "time",
    "timestamp",
    "datetime",
    "date_time",
    "date",
    "device_timestamp",
    "taken_at",
    "time_s",
    "time_ms",
    "time_min",
    "seconds",
    "minutes",
    "minute",
    "time_seconds",
    "seconds_elapsed",
    "elapsed",
    "elapsed_s",
    "epoch",
    "epoch_ms",
    "timestamp_s",
    "timestamp_ms",
    "t",
    "t_s",
    "t_ms",
)
VALUES = ("value", "reading", "v")
NAMES: dict[str, tuple[str, ...]] = {
    "glucose": ("glucose", "sgv", "sensor_glucose", "historic_glucose", "bg", "cgm"),
    "glucose_meter": ("glucose", "bg"),
    "pulse": ("hr", "heart_rate", "bpm", "heartrate"),
    "spo2": ("sao2", "oxygen", "oxygen_saturation", "saturation"),
    "respiration": ("rr", "resp"),
    "temperature": ("temp",),
}
"""Other names of a value column, which may go on: glucose_value_mg_dl."""
QUALITIES = ("quality", "status")
UNITS = ("unit", "units")
PERFUSIONS = ("perfusion", "perfusion_index", "pi")
WORDS = {
    **dict.fromkeys(
        ("", "ok", "valid", "normal", "clean", "reliable", "true", "1"), Quality.GOOD
    ),
    **dict.fromkeys(
        (
            *("poor", "bad", "motion", "movement", "noise", "noisy", "artefact"),
            *("artifact", "suspect", "unreliable", "invalid", "weak", "low_perfusion"),
            *("false", "0"),
        ),
        Quality.QUESTIONABLE,
    ),
    **dict.fromkeys(
        ("missing", "off", "error", "lost", "dropout", "disconnected", "no_signal"),
        Quality.NO_READING,
    ),
    **{quality.value: quality for quality in Quality},
}
"""What people write for a quality."""
ENDS: dict[str, dict[str, float]] = {
    "mg/dL": {"low": 40.0, "lo": 40.0, "high": 400.0, "hi": 400.0},
    "mmol/L": {"low": 2.2, "lo": 2.2, "high": 22.2, "hi": 22.2},
}
"""Words of a glucose sensor beyond its range."""
MMOL_UNDER = 33.4
"""Glucose that is never higher, and has fractions, is in mmol/L."""


def observation(
    kind: Kind, unit: str, when: datetime, found: float | str | None, quality: Quality
) -> Observation:
    """One recorded value, or that there is none."""
    missing = found is None or (isinstance(found, float) and math.isnan(found))
    return Observation(
        patient=PATIENT,
        kind=kind,
        value=None if missing else found,
        unit=unit,
        taken_at=when,
        received_at=when,
        device=DEVICE,
        quality=Quality.NO_READING if missing else quality,
    )


def _quality(table: Table, line: int, cell: str) -> Quality:
    found = WORDS.get(cell.lower().replace(" ", "_"))
    if found is None:
        expected = f"one of {', '.join(Quality)}, not {cell!r}"
        raise ConfigError(table.file, line, "quality", expected)
    return found


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text.lower()))


def unit_in(text: str, kind: SensorKind) -> str | None:
    """The unit that a header or cell tells: of several, as "Glucose (mmol/L)"."""
    letters = _letters(text)
    for unit in kind.units:
        if (short := _letters(unit)[:4]) and short in letters:
            return unit
    return None


def _place(table: Table, kind: Kind) -> int:
    """Where the value is: by its name, by what it starts with, or beside the time."""
    names = (kind, *NAMES.get(kind, ()))
    found = column(table.header, (*VALUES, *names))
    if found is not None:
        return found
    for place, name in enumerate(table.header):
        if plain(name).startswith(names):
            return place
    return table.index(VALUES, "time,value,quality")


def _told_unit(table: Table, v: int, kind: SensorKind, rows: list[list[str]]) -> str:
    """The unit of a column that names none, by its header or its numbers."""
    told = unit_in(table.header[v].removeprefix(kind.kind), kind)
    if told is not None or "mmol/L" not in kind.units:
        return told or kind.units[0]
    numbers = [one for cells in rows if (one := number(cells[v])) is not None]
    known = [one for one in numbers if math.isfinite(one)]
    small = bool(known) and max(known) < MMOL_UNDER
    return "mmol/L" if small and any(one % 1 for one in known) else kind.units[0]


def single(file: Path, text: str, kind: Kind, unit: str | None) -> Iterator[Observation]:
    """Readings of `time,value[,quality]`; `unit` overrules what the file tells."""
    table, row = Table(file, text), KINDS[kind]
    t, v = table.index(TIMES, "time,value,quality"), _place(table, kind)
    q, u = column(table.header, QUALITIES), column(table.header, UNITS)
    p = column(table.header, PERFUSIONS)
    rows = list(table.rows(max(t, v) + 1))
    general = unit or _told_unit(table, v, row, [cells for _, cells in rows])
    for line, cells in rows:
        own = general
        if unit is None and u is not None and cells[u].lower() not in MISSING:
            own = _own_unit(table, line, cells[u], row)
        quality = Quality.GOOD if q is None else _quality(table, line, cells[q])
        when, cell = table.instant(line, cells[t], t), cells[v]
        end = ENDS.get(own, {}).get(cell.lower())
        if end is not None:
            yield observation(kind, own, when, end, Quality.CENSORED)
            continue
        found = value(table, line, v, cell, words=own == "1")
        one = observation(kind, own, when, found, quality)
        yield one if p is None else _perfused(one, number(cells[p]))


def _own_unit(table: Table, line: int, cell: str, kind: SensorKind) -> str:
    found = cell if cell in kind.units else unit_in(cell, kind)
    if found is None:
        expected = f"one of {', '.join(kind.units)}, not {cell!r}"
        raise ConfigError(table.file, line, "unit", expected)
    return found


def _perfused(one: Observation, perfusion: float | None) -> Observation:
    return one if perfusion is None else replace(one, perfusion=perfusion)
