"""`philomel replay`: which alarms a recording would have raised."""

import json
from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

import typer

from care.commands import Clear
from care.config import read_one
from care.errors import ConfigError
from care.observation import Kind, Reading
from care.people import Language, Patient
from sensors.held import Kept
from sensors.kinds import KINDS
from sensors.limits import LimitsFile, personal
from sensors.recordings import PATIENT, acceleration, age_of, senml, single, vitals
from sensors.replay import Played, line
from sensors.replay import replay as played
from sensors.watch import Watch, start

ALIASES = {
    "cgm": "glucose",
    "oximetry": "spo2",
    "oxygen": "spo2",
    "heart_rate": "pulse",
    "heart-rate": "pulse",
    "hr": "pulse",
    "news2": "vitals",
}
"""Other names for kinds that people write."""


class Wear(StrEnum):
    """Where an accelerometer is worn."""

    WAIST = "waist"
    WRIST = "wrist"


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise ConfigError(file, 0, "file", "does not exist") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(file, 0, "file", f"cannot be read ({error})") from error


def _readings(file: Path, kind: str, unit: str | None, wear: Wear) -> Iterator[Reading]:
    text = _text(file)
    if text.lstrip().startswith(("[", "{")):
        return senml(file, text)
    if kind == "vitals":
        return vitals(file, text)
    header = text.partition("\n")[0].lower()
    if kind in ("fall", "acceleration") and "value" not in header:
        return acceleration(file, text, wear)
    row = KINDS[Kind(kind)]
    return single(file, text, row.kind, unit or row.units[0])


def _watch(limits: Path | None, zone: str) -> Watch:
    given = read_one(limits, LimitsFile) if limits else LimitsFile()
    if zone not in available_timezones():
        raise ConfigError(Path("--zone"), 0, zone, "a zone such as Europe/Paris")
    patient = Patient(
        id=PATIENT,
        name="",
        language=Language.ENGLISH,
        zone=ZoneInfo(zone),
        oxygen_scale=given.oxygen_scale,
    )
    return start(patient, personal(patient, given.limits), Kept())


def _aged(watch: Watch, file: Path, readings: list[Reading]) -> Watch:
    """The watch of a patient of the age that a vitals file may name."""
    age = age_of(file, _text(file)) if readings else None
    if age is None:
        return watch
    born = readings[0].taken_at.year - age
    return watch._replace(patient=replace(watch.patient, born=born))


def _rows(watch: Watch, file: Path, readings: list[Reading]) -> list[dict[str, Any]]:
    found: list[Played] = []
    cleared = {}
    for one in played(watch, readings):
        if isinstance(one, Clear):
            cleared[one.alarm] = one.at
        else:
            found.append(one)
    return [line(one, str(file), cleared.get(one.alarm.id)) for one in found]


def run_replay(
    files: Annotated[list[Path], typer.Argument(help="CSV or SenML JSON recordings")],
    *,
    kind: Annotated[str, typer.Option(help="glucose, spo2, pulse, fall, vitals, ...")],
    limits: Annotated[Path | None, typer.Option(help="YAML with changed limits")] = None,
    wear: Annotated[Wear, typer.Option(help="Where the sensor is worn")] = Wear.WAIST,
    unit: Annotated[str | None, typer.Option(help="UCUM unit of the values")] = None,
    zone: Annotated[str, typer.Option(help="Time zone of the patient")] = "UTC",
    as_json: Annotated[bool, typer.Option("--json", help="Accepted; always so")] = True,  # noqa: ARG001 - every verb has it
) -> None:
    """Print a line naming each file, then one JSON line per alarm it would have raised."""
    asked = ALIASES.get(kind, kind)
    if asked not in ("vitals", "acceleration") and asked not in KINDS:
        known = ", ".join([*KINDS, "vitals"])
        raise ConfigError(Path("--kind"), 0, kind, f"one of {known}")
    watch = _watch(limits, zone)
    for file in files:
        readings = sorted(
            _readings(file, asked, unit, wear), key=lambda one: one.received_at
        )
        rows = _rows(_aged(watch, file, readings), file, readings)
        typer.echo(
            json.dumps({"file": str(file), "readings": len(readings), "alarms": len(rows)})
        )
        for row in rows:
            typer.echo(json.dumps(row, ensure_ascii=False))
