from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from care.alarm import Reason
from care.observation import Quality
from care.people import Language
from console.reader import Reader
from tests.fakes.ada_readings import reading

NOW = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)
ENGLISH = Reader(Language.ENGLISH, ZoneInfo("Europe/Paris"), NOW)
FRENCH = Reader(Language.FRENCH, ZoneInfo("Europe/Paris"), NOW)


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(seconds=2), "just now"),
        (timedelta(seconds=42), "42 s ago"),
        (timedelta(minutes=3), "3 min ago"),
        (timedelta(hours=2, minutes=5), "2 h 5 min ago"),
        (timedelta(days=3), "3 days ago"),
        (-timedelta(minutes=3), "in the future; check the clock"),
    ],
)
def test_every_age_is_said_in_a_fitting_unit(ago: timedelta, said: str) -> None:
    assert ENGLISH.age(NOW - ago) == said


def test_times_are_those_of_the_home_and_name_another_day() -> None:
    assert ENGLISH.clock(NOW) == "23:30"
    assert ENGLISH.clock(NOW + timedelta(hours=1)) == "tomorrow 00:30"
    assert ENGLISH.clock(NOW - timedelta(days=4)) == "Wednesday 18 November, 23:30"
    assert FRENCH.clock(NOW - timedelta(days=4)) == "mercredi 18 novembre, 23:30"


def test_units_and_numbers_are_written_as_people_do() -> None:
    assert ENGLISH.value(5.5, "mmol/L") == "5.5 mmol/L"
    assert FRENCH.value(5.5, "mmol/L") == "5,5 mmol/L"
    assert ENGLISH.value(120, "mm[Hg]") == "120 mmHg"
    assert ENGLISH.value("opened", "1") == "opened"
    assert ENGLISH.value(3, "furlong") == "3 furlong"


def test_no_reading_is_never_shown_as_a_number() -> None:
    seen = reading("spo2", "%", NOW, 127, Quality.NO_READING)
    assert ENGLISH.observed(seen) == "no value"


def test_a_value_at_the_end_of_the_range_is_not_shown_as_measured() -> None:
    seen = reading("glucose", "mg/dL", NOW, 400, Quality.CENSORED)
    assert "or beyond" in ENGLISH.observed(seen)


def test_a_silent_stream_is_named_in_the_language_of_the_reader() -> None:
    reason = Reason(key="stream_silent", facts=(("stream", "spo2"), ("lasting", "5 min")))
    assert "the oxygen sensor" in ENGLISH.reason(reason)
    assert "du capteur d'oxygène" in FRENCH.reason(reason)


def test_an_alarm_is_shown_even_when_its_words_are_not_there() -> None:
    assert ENGLISH.reason(Reason(key="brand_new", facts=(("v", "7"),))) == "Brand new 7"
    half = Reason(key="spo2_low", facts=(("value", "86"),))
    assert ENGLISH.reason(half) == "Spo2 low 86"


def test_a_wait_is_rounded_up() -> None:
    assert ENGLISH.wait(timedelta(seconds=0.4)) == "1 seconds"
    assert ENGLISH.wait(timedelta(minutes=14, seconds=2)) == "15 minutes"
