import pytest

from assistant.safety.insistence import MOST_WORDS, insists
from care.people import Language

EN, FR = Language.ENGLISH, Language.FRENCH


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("help me please help me", EN),
        ("help help help", EN),
        ("I can't breathe I can't breathe", EN),
        ("I have fallen oh God I've fallen", EN),
        ("à l'aide à l'aide", FR),
        ("je suis tombé je suis tombé", FR),
    ],
)
def test_a_cry_said_twice_in_one_breath_insists(text: str, language: Language) -> None:
    assert insists(text, language)


@pytest.mark.parametrize("text", ["help me", "I have fallen", "I feel odd I feel odd", ""])
def test_a_cry_said_once_or_a_doubtful_one_does_not(text: str) -> None:
    assert not insists(text, EN)


def test_a_long_tale_does_not() -> None:
    assert not insists("help me " * MOST_WORDS, EN)
