import pytest

from assistant.recognizers.closed import complete, stands_alone, unfinished
from care.people import Language
from care.speech import Expects


def test_yes_is_complete_only_where_yes_or_no_was_asked() -> None:
    assert complete("yes", Expects.YES_NO, Language.ENGLISH)
    assert not complete("yes", Expects.OPEN, Language.ENGLISH)


def test_a_number_may_go_on_with_a_place() -> None:
    assert not complete("a six", Expects.SCORE, Language.ENGLISH)


def test_french_has_its_own() -> None:
    assert complete("oui", Expects.YES_NO, Language.FRENCH)
    assert not complete("oui", Expects.YES_NO, Language.ENGLISH)


@pytest.mark.parametrize(
    ("text", "alone"),
    [("help", True), ("stop", True), ("what is my sugar", True), ("what", False)],
)
def test_a_single_word_stands_alone_only_when_it_is_on_the_list(
    text: str, *, alone: bool
) -> None:
    assert stands_alone(text, Language.ENGLISH) is alone


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("what was my sugar the", Language.ENGLISH),
        ("", Language.ENGLISH),
        ("quelle est ma", Language.FRENCH),
    ],
)
def test_a_question_does_not_end_with_an_article(text: str, language: Language) -> None:
    assert unfinished(text, language)
    assert not unfinished(f"{text} oxygen", language)
