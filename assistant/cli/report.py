"""`philomel report`: what became of the doses, the pain, and how often the home spoke."""

from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from assistant.cli.home import CONFIG, ConfigOption, HomeOption, people_of, record_of
from assistant.cli.plan import instant_of
from care.checkin import CheckIn
from care.clock import SystemClock
from care.errors import SetupError
from care.people import Patient, PatientId
from care.settings import CareSettings
from records.states import HEARTBEAT
from records.unit import Unit
from reminders.report import TABLES, Report, as_csv, as_json, report

USUAL = timedelta(days=29)
BASELINE = timedelta(days=8)
"""Before the stretch, so that its first days have a baseline."""

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)

Table = StrEnum("Table", {name.upper(): name for name in TABLES})  # type: ignore[misc]


def report_verb(
    config: ConfigOption = CONFIG,
    home: HomeOption = None,
    *,
    patient: Annotated[str | None, typer.Option(help="id; needed when several")] = None,
    start: Annotated[
        str | None, typer.Option("--from", help="local or with offset")
    ] = None,
    end: Annotated[
        str | None, typer.Option("--to", help="exclusive; now if left out")
    ] = None,
    table: Annotated[
        Table | None, typer.Option("--csv", help="this table as CSV, not all as JSON")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="a new file; printed if left out")
    ] = None,
) -> None:
    """The report of a stretch of days; 30 days up to now unless said otherwise."""
    people = people_of(config)
    database = record_of(config, home)
    try:
        who = _who(people, patient)
        with database.reading() as unit:
            stretch = _stretch(start, end, who.zone, _now(unit))
            found = _report(unit, who, stretch)
    finally:
        database.close()
    text = as_json(found) if table is None else as_csv(getattr(found, table.value))
    if out is None:
        typer.echo(text, nl=table is None)
        return
    try:
        with out.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except OSError as error:
        raise SetupError(f"{out} cannot be written: {error.strerror}") from error


def _who(people: CareSettings, patient: str | None) -> Patient:
    if patient is None and len(people.patients) == 1:
        patient = next(iter(people.patients))
    if patient not in people.patients:
        known = ", ".join(people.patients)
        raise SetupError(f"--patient should be one of {known}")
    return people.patient(PatientId(patient))


def _stretch(
    start: str | None, end: str | None, zone: ZoneInfo, now: datetime
) -> tuple[datetime, datetime]:
    last = instant_of("--to", end, zone) if end else now
    day = last.astimezone(zone).date() - USUAL
    first = (
        instant_of("--from", start, zone) if start else datetime.combine(day, time(0), zone)
    )
    if first >= last:
        raise SetupError("--from should be before --to")
    return first, last


def _now(unit: Unit) -> datetime:
    """The present; a simulated home may be ahead of it."""
    beat = unit.states.load(HEARTBEAT, datetime)
    return max(SystemClock().now(), beat or BEGINNING)


def _report(unit: Unit, who: Patient, stretch: tuple[datetime, datetime]) -> Report:
    start, end = stretch
    asked: list[CheckIn] = []
    for survey in unit.check_ins.surveys(who.id):
        asked += unit.check_ins.between(who.id, survey, start - BASELINE, end)
    doses = unit.doses.between(who.id, start, end)
    orders = (one.order for one in unit.orders.all(who.id))
    return report(doses, asked, who.zone, stretch, orders)
