from dataclasses import replace

import pytest

from care.observation import Kind, Quality
from care.people import PatientId
from records.database import Database
from tests.fakes.homes import ADA, Sealed, after, reading, wave

pytestmark = pytest.mark.integration
SPO2 = Kind("spo2")


def test_readings_come_back_equal(record: Database) -> None:
    odd = (
        reading(1, 86.5),
        reading(2, "impact", "fall"),
        reading(3, None),
        replace(reading(4, 40.0), quality=Quality.CENSORED, perfusion=None),
        wave(5, ((0.1, -1.0, 3e-17), (1e300, 0.0, -0.0))),
    )
    with record.unit() as unit:
        unit.intake.keep((Sealed(sequence=1, readings=odd),))
    with record.reading() as unit:
        assert unit.readings.since(ADA, after(0)) == odd
        spo2 = unit.readings.between(ADA, SPO2, after(0), after(9))
        assert spo2 == (odd[0], odd[2], odd[3])
        waves = unit.readings.waveforms(ADA, Kind("acceleration"), after(0), after(9))
        assert waves == (odd[4],)


def test_a_stretch_of_time_holds_its_start_and_not_its_end(record: Database) -> None:
    own = tuple(reading(seconds, float(seconds)) for seconds in (30, 10, 20))
    with record.unit() as unit:
        unit.intake.keep((Sealed(sequence=1, readings=own),))
    with record.reading() as unit:
        found = unit.readings.between(ADA, SPO2, after(10), after(30))
        assert [one.value for one in found] == [10, 20]
        latest = unit.readings.latest(ADA, SPO2)
        assert latest is not None
        assert latest.value == 30
        assert unit.readings.kinds(ADA) == (SPO2,)


def test_nobody_sees_the_readings_of_another(record: Database) -> None:
    bob = PatientId("bob")
    his = replace(reading(1), patient=bob)
    with record.unit() as unit:
        message = Sealed(sequence=1, patient=bob, readings=(his, wave(1, ())))
        unit.intake.keep((message,))
    with record.reading() as unit:
        assert unit.readings.latest(ADA, SPO2) is None
        assert unit.readings.between(ADA, SPO2, after(0), after(9)) == ()
        assert unit.readings.since(bob, after(0)) == (his,)
        assert unit.readings.kinds(ADA) == ()
