import pytest

from assistant.meant import closed_intent
from care.people import Language


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("I have fallen", "emergency_fall"),
        ("help", "request_help_generic"),
        ("yes", "affirm"),
        ("no", "deny"),
        ("I took it", "dose_taken"),
        ("later", "dose_snooze"),
        ("say that again", "repeat"),
        ("louder please", "louder_slower"),
        ("stop", "stop"),
    ],
)
def test_closed_phrases_name_an_intent(text: str, intent: str) -> None:
    found = closed_intent(text, Language.ENGLISH)
    assert found is not None
    assert (found.intent, found.confidence) == (intent, 1.0)


def test_other_words_have_none() -> None:
    assert closed_intent("the weather in Spain", Language.ENGLISH) is None
