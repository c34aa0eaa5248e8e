"""Makes a simulated home ready for its first day: its clock, and a plan to follow."""

from datetime import datetime, time, timedelta
from pathlib import Path

from assistant.blueprint import Blueprint
from assistant.household.day import MORNING, NOON
from care.clock import SystemClock, set_pace
from care.medication import Regimen, RegimenId, WindowClass
from care.people import Patient, ProviderId
from records.database import Database

CLOCK = "clock.json"
BEGINS = time(7, 58)


def clock_file(folder: Path, patient: Patient) -> Path:
    """The home's clock, set to this morning when there is none yet."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / CLOCK
    if not file.exists():
        today = SystemClock().now().astimezone(patient.zone).date()
        set_pace(file, datetime.combine(today, BEGINS, patient.zone), 1.0)
    return file


def _regimen(patient: Patient, medicine: str, dose: str, at: time, author: str) -> Regimen:
    today = SystemClock().now().astimezone(patient.zone).date()
    return Regimen(
        id=RegimenId(medicine),
        patient=patient.id,
        revision=1,
        medicine=medicine,
        dose_text=dose,
        timing={
            "frequency": 1,
            "period": 1,
            "periodUnit": "d",
            "timeOfDay": [f"{at:%H:%M:%S}"],
        },
        starts=datetime.combine(today, time(0), patient.zone),
        window_class=WindowClass.DAILY,
        window=timedelta(hours=1),
        author=ProviderId(author),
    )


def furnish(blueprint: Blueprint, database: Database) -> None:
    """Two medicines to be reminded of; what is there already stays as it is."""
    author = next(iter(blueprint.care.providers))
    patient = blueprint.patients[0]
    now = blueprint.clock.now()
    with database.unit() as unit:
        for medicine, dose, at in (
            ("metformin", "one white tablet", MORNING),
            ("ramipril", "one small tablet", NOON),
        ):
            regimen = _regimen(patient, medicine, dose, at, author)
            if unit.regimens.get(regimen.id, 1) is None:
                unit.regimens.draft(regimen, now)
                unit.regimens.confirm(regimen.id, 1, by=ProviderId(author), at=now)
