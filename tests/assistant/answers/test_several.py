"""What is said of another day, and of how many, before "taken" counts for a prompt."""

import pytest

from assistant.answers.closed import AGAIN
from assistant.answers.read import read
from care.people import Language
from care.speech import Expects, Meaning, Understanding

ENGLISH, FRENCH = Language.ENGLISH, Language.FRENCH
NAMES = (("furosemide",), ("metformin",), ("ramipril", "the red capsule"))
SURE = Understanding(intent="dose_taken", confidence=0.99)


def meant(text: str, language: Language = ENGLISH, count: int = 3) -> str:
    """The meaning; that of an intent which would believe every word counts for nothing."""
    found = read((text,), Expects.DOSE, language, SURE, names=NAMES[:count])
    return "part" if found.text == "part" else found.meaning.value


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (ENGLISH, "I took them yesterday"),
        (ENGLISH, "I took ramipril last night"),
        (FRENCH, "je les ai pris hier soir"),
    ],
)
def test_another_day_is_another_dose(language: Language, text: str) -> None:
    assert meant(text, language) == Meaning.OTHER


def test_today_counts_beside_yesterday() -> None:
    assert meant("I took them yesterday and I took them this morning") == Meaning.TAKEN


@pytest.mark.parametrize(
    ("language", "text", "count", "expected"),
    [
        (ENGLISH, "I took two of them", 3, "part"),
        (ENGLISH, "I took one", 3, "part"),
        (ENGLISH, "one of the three", 3, "part"),
        (ENGLISH, "both", 3, "part"),
        (ENGLISH, "both", 2, "taken"),
        (ENGLISH, "I took both of them", 2, "taken"),
        (ENGLISH, "I took three", 3, "taken"),
        (ENGLISH, "I took four", 3, "other"),
        (ENGLISH, "I took one", 1, "taken"),
        (FRENCH, "j'en ai pris deux", 3, "part"),
        (FRENCH, "j'en ai pris un", 3, "part"),
        (FRENCH, "les deux", 2, "taken"),
        (FRENCH, "deux sur trois", 3, "part"),
    ],
)
def test_how_many_of_a_prompt(
    language: Language, text: str, count: int, expected: str
) -> None:
    assert meant(text, language, count) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (ENGLISH, "I took none"),
        (ENGLISH, "I have taken nothing"),
        (ENGLISH, "I took neither"),
        (FRENCH, "je n'ai rien pris"),
    ],
)
def test_none_is_not_taken(language: Language, text: str) -> None:
    assert meant(text, language) in (Meaning.NOT_TAKEN, Meaning.NO)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (ENGLISH, "I think so"),
        (ENGLISH, "I think I took them"),
        (ENGLISH, "I must have"),
        (FRENCH, "je crois"),
        (FRENCH, "je crois que je l'ai pris"),
        (FRENCH, "sans doute"),
    ],
)
def test_a_guess_is_not_sure_but_is_a_yes_elsewhere(language: Language, text: str) -> None:
    assert meant(text, language) == Meaning.UNSURE
    if text in ("I think so", "je crois"):
        found = read((text,), Expects.YES_NO, language)
        assert found.meaning is Meaning.YES


def test_one_that_nobody_knows_takes_none() -> None:
    assert meant("I took the blue one") == Meaning.OTHER
    assert meant("j'ai pris la bleue", FRENCH) == Meaning.OTHER
    assert meant("I took my morning pills") == Meaning.TAKEN


def test_a_delay_alone_is_later() -> None:
    assert meant("in ten minutes") == meant("dans dix minutes", FRENCH) == Meaning.LATER


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (ENGLISH, "I've just taken another one"),
        (ENGLISH, "yes twice"),
        (FRENCH, "j'en ai pris un autre"),
        (FRENCH, "oui, deux fois"),
    ],
)
def test_a_second_time_is_told_apart(language: Language, text: str) -> None:
    found = read((text,), Expects.DOSE, language)
    assert (found.meaning, found.text) == (Meaning.TAKEN, AGAIN)
