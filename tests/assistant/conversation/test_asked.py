"""Times of day as they are said aloud."""

from datetime import timedelta

import pytest

from care.people import Language
from tests.fakes.conversation import NOON, asked

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("later", "english", "french"),
    [
        (HOUR * 0, "12 noon", "midi"),
        (HOUR * 8, "8 o'clock in the evening", "8 heures du soir"),
        (-2.75 * HOUR, "9:15", "9 h 15"),
    ],
)
def test_a_time_of_today_is_the_local_time_alone(
    later: timedelta, english: str, french: str
) -> None:
    assert asked().clock(NOON + later) == english
    assert asked(language=Language.FRENCH).clock(NOON + later) == french


def test_another_day_is_named_by_the_patients_own_calendar() -> None:
    question = asked()
    assert "yesterday" in question.clock(NOON - DAY)
    assert "tomorrow" in question.clock(NOON + DAY)
    assert "yesterday" not in question.clock(NOON - 12 * HOUR), "midnight in Paris is today"
    assert "yesterday" in question.clock(NOON - 12 * HOUR - timedelta(minutes=1))


def test_a_day_further_away_is_named_by_its_weekday() -> None:
    assert "Thursday" in asked().clock(NOON - 3 * DAY)
    assert "jeudi" in asked(language=Language.FRENCH).clock(NOON - 3 * DAY)
