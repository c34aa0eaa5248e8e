"""`philomel plan`: when an order's medicine is due, without touching a home."""

import json
import sys
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from care.errors import ConfigError, SetupError
from care.medication import Dose, Regimen
from care.people import Routine
from reminders.conflicts import conflicts
from reminders.element import YEARS, TimingError, time_of_day
from reminders.fhir_order import Household, regimens_of
from reminders.plan import plan as plan_doses
from reminders.rendering import limits
from reminders.timing import read

Clock = Annotated[str | None, typer.Option(help="the patient's own time, such as 07:15")]


def plan(
    *,
    order: Annotated[
        Path, typer.Option(help="FHIR MedicationRequest or bare repeat, JSON")
    ],
    start: Annotated[str, typer.Option("--from", help="first instant, inclusive")],
    end: Annotated[str | None, typer.Option("--to", help="last instant, exclusive")] = None,
    days: Annotated[
        int | None, typer.Option(min=1, max=36600, help="so many local days, not --to")
    ] = None,
    zone: Annotated[str, typer.Option(help="the patient's zone, such as Europe/Paris")],
    anchor: Annotated[
        str | None, typer.Option(help="first day or dose, where the order gives none")
    ] = None,
    wake: Clock = None,
    breakfast: Clock = None,
    lunch: Clock = None,
    dinner: Clock = None,
    bed: Clock = None,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON line a dose")] = False,
) -> None:
    """Print every due instant in [--from, --to) with its offset from UTC.

    Ends with 2 where an element cannot be followed, with 1 where the order's words or
    its status disagree with the plan shown.
    """
    where = zone_of(zone)
    first = instant_of("--from", start, where)
    last = _last(end, days, first, where)
    if last <= first:
        raise SetupError("--to: should be after --from")
    activation = first if anchor is None else instant_of("--anchor", anchor, where)
    given = {"wake": wake, "breakfast": breakfast, "lunch": lunch, "dinner": dinner}
    routine = _routine(given | {"bed": bed})
    if last <= first:
        raise SetupError("--to: must come after --from")
    home = Household(zone=where, routine=routine, activation=activation)
    written = read_order(order)
    regimens = regimens_of(written, home)
    found = conflicts(written, regimens, home)
    for conflict in found:
        sys.stderr.write(f"conflict, {conflict.element}: {conflict.words}\n")
    for regimen in regimens:
        sys.stderr.writelines(f"{line}\n" for line in _remarks(regimen, routine))
    due = plan_doses(regimens, routine, where, first, last)
    for dose in due:
        typer.echo(_line(dose, where, as_json=as_json))
    if not due:
        sys.stderr.write("nothing is due in that time\n")
    if found:
        raise typer.Exit(1)


def _last(end: str | None, days: int | None, first: datetime, zone: ZoneInfo) -> datetime:
    if (end is None) == (days is None):
        raise SetupError("--to: give either --to or --days")
    if end is not None:
        return instant_of("--to", end, zone)
    local = first.astimezone(zone)
    return (
        local.replace(tzinfo=None).__add__(timedelta(days=days or 0)).replace(tzinfo=zone)
    )


def _routine(given: dict[str, str | None]) -> Routine:
    """The patient's own day; what is not given is as usual."""
    found: dict[str, time] = {}
    for name, text in given.items():
        try:
            if text is not None:
                found[name] = time_of_day(f"--{name}", text)
        except TimingError as error:
            raise SetupError(str(error)) from None
    return Routine(**found)


def _remarks(regimen: Regimen, routine: Routine) -> list[str]:
    """What the instants alone do not say: ranges, and limits on demand."""
    if regimen.as_needed is not None:
        return [f"as needed, never planned: {limits(regimen)}"]
    ranges = read(regimen.timing, routine).ranges
    return [f"range, {text}: the first value is planned" for text in ranges]


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
        at = None
    if at is None or at.year not in YEARS:
        raise SetupError(f"{option} {text}: write an instant like 2026-03-02T08:00")
    return at.replace(tzinfo=zone) if at.tzinfo is None else at


def read_order(file: Path) -> dict[str, Any]:
    """The JSON object in a file; ConfigError says what is wrong with it."""
    try:
        text = file.read_text(encoding="utf-8-sig")
        found = json.loads(text, object_pairs_hook=lambda pairs: _object(file, pairs))
    except OSError as error:
        raise ConfigError(file, 0, "file", f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise ConfigError(file, 0, "file", "is no UTF-8 text") from error
    except json.JSONDecodeError as error:
        raise ConfigError(file, error.lineno, "JSON", error.msg) from error
    except (RecursionError, ValueError) as error:
        raise ConfigError(file, 0, "JSON", "is too deep, or a number too long") from error
    if not isinstance(found, dict):
        raise ConfigError(file, 1, "JSON", "should be an object: an order or a repeat")
    return found


def _object(file: Path, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; of an element that stands twice nobody can tell which one holds."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ConfigError(file, 0, twice, "stands twice in one object")
    return found
