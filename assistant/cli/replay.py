"""`philomel replay`: which alarms a recording would have raised."""

import json
from collections.abc import Iterable
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
from sensors.acceleration_file import acceleration
from sensors.held import Kept
from sensors.kinds import KINDS
from sensors.limits import LimitsFile, personal
from sensors.recording_kind import ALIASES, kind_of
from sensors.recordings import senml, told_of, vitals
from sensors.replay import Played, line
from sensors.replay import replay as played
from sensors.single_file import PATIENT, single, unit_in
from sensors.watch import Watch, start

SCALES = (1, 2)
"""NEWS2 oxygen scales."""

Found = Iterable[Reading]


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


def _is_senml(text: str) -> bool:
    return text.lstrip().startswith(("[", "{"))


def _kind(kind: str | None, file: Path, text: str) -> str:
    """The kind asked for, or what the file seems to hold."""
    if kind is not None:
        return kind
    return "senml" if _is_senml(text) else kind_of(file, text)


def _readings(file: Path, text: str, kind: str, unit: str | None, wear: Wear) -> Found:
    if _is_senml(text):
        return senml(file, text)
    if kind == "vitals":
        return vitals(file, text)
    header = text.lstrip().partition("\n")[0].lower()
    if kind in ("fall", "acceleration") and "value" not in header:
        return acceleration(file, text, wear)
    return single(file, text, Kind(kind), unit)


def _patient(zone: str, scale: int) -> Patient:
    if zone not in available_timezones():
        raise ConfigError(Path("--zone"), 0, zone, "a zone such as Europe/Paris")
    return Patient(
        id=PATIENT,
        name="",
        language=Language.ENGLISH,
        zone=ZoneInfo(zone),
        oxygen_scale=scale,
    )


def _told(patient: Patient, file: Path, text: str, first: Reading) -> Patient:
    """The patient, of the age and oxygen scale that a vitals file may name."""
    age, scale = told_of(file, text, "age"), told_of(file, text, "scale")
    if age is not None:
        patient = replace(patient, born=first.taken_at.year - age)
    return replace(patient, oxygen_scale=scale) if scale in SCALES else patient


def _rows(watch: Watch, file: Path, readings: list[Reading]) -> list[dict[str, Any]]:
    found: list[Played] = []
    cleared = {}
    for one in played(watch, readings):
        if isinstance(one, Clear):
            cleared[one.alarm] = one.at
        else:
            found.append(one)
    first = readings[0].taken_at if readings else None
    return [
        line(one, str(file), cleared.get(one.alarm.id))
        | {"seconds": (one.at - first).total_seconds() if first else None}
        for one in found
    ]


def _unit(kind: str, unit: str | None) -> str | None:
    """The unit asked for as UCUM writes it; mg/dl and mmol are understood."""
    if unit is None or kind not in KINDS:
        return unit
    found = unit_in(unit, KINDS[Kind(kind)])
    if found is None:
        expected = f"one of {', '.join(KINDS[Kind(kind)].units)}"
        raise ConfigError(Path("--unit"), 0, unit, expected)
    return found


def _asked(kind: str | None) -> str | None:
    asked = None if kind is None else ALIASES.get(kind, kind)
    if kind is None or asked in ("vitals", "acceleration") or asked in KINDS:
        return asked
    known = ", ".join([*KINDS, "vitals"])
    raise ConfigError(Path("--kind"), 0, kind, f"one of {known}")


def run_replay(
    files: Annotated[list[Path], typer.Argument(help="CSV or SenML JSON recordings")],
    *,
    kind: Annotated[
        str | None,
        typer.Option(
            help="glucose, spo2, pulse, fall, vitals, ...; else told by each file"
        ),
    ] = None,
    limits: Annotated[Path | None, typer.Option(help="YAML with changed limits")] = None,
    wear: Annotated[Wear, typer.Option(help="Where the sensor is worn")] = Wear.WAIST,
    unit: Annotated[str | None, typer.Option(help="UCUM unit of the values")] = None,
    zone: Annotated[str, typer.Option(help="Time zone of the patient")] = "UTC",
    as_json: Annotated[bool, typer.Option("--json", help="Accepted; always so")] = True,  # noqa: ARG001 - every verb has it
) -> None:
    """Print a line naming each file, then one JSON line per alarm it would have raised.

    A file that cannot be read is named on the error output and in a line of its own; the
    others are played, and the exit code is 2.
    """
    asked = _asked(kind)
    given = read_one(limits, LimitsFile) if limits else LimitsFile()
    patient = _patient(zone, given.oxygen_scale)
    usual, broken = personal(patient, given.limits), False
    for file in files:
        try:
            text = _text(file)
            own = _kind(asked, file, text)
            readings = sorted(
                _readings(file, text, own, _unit(own, unit), wear),
                key=lambda one: one.received_at,
            )
            one = patient
            if own == "vitals" and readings:
                one = _told(patient, file, text, readings[0])
        except ConfigError as error:
            broken = True
            typer.echo(f"error: {error}", err=True)
            typer.echo(json.dumps({"file": str(file), "error": str(error)}))
            continue
        same = one.oxygen_scale == patient.oxygen_scale
        rules = usual if same else personal(one, given.limits)
        rows = _rows(start(one, rules, Kept()), file, readings)
        typer.echo(
            json.dumps({"file": str(file), "readings": len(readings), "alarms": len(rows)})
        )
        for row in rows:
            typer.echo(json.dumps(row, ensure_ascii=False))
    if broken:
        raise typer.Exit(2)
