from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers.times import instant, read_time
from assistant.phrases import phrases
from care.people import Language, Routine

PARIS = ZoneInfo("Europe/Paris")
NOON = datetime(2026, 3, 28, 12, 0, tzinfo=PARIS)


def time_in(text: str, language: Language = Language.ENGLISH) -> str | None:
    tables = phrases(language)
    return read_time(tables.fold(text), tables)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in half an hour", "PT30M"),
        ("in an hour and a half", "PT90M"),
        ("in two hours", "PT120M"),
        ("in twenty minutes", "PT20M"),
        ("in a minute", "PT5M"),
        ("after lunch", "after:lunch"),
        ("before bed", "before:bed"),
        ("at nine", "T?09:00"),
        ("at nine pm", "T21:00"),
        ("half past eight tonight", "T20:30"),
        ("quarter to six in the morning", "T05:45"),
        ("at noon", "T12:00"),
        ("tomorrow", "tomorrow"),
        ("the garden", None),
    ],
)
def test_times_in_english(text: str, expected: str | None) -> None:
    assert time_in(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dans une demi-heure", "PT30M"),
        ("dans un quart d'heure", "PT15M"),
        ("dans deux heures", "PT120M"),
        ("après le déjeuner", "after:lunch"),
        ("à neuf heures", "T?09:00"),
        ("vers vingt et une heures", "T21:00"),
        ("à huit heures et demie ce soir", "T20:30"),
        ("à minuit", "T00:00"),
    ],
)
def test_times_in_french(text: str, expected: str | None) -> None:
    assert time_in(text, Language.FRENCH) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PT30M", NOON + timedelta(minutes=30)),
        ("T21:00", NOON.replace(hour=21)),
        ("T11:00", datetime(2026, 3, 29, 11, 0, tzinfo=PARIS)),
        ("T?09:00", NOON.replace(hour=21)),
        ("after:lunch", NOON.replace(hour=13)),
        ("tomorrow", datetime(2026, 3, 29, 7, 30, tzinfo=PARIS)),
    ],
)
def test_a_time_becomes_the_next_such_instant(text: str, expected: datetime) -> None:
    assert instant(text, NOON, Routine()) == expected


def test_clock_times_hold_over_the_change_to_summer_time() -> None:
    late = datetime(2026, 3, 28, 22, 0, tzinfo=PARIS)
    at = instant("T07:00", late, Routine())
    assert at is not None
    assert (at.hour, at.astimezone(UTC).hour) == (7, 5)


@given(st.text(max_size=10))
def test_other_text_names_no_instant(text: str) -> None:
    assert text[:1] in {"P", "T"} or instant(f"?{text}", NOON, Routine()) is None
