"""Times of day as they are said."""

import pytest

from assistant.scripts.clock_words import spoken_time
from assistant.voices.spoken import spoken
from care.people import Language
from care.wording import wording
from tests.fakes.medicines import PARIS, local


@pytest.mark.parametrize(
    ("clock", "english", "french"),
    [
        ("12:00", "12 noon", "midi"),
        ("00:20", "0:20", "0 h 20"),
        ("08:00", "8 o'clock in the morning", "8 heures du matin"),
        ("00:00", "midnight", "minuit"),
        ("18:05", "18:05", "18 h 05"),
    ],
)
def test_in_the_patient_s_way(clock: str, english: str, french: str) -> None:
    said = [spoken_time(local(clock), PARIS, wording(one)) for one in Language]
    assert said == [english, french]


@pytest.mark.parametrize(
    ("clock", "english", "french"),
    [
        ("01:00", "1 o'clock at night", "une heure de la nuit"),
        ("06:05", "6 oh 5 in the morning", "6 heures 5 du matin"),
        ("18:10", "6 10 in the evening", "6 heures 10 du soir"),
    ],
)
def test_the_voice_says_which_half_of_the_day(
    clock: str, english: str, french: str
) -> None:
    for language, expected in ((Language.ENGLISH, english), (Language.FRENCH, french)):
        words = wording(language)
        time = spoken_time(local(clock), PARIS, words)
        facts = {"medicines": "x", "time": time, "last": time}
        text = words.say("dose.reply.may_not_before", **facts)
        assert spoken(text, language).count(expected) == 2
