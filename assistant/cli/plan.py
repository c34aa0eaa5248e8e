"""`philomel plan`: when an order's medicine is due, without touching a home."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from care.errors import ConfigError, SetupError
from care.medication import Dose
from care.people import Routine
from reminders.conflicts import conflicts
from reminders.fhir_order import Household, regimens_of
from reminders.plan import plan as plan_doses


def plan(
    *,
    order: Annotated[
        Path, typer.Option(help="FHIR MedicationRequest or bare repeat, JSON")
    ],
    start: Annotated[str, typer.Option("--from", help="first instant, inclusive")],
    end: Annotated[str, typer.Option("--to", help="last instant, exclusive")],
    zone: Annotated[str, typer.Option(help="the patient's zone, such as Europe/Paris")],
    anchor: Annotated[
        str | None, typer.Option(help="first day or dose, where the order gives none")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON line a dose")] = False,
) -> None:
    """Print every due instant in [--from, --to) with its offset from UTC."""
    where = zone_of(zone)
    first, last = instant_of("--from", start, where), instant_of("--to", end, where)
    activation = first if anchor is None else instant_of("--anchor", anchor, where)
    home = Household(zone=where, routine=Routine(), activation=activation)
    written = read_order(order)
    regimens = regimens_of(written, home)
    for conflict in conflicts(written, regimens, home):
        sys.stderr.write(f"conflict, {conflict.element}: {conflict.words}\n")
    for regimen in regimens:
        if regimen.as_needed is not None:
            sys.stderr.write(f"{regimen.id}: as needed, never planned\n")
    for dose in plan_doses(regimens, home.routine, where, first, last):
        typer.echo(_line(dose, where, as_json=as_json))


def _line(dose: Dose, zone: ZoneInfo, *, as_json: bool) -> str:
    due, opens, closes = (
        at.astimezone(zone).isoformat(timespec="seconds" if at.second else "minutes")
        for at in (dose.due, dose.opens, dose.closes)
    )
    if not as_json:
        return f"{due} {dose.dose_text}".rstrip()
    return json.dumps(
        {
            "due": due,
            "id": dose.id,
            "medicine": dose.medicine,
            "dose": dose.dose_text,
            "opens": opens,
            "closes": closes,
        }
    )


def zone_of(name: str) -> ZoneInfo:
    """The zone of that name; SetupError when there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise SetupError(
            f"--zone {name}: no such zone; write one like Europe/Paris"
        ) from None


def instant_of(option: str, text: str, zone: ZoneInfo) -> datetime:
    """An aware instant; one without an offset is on the patient's clock."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise SetupError(
            f"{option} {text}: write an instant like 2026-03-02T08:00"
        ) from None
    return at.replace(tzinfo=zone) if at.tzinfo is None else at


def read_order(file: Path) -> dict[str, Any]:
    """The JSON object in a file; ConfigError says what is wrong with it."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(file, 0, "file", f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise ConfigError(file, 0, "file", "is no UTF-8 text") from error
    except json.JSONDecodeError as error:
        raise ConfigError(file, error.lineno, "JSON", error.msg) from error
    if not isinstance(found, dict):
        raise ConfigError(file, 1, "JSON", "should be an object: an order or a repeat")
    return found
