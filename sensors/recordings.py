"""Recordings written as CSV or SenML JSON, read into readings.

Three shapes of CSV, told apart by their header: `time,value[,quality]` of one kind
(`single_file`); acceleration `time_s,ax_g,ay_g,az_g` (`acceleration_file`); and vitals with
a time and one column per kind. Times are ISO 8601, seconds (then counted from 2000-01-01
UTC), or POSIX seconds or milliseconds. An ISO time without a zone is taken as UTC. Every
mistake is a ConfigError with file, line, column and what was expected.
"""

import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from care.errors import ConfigError
from care.instants import of_seconds
from care.observation import Kind, Quality, Reading
from sensors.acceleration_file import AXES, acceleration
from sensors.kinds import KINDS
from sensors.single_file import PATIENT, TIMES, observation, single
from sensors.table import Table, column, number, plain, value

__all__ = ["AXES", "PATIENT", "acceleration", "senml", "single", "told_of", "vitals"]

COLUMNS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(
        (
            "rr",
            "resp",
            "resprate",
            "resp_rate",
            "respiration",
            "respirations",
            "respiratory_rate",
            "respiration_rate",
            "breathing_rate",
        ),
        ("respiration", "/min"),
    ),
    **dict.fromkeys(
        ("spo2", "sao2", "oxygen", "oxygen_saturation", "saturation", "o2_sat", "o2sat"),
        ("spo2", "%"),
    ),
    **dict.fromkeys(
        (
            "sbp",
            "systolic",
            "systolic_blood_pressure",
            "sys",
            "systolic_bp",
            "sysabp",
            "nisysabp",
            "bp_systolic",
            "bp_sys",
        ),
        ("systolic", "mm[Hg]"),
    ),
    **dict.fromkeys(
        (
            "dbp",
            "diastolic",
            "diastolic_blood_pressure",
            "dia",
            "diastolic_bp",
            "diasabp",
            "nidiasabp",
        ),
        ("diastolic", "mm[Hg]"),
    ),
    **dict.fromkeys(
        ("pulse", "hr", "heart_rate", "heartrate", "pulse_rate", "bpm"), ("pulse", "/min")
    ),
    **dict.fromkeys(
        ("temp", "temperature", "temp_c", "temperature_c", "body_temperature"),
        ("temperature", "Cel"),
    ),
    **dict.fromkeys(
        ("temp_f", "temperature_f", "temp_fahrenheit", "fahrenheit"),
        ("temperature", "[degF]"),
    ),
    **dict.fromkeys(("glucose", "glucose_mg_dl"), ("glucose", "mg/dL")),
    **dict.fromkeys(
        ("acvpu", "avpu", "consciousness", "level_of_consciousness", "loc", "gcs"),
        ("consciousness", "1"),
    ),
    **dict.fromkeys(
        (
            "o2",
            "on_o2",
            "oxygen_given",
            "on_oxygen",
            "supplemental_o2",
            "supplemental_oxygen",
            "oxygen_therapy",
            "air_or_oxygen",
            "fio2",
        ),
        ("oxygen", "1"),
    ),
}
"""Column names of a vitals file: kind and unit."""
MEANT: dict[str, dict[str, str]] = {
    "oxygen": {
        **dict.fromkeys(("oxygen", "o2", "true", "yes", "y", "1"), "oxygen"),
        **dict.fromkeys(("air", "room air", "room_air", "false", "no", "n", "0"), "air"),
    },
    "consciousness": {
        **dict.fromkeys(("a", "alert"), "alert"),
        **dict.fromkeys(("c", "confused", "confusion", "new confusion"), "confusion"),
        **dict.fromkeys(("v", "voice", "verbal", "cvpu"), "voice"),
        **dict.fromkeys(("p", "pain"), "pain"),
        **dict.fromkeys(("u", "unresponsive"), "unresponsive"),
    },
}
"""What people write for a code word."""
AWAKE = 15.0
"""Glasgow coma scale of somebody alert."""
FLOW = re.compile(r"(\d+(?:\.\d+)?) *l(?:pm|/min)?$", re.IGNORECASE)
"""Oxygen as litres a minute."""
AIR = (0.21, 21.0)
"""Share of oxygen in air, as a fraction or in percent."""


def _meant(table: Table, line: int, place: int, cell: str, kind: str) -> str | None:
    """The code word that a cell of a vitals file means; None when it is empty."""
    word = value(table, line, place, cell, words=True)
    share, name = number(cell), plain(table.header[place])
    if share is not None and name == "gcs":
        return "alert" if share >= AWAKE else "confusion"
    flow = FLOW.match(cell) if kind == "oxygen" and name != "fio2" else None
    if flow is not None:
        return "oxygen" if float(flow[1]) > 0 else "air"
    if share is not None and name == "fio2":
        return "oxygen" if share > AIR[share > 1] else "air"
    if word is None or word in MEANT[kind].values():
        return None if word is None else str(word)
    if word not in MEANT[kind]:
        expected = f"one of {', '.join(sorted(MEANT[kind]))}, not {cell!r}"
        raise ConfigError(table.file, line, table.header[place], expected)
    return MEANT[kind][str(word)]


def _known(table: Table) -> list[tuple[int, str, str]]:
    """Place, kind and unit of each column that is a vital sign, the first of each kind.

    A column "oxygen" beside a saturation says whether oxygen is given.
    """
    found: dict[str, tuple[int, str, str]] = {}
    names = [plain(name) for name in table.header]
    for place, name in enumerate(names):
        kind, unit = COLUMNS.get(name, ("", ""))
        saturated = {"spo2", "sao2", "oxygen_saturation"} & set(names)
        if name == "oxygen" and saturated:
            kind, unit = "oxygen", "1"
        if kind:
            found.setdefault(kind, (place, kind, unit))
    return list(found.values())


def vitals(file: Path, text: str) -> Iterator[Reading]:
    """Readings of a time column and one column for each vital sign; empty is none."""
    table = Table(file, text)
    t, known = table.index(TIMES, "time,rr,spo2,sbp,pulse,temp"), _known(table)
    if not known:
        expected = f"at least one of {', '.join(COLUMNS)}; found {','.join(table.header)}"
        raise ConfigError(file, 1, "header", expected)
    for line, cells in table.rows():
        when = table.instant(line, cells[t], t)
        for place, kind, unit in known:
            found = (
                _meant(table, line, place, cells[place], kind)
                if unit == "1"
                else value(table, line, place, cells[place], words=False)
            )
            if found is not None:
                yield observation(Kind(kind), unit, when, found, Quality.GOOD)


def told_of(file: Path, text: str, name: str) -> int | None:
    """The number in a column such as "age" or "scale", from the first row that has it."""
    if name not in text.partition("\n")[0].lower():
        return None
    table = Table(file, text)
    place = column(table.header, (name,))
    for line, cells in table.rows():
        if place is None:
            break
        found = value(table, line, place, cells[place], words=False)
        if found is not None and math.isfinite(float(found)):
            return int(float(found))
    return None


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
        when = of_seconds(base["bt"] + record.get("t", 0))
        quality = Quality(record.get("q_", Quality.GOOD))
    except (TypeError, ValueError, OverflowError, OSError) as error:
        raise ConfigError(file, 1, f"record {place}", str(error)) from error
    return observation(kind, str(record.get("u", base["bu"])), when, given, quality)
