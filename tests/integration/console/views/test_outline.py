"""Long series thinned in the database."""

from datetime import timedelta

import pytest

from care.observation import Quality
from console.office import Office
from console.series import hours, series
from console.views.outline import kinds, outline
from tests.fakes.ada import MINUTE, MORNING
from tests.fakes.ada_readings import keep_readings, reading

pytestmark = pytest.mark.integration


def test_an_outline_draws_the_same_picture_as_all_values(empty: Office) -> None:
    """Against the plain way: every value loaded, then thinned."""
    (patient,) = empty.patients()
    start = MORNING.replace(minute=0) - timedelta(hours=6)
    values = []
    for second in range(0, 6 * 3600, 4):
        at = start + timedelta(seconds=second)
        if 7000 < second < 9000 or second % 5003 == 0:
            continue
        quality = Quality.NO_READING if 12_000 < second < 12_030 else Quality.GOOD
        value = None if quality is Quality.NO_READING else 90.0 + second * 7919 % 10
        values.append(reading("spo2", "%", at, value, quality))
    with empty.database.unit() as unit:
        keep_readings(unit, tuple(values))
    hole = timedelta(minutes=5)
    with empty.database.reading() as unit:
        kind = values[0].kind
        end = start + timedelta(hours=6)
        found = outline(unit, patient.id, kind, start, end)
        plain = unit.readings.between(patient.id, kind, start, end)
    (ours,), (theirs,) = series(found.points, hole=hole), series(plain, hole=hole)
    assert len(found.points) < len(plain) / 3
    assert ours.holes() == theirs.holes()
    assert hours(ours, start=start, end=end) == hours(theirs, start=start, end=end)
    assert sum(found.counts.values()) == len(theirs.points())
    assert kinds(unit, patient.id) == unit.readings.kinds(patient.id) == ("spo2",)


def test_a_sparse_kind_keeps_every_value(empty: Office) -> None:
    (patient,) = empty.patients()
    values = tuple(reading("spo2", "%", MORNING - m * MINUTE, 90.0 + m) for m in range(9))
    with empty.database.unit() as unit:
        keep_readings(unit, values)
    with empty.database.reading() as unit:
        found = outline(
            unit,
            patient.id,
            values[0].kind,
            MORNING - timedelta(hours=1),
            MORNING + MINUTE,
            every=True,
        )
    assert len(found.points) == 9
