"""Whether what was said so far is a whole question."""

import pytest

from assistant.conversation.whole import SURE, whole
from care.people import Language
from care.speech import Understanding


def _whole(text: str, intent: str, language: Language = Language.ENGLISH) -> bool:
    meant = Understanding(intent=intent, confidence=SURE)
    return whole(text, meant, language, ("Xarelto",))


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("what is my pulse", "ask_last_reading"),
        ("what is the xarelto for", "ask_medicine_purpose"),
        ("when is my next tablet", "ask_next_dose"),
        ("who did you ring", "ask_who_was_told"),
    ],
)
def test_a_question_that_names_what_it_is_about_is_whole(text: str, intent: str) -> None:
    assert _whole(text, intent)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("what is my", "ask_last_reading"),
        ("give me my latest", "ask_last_reading"),
        ("what was it this morning", "ask_last_reading"),
        ("when is", "ask_next_dose"),
        ("next tablet", "ask_next_dose"),
        ("my leg hurts badly", "symptom_report"),
        ("tell the nurse that i fell", "message_nurse"),
        ("help i have fallen", "emergency_fall"),
    ],
)
def test_half_a_question_a_complaint_and_a_cry_are_never_taken_for_whole(
    text: str, intent: str
) -> None:
    assert not _whole(text, intent)


def test_what_was_hardly_understood_is_not_whole() -> None:
    meant = Understanding(intent="ask_last_reading", confidence=SURE - 0.01)
    assert not whole("what is my pulse", meant, Language.ENGLISH)


def test_french_questions_are_whole_in_french() -> None:
    assert _whole("quelle est ma tension", "ask_last_reading", Language.FRENCH)
    assert not _whole("quelle est ma", "ask_last_reading", Language.FRENCH)
