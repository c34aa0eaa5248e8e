"""Doses of which somebody can tell, and when they say it was."""

from datetime import datetime, time

import pytest

from console.office import Office
from console.views.told import find, taken_at, tellable
from records.unit import Unit
from reminders.slots import CLINIC
from tests.fakes.ada import MORNING

pytestmark = pytest.mark.integration


def test_what_is_due_by_now_can_be_told_of_the_latest_first(
    unit: Unit, morning: Office
) -> None:
    (patient,) = morning.patients()
    doses = tellable(unit, patient, MORNING, CLINIC)
    dues = [dose.due for dose in doses]
    assert dues == sorted(dues, reverse=True)
    assert all(dose.opens <= MORNING for dose in doses)
    assert {dose.medicine for dose in doses} == {"Apixaban", "Metformin"}
    assert find(unit, patient, MORNING, CLINIC, doses[0].id) == doses[0]
    assert find(unit, patient, MORNING, CLINIC, "none/such") is None


def test_a_time_of_day_is_the_one_nearest_the_dose_and_never_to_come(
    unit: Unit, morning: Office
) -> None:
    (patient,) = morning.patients()
    dose = tellable(unit, patient, MORNING, CLINIC)[0]
    local = MORNING.astimezone(patient.zone)

    def said(hour: int, minute: int = 0) -> datetime | None:
        return taken_at(dose, time(hour, minute), patient, MORNING)

    assert said(9, 30) == local.replace(hour=9, minute=30)
    assert said(local.hour, local.minute + 5) != local.replace(minute=local.minute + 5)
