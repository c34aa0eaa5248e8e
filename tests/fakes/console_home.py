"""A home with a record as a morning would leave it; the console's tests look at it."""

from datetime import datetime, timedelta
from pathlib import Path

from care.checkin import CheckIn, CheckInOutcome
from records.states import HEARTBEAT
from records.unit import Unit
from tests.fakes.ada import ADA, LUCA, MINUTE
from tests.fakes.ada_alarms import ended, lost_box, low_oxygen, tell
from tests.fakes.ada_medicines import doses, order
from tests.fakes.ada_readings import keep_readings, readings

CONFIG = """
care:
  patients:
    ada:
      name: Ada
      zone: Europe/Paris
  providers:
    nora: {name: Nora Bell, role: clinician, email: nora@example.org}
    omar: {name: Omar Diaz, role: clinician, email: omar@example.org}
    bo: {name: Bo Chen, role: administrator, email: bo@example.org}
    luca: {name: Luca Marin, role: caregiver, language: fr, email: luca@example.org}
assistant:
  speakers:
    bedside: {kind: tablet, room: bedroom, patient: ada}
console:
  port: %d
"""


def knee(now: datetime) -> CheckIn:
    """Pain, six, left knee."""
    at = now - 50 * MINUTE
    return CheckIn(
        id="pain/1",
        patient=ADA,
        survey="pain",
        asked_at=at,
        ended_at=at + MINUTE,
        outcome=CheckInOutcome.ANSWERED,
        score=6,
        place="left knee",
    )


def settle(unit: Unit, now: datetime) -> None:
    """Write all of it."""
    keep_readings(unit, readings(now))
    for one in (low_oxygen(now), lost_box(now), ended(now)):
        unit.alarms.keep(one.alarm)
        unit.escalations.keep(one)
        tell(unit, one, one.alarm.raised_at, LUCA)
    order(unit, now)
    for dose in doses(now):
        unit.doses.keep(dose, now)
    unit.check_ins.keep(knee(now))
    unit.states.save(HEARTBEAT, now - timedelta(seconds=1), now)


def write_config(folder: Path, port: int = 8443) -> Path:
    """config.yml of this home."""
    file = folder / "config.yml"
    file.write_text(CONFIG % port)
    return file
