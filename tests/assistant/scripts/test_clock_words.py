"""Times of day as they are said."""

import pytest

from assistant.scripts.clock_words import spoken_time
from care.people import Language
from care.wording import wording
from tests.fakes.medicines import PARIS, local


@pytest.mark.parametrize(
    ("clock", "english", "french"),
    [
        ("12:00", "12 noon", "midi"),
        ("00:20", "12:20 at night", "12 heures 20 de la nuit"),
        ("08:00", "8 o'clock in the morning", "8 heures du matin"),
        ("00:00", "midnight", "minuit"),
        ("18:05", "6:05 in the evening", "6 heures 05 du soir"),
    ],
)
def test_in_the_patient_s_way(clock: str, english: str, french: str) -> None:
    said = [spoken_time(local(clock), PARIS, wording(one)) for one in Language]
    assert said == [english, french]
