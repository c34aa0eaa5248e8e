"""Approved answers are reached although the models took the question for small talk."""

from datetime import date
from pathlib import Path

import pytest

from assistant.conversation.approved import CARE_QUESTION, routed
from care.approved.shelf import read_library
from care.people import Language
from care.speech import Unavailable, Understanding

ENGLISH, FRENCH = Language.ENGLISH, Language.FRENCH
TODAY = date(2026, 11, 22)
LIBRARIES = {one: read_library(Path("no-home"), one) for one in Language}


def intent_of(
    text: str, intent: str, confidence: float = 0.9, language: Language = ENGLISH
) -> str:
    parsed = Understanding(
        intent=intent, confidence=confidence, ranking=((intent, confidence),)
    )
    found = routed(parsed, text, LIBRARIES[language], TODAY)
    assert isinstance(found, Understanding)
    assert found.ranking == parsed.ranking
    return found.intent


@pytest.mark.parametrize(
    ("language", "text", "intent", "confidence", "answer"),
    [
        (ENGLISH, "do you record everything I say", "ask_capability", 1.0, "recording"),
        (ENGLISH, "who listens to me", "ask_capability", 0.8, "listening"),
        (ENGLISH, "Are you listening?", "greet", 0.95, "listening"),
        (ENGLISH, "where am I", "ask_last_reading", 0.44, "where_am_i"),
        (FRENCH, "est-ce que vous enregistrez tout", "ask_capability", 0.8, "recording"),
        (FRENCH, "qui m'écoute", "ask_capability", 0.8, "listening"),
        (FRENCH, "tu m'écoutes", "greet", 0.9, "listening"),
        (FRENCH, "où suis-je", "nlu_fallback", 0.3, "where_am_i"),
    ],
)
def test_what_nearly_is_an_approved_question_is_that_question(
    language: Language, text: str, intent: str, confidence: float, answer: str
) -> None:
    assert intent_of(text, intent, confidence, language) == CARE_QUESTION
    entry = LIBRARIES[language].find(text, TODAY)
    assert entry is not None
    assert entry.id == answer


@pytest.mark.parametrize(
    ("text", "intent", "confidence"),
    [
        ("what is my blood pressure", "ask_last_reading", 0.9),
        ("hello", "greet", 0.9),
        ("saturation", "nlu_fallback", 0.3),
        ("can you hear me", "greet", 0.9),
        ("where is my daughter", "nlu_fallback", 0.3),
        ("where am I", "emergency_fall", 0.3),
        ("where am I", "request_help_generic", 0.3),
        ("how many pills should I take", "nlu_fallback", 0.3),
    ],
)
def test_other_words_stay_what_they_are(text: str, intent: str, confidence: float) -> None:
    assert intent_of(text, intent, confidence) == intent


def test_a_service_that_is_away_stays_away() -> None:
    away = Unavailable(reason="test")
    assert routed(away, "where am I", LIBRARIES[ENGLISH], TODAY) == away
