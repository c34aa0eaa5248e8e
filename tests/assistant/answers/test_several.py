"""What is said of another day, and of how many, before "taken" counts for a prompt."""

import pytest

from assistant.answers.closed import AGAIN, AGREED, MORE, PART
from assistant.answers.read import read
from care.people import Language
from care.speech import Expects, Meaning, Understanding

ENGLISH, FRENCH = Language.ENGLISH, Language.FRENCH
NAMES = (("furosemide",), ("metformin",), ("ramipril", "the red capsule"))
SURE = Understanding(intent="dose_taken", confidence=0.99)


def meant(text: str, language: Language = ENGLISH, count: int = 3) -> str:
    """The meaning; that of an intent which would believe every word counts for nothing."""
    found = read((text,), Expects.DOSE, language, SURE, names=NAMES[:count])
    return found.text if found.text in (PART, MORE) else found.meaning.value


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
        (ENGLISH, "I took four", 3, "more"),
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
        (ENGLISH, "I took it twice"),
        (FRENCH, "j'en ai pris un autre"),
        (FRENCH, "oui, deux fois"),
        (FRENCH, "je l'ai pris deux fois"),
    ],
)
def test_a_second_time_is_told_apart(language: Language, text: str) -> None:
    found = read((text,), Expects.DOSE, language)
    assert (found.meaning, found.text) == (Meaning.TAKEN, AGAIN)


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        (ENGLISH, "two", 2),
        (ENGLISH, "I took two", 2),
        (ENGLISH, "yes two", 2),
        (ENGLISH, "I took both", 2),
        (ENGLISH, "both", 2),
        (ENGLISH, "I had two", 2),
        (ENGLISH, "I've had three already", 3),
        (ENGLISH, "I swallowed a couple", 2),
        (ENGLISH, "I took one and a half", 1.5),
        (ENGLISH, "a half", 0.5),
        (ENGLISH, "I took half a tablet", 0.5),
        (ENGLISH, "I only took one", 1),
        (ENGLISH, "I took one of the two tablets", 1),
        (ENGLISH, "I took two instead of one", 2),
        (ENGLISH, "I took two metformin", 2),
        (ENGLISH, "I took twelve", 12),
        (ENGLISH, "I injected twenty two units", 22),
        (FRENCH, "deux", 2),
        (FRENCH, "j'en ai pris deux", 2),
        (FRENCH, "j'ai pris les deux", 2),
        (FRENCH, "j'ai pris deux comprimés", 2),
        (FRENCH, "j'en ai pris deux au lieu d'un", 2),
        (FRENCH, "un et demi", 1.5),
        (FRENCH, "j'en ai pris douze", 12),
        (FRENCH, "j'en ai pris vingt-deux", 22),
        (FRENCH, "un demi", 0.5),
        (FRENCH, "je n'en ai pris qu'un", 1),
        (ENGLISH, "I took it two minutes ago", None),
        (ENGLISH, "I took it at two", None),
        (ENGLISH, "I took 500 milligrams", None),
        (ENGLISH, "I took that one", None),
        (ENGLISH, "yes at eight", None),
        (FRENCH, "je l'ai pris il y a deux minutes", None),
        (FRENCH, "j'en ai pris un peu", None),
    ],
)
def test_the_number_goes_along(language: Language, text: str, number: float | None) -> None:
    found = read((text,), Expects.DOSE, language, names=(("metformin",),))
    assert found.meaning in (Meaning.TAKEN, Meaning.YES)
    assert found.number == number


@pytest.mark.parametrize(
    "text", ["I did not take two", "in two minutes", "I'll take two", "one moment"]
)
def test_no_number_makes_taken_of_other_words(text: str) -> None:
    found = read((text,), Expects.DOSE, ENGLISH, names=(("metformin",),))
    assert found.meaning is not Meaning.TAKEN


def test_the_recognizer_that_heard_a_number_is_looked_at() -> None:
    found = read(("I took too", "I took two"), Expects.DOSE, ENGLISH)
    assert (found.meaning, found.number, found.sure) == (Meaning.TAKEN, 2, False)
    found = read(("no", "two"), Expects.DOSE, ENGLISH)
    assert (found.meaning, found.sure) == (Meaning.NO, False)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (ENGLISH, "OK"),
        (ENGLISH, "I know, I know"),
        (ENGLISH, "all right, I will"),
        (ENGLISH, "yes I will"),
        (ENGLISH, "no problem"),
        (FRENCH, "d'accord"),
        (FRENCH, "je sais"),
    ],
)
def test_agreeing_is_not_taken_and_no_intent_makes_it_so(
    language: Language, text: str
) -> None:
    found = read((text,), Expects.DOSE, language, SURE, names=NAMES[:1])
    assert (found.meaning, found.text) == (Meaning.YES, AGREED)
    assert read((text,), Expects.YES_NO, language).text is None


@pytest.mark.parametrize("text", ["ok, yes", "all right, I have taken it", "of course"])
def test_agreeing_beside_a_yes_is_a_yes(text: str) -> None:
    assert read((text,), Expects.DOSE, ENGLISH).text is None
    assert meant(text) in (Meaning.YES, Meaning.TAKEN)
