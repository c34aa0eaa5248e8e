"""A name before the words makes them ours, and nothing else is changed."""

from datetime import UTC, datetime

import pytest

from assistant.talk.calling import called
from care.people import Language
from care.speech import Heard

NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)
ENGLISH, FRENCH = Language.ENGLISH, Language.FRENCH


def overheard(text: str) -> Heard:
    return Heard(
        text=text,
        confidence=0.9,
        started_at=NOW,
        ended_at=NOW,
        engine="test",
        overheard=True,
    )


@pytest.mark.parametrize(
    ("language", "text", "rest"),
    [
        (ENGLISH, "nightingale what time is it", "what time is it"),
        (ENGLISH, "Hey Philomel, what's my sugar?", "what's my sugar?"),
        (ENGLISH, "hey jarvis help me", "help me"),
        (FRENCH, "dis rossignol quelle heure est-il", "quelle heure est-il"),
        (FRENCH, "Philomèle aidez-moi", "aidez-moi"),
    ],
)
def test_words_after_our_name_are_said_to_us(
    language: Language, text: str, rest: str
) -> None:
    found = called(overheard(text), language)
    assert (found.text, found.woken, found.overheard) == (rest, True, False)


@pytest.mark.parametrize(
    "text",
    ["", "nightingale", "what time is it", "the nightingale sang", "jarvis is my cat"],
)
def test_other_words_stay_as_they_are(text: str) -> None:
    assert called(overheard(text), ENGLISH) == overheard(text)
