"""Instants as they are said aloud."""

from datetime import timedelta

import pytest

from care.people import Language
from tests.fakes.conversation import NOON, asked


@pytest.mark.parametrize(
    ("hours", "language", "said"),
    [
        (0, Language.ENGLISH, "12 o'clock"),
        (-3.25, Language.ENGLISH, "8:45"),
        (-24, Language.ENGLISH, "12 o'clock yesterday"),
        (19, Language.ENGLISH, "7 o'clock tomorrow"),
        (-72, Language.ENGLISH, "12 o'clock on Thursday"),
        (9, Language.FRENCH, "21 heures"),
        (-24, Language.FRENCH, "hier \u00e0 12 heures"),
    ],
)
def test_a_time_is_said_with_its_day_when_it_is_not_today(
    hours: float, language: Language, said: str
) -> None:
    assert asked(language=language).clock(NOON + timedelta(hours=hours)) == said
