"""The pictures of a day."""

from dataclasses import replace

import pytest

from care.medication import DoseOutcome
from care.observation import Quality
from console.office import Office
from console.views import day
from records.unit import Unit
from tests.fakes.ada import MINUTE, MORNING
from tests.fakes.ada_readings import keep_readings, reading

pytestmark = pytest.mark.integration


def test_the_day_has_one_picture_per_kind_with_its_gap(unit: Unit, morning: Office) -> None:
    (patient,) = morning.patients()
    seen = day.gather(unit, patient, MORNING)
    gaps = {str(one.series.kind): one.gaps for one in seen.pictures}
    assert gaps == {"glucose": 1, "pulse": 1, "spo2": 1}
    oxygen = next(one for one in seen.pictures if one.series.kind == "spo2")
    assert (oxygen.low, oxygen.last.value, oxygen.band) == (86, 86, (94.0, 98.0))
    styles = sorted({flag.style for flag in oxygen.chart.flags})
    assert styles == ["dose", "dose open", "high", "low", "medium"]
    assert [dose.outcome for dose in seen.doses] == [
        DoseOutcome.TAKEN,
        DoseOutcome.LATE,
        DoseOutcome.MISSED,
    ]


def test_two_units_make_two_pictures_each_with_its_own_target(empty: Office) -> None:
    (patient,) = empty.patients()
    with empty.database.unit() as unit:
        keep_readings(
            unit,
            (
                reading("glucose", "mg/dL", MORNING - 9 * MINUTE, 150.0),
                reading("glucose", "mmol/L", MORNING - 4 * MINUTE, 8.2),
            ),
        )
    with empty.database.reading() as unit:
        seen = day.gather(unit, patient, MORNING)
    assert [(one.series.unit, one.band) for one in seen.pictures] == [
        ("mg/dL", (70, 180)),
        ("mmol/L", (3.9, 10.0)),
    ]


def test_no_reading_leaves_a_gap_and_no_number(empty: Office) -> None:
    (patient,) = empty.patients()
    values = [
        (9, 95.0, Quality.GOOD),
        (8, None, Quality.NO_READING),
        (7, 94.0, Quality.GOOD),
    ]
    with empty.database.unit() as unit:
        seen = tuple(reading("spo2", "%", MORNING - m * MINUTE, v, q) for m, v, q in values)
        keep_readings(unit, seen)
    with empty.database.reading() as unit:
        (picture,) = day.gather(unit, patient, MORNING).pictures
    assert (picture.gaps, picture.count, picture.low) == (1, 2, 94)


def test_a_patient_on_scale_two_has_the_lower_target(morning: Office) -> None:
    (patient,) = morning.patients()
    other = replace(patient, oxygen_scale=2)
    kind = reading("spo2", "%", MORNING, 90.0).kind
    assert day.band_of(other, kind, "%") == (88.0, 92.0)
