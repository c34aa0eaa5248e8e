import pytest

from assistant.answers.pressure import read_pressure
from assistant.phrases import phrases
from care.people import Language
from care.speech import Meaning


def said(text: str, language: Language = Language.ENGLISH) -> tuple[str | None, bool]:
    tables = phrases(language)
    found = read_pressure(tables.fold(text), tables)
    return found.text, found.sure


@pytest.mark.parametrize(
    "text",
    [
        "one thirty over eighty",
        "130 over 80",
        "it was 130 80",
        "a hundred and thirty on 80",
    ],
)
def test_the_ways_to_say_a_pressure(text: str) -> None:
    assert said(text) == ("130/80", True)


def test_the_french_short_form_is_read_back() -> None:
    assert said("treize huit", Language.FRENCH) == ("130/80", False)
    assert said("cent trente sur quatre-vingts", Language.FRENCH) == ("130/80", True)


@pytest.mark.parametrize(
    "text", ["eighty over one thirty", "twelve", "500 over 80", "80 80"]
)
def test_what_cannot_be_a_pressure_is_no_answer(text: str) -> None:
    tables = phrases(Language.ENGLISH)
    assert read_pressure(tables.fold(text), tables).meaning is Meaning.OTHER
