import math

import pytest

from care.observation import Kind, Quality
from sensors.kinds import KINDS
from sensors.vetting import Doubt, doubt, sample
from tests.fakes.patients import at, reading

SPO2, GLUCOSE, FALL = (KINDS[Kind(k)] for k in ("spo2", "glucose", "fall"))


def test_a_good_fresh_reading_is_believed() -> None:
    assert doubt(SPO2, reading("spo2", 97, 0), at(1)) is None


@pytest.mark.parametrize("value", [0, 50, 127, 255, math.nan, None])
def test_codes_for_no_reading(value: float | None) -> None:
    assert doubt(SPO2, reading("spo2", value, 0), at(1)) is Doubt.NO_READING


def test_what_no_living_person_has_is_impossible() -> None:
    assert doubt(SPO2, reading("spo2", 101, 0), at(1)) is Doubt.IMPOSSIBLE
    assert doubt(SPO2, reading("spo2", 20, 0), at(1)) is Doubt.IMPOSSIBLE


def test_a_value_at_the_end_of_the_measuring_range_counts() -> None:
    low = reading("glucose", 5, 0, quality=Quality.CENSORED)
    assert doubt(GLUCOSE, low, at(1)) is None


def test_a_unit_that_the_kind_does_not_know() -> None:
    assert doubt(GLUCOSE, reading("glucose", 5, 0, unit="g/L"), at(1)) is Doubt.UNIT


def test_a_word_where_a_number_belongs_and_the_reverse() -> None:
    assert doubt(SPO2, reading("spo2", "low", 0, unit="%"), at(1)) is Doubt.WORD
    assert doubt(FALL, reading("fall", 3.0, 0), at(1)) is Doubt.WORD
    assert doubt(FALL, reading("fall", "jumped", 0), at(1)) is Doubt.WORD


def test_backfill_and_clocks_that_run_ahead() -> None:
    assert doubt(SPO2, reading("spo2", 80, 0), at(301)) is Doubt.LATE
    assert doubt(SPO2, reading("spo2", 80, 200), at(0)) is Doubt.AHEAD


def test_what_the_device_itself_doubts() -> None:
    shaky = reading("spo2", 80, 0, quality=Quality.QUESTIONABLE)
    assert doubt(SPO2, shaky, at(1)) is Doubt.QUESTIONABLE


def test_a_sample_carries_value_time_and_perfusion() -> None:
    one = sample(reading("spo2", 97, 5, perfusion=1.2))
    assert (one.at, one.value, one.perfusion) == (at(5).timestamp(), 97, 1.2)


def test_a_loose_oximeter_is_not_believed() -> None:
    assert doubt(SPO2, reading("spo2", 80, 0, perfusion=0.2), at(1)) is Doubt.QUESTIONABLE
    assert doubt(SPO2, reading("spo2", 80, 0, perfusion=0.3), at(1)) is None
