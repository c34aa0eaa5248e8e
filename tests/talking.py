"""Small builders for the talk tests."""

from datetime import UTC, datetime, timedelta

from assistant.talk import turns
from assistant.talk.state import Dialogue, Listener, Pending
from care.people import Language, PatientId, Trait
from care.speech import (
    Expects,
    Heard,
    Prompt,
    Question,
    QuestionId,
    Unavailable,
    Understanding,
    Urgency,
)

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PATIENT = PatientId("rose")


def empty(*traits: Trait) -> Dialogue:
    """A dialogue in which nothing has happened."""
    who = Listener(patient=PATIENT, language=Language.ENGLISH, traits=frozenset(traits))
    return Dialogue(listener=who)


def prompt(words: str = "Words.", urgency: Urgency = Urgency.TALK) -> Prompt:
    """A prompt."""
    return Prompt(patient=PATIENT, language=Language.ENGLISH, words=words, urgency=urgency)


def question(
    key: str = "a",
    urgency: Urgency = Urgency.QUESTION,
    expects: Expects = Expects.YES_NO,
    attempts: int = 2,
) -> Question:
    """A question."""
    return Question(
        id=QuestionId(key),
        prompt=prompt("Asked?", urgency),
        expects=expects,
        again="Again?",
        answer_within=timedelta(seconds=10),
        attempts=attempts,
    )


def pending(key: str = "a", asked: int = 0, failed: int = 0) -> Pending:
    """A question under way."""
    return Pending(question=question(key), arrived=0, asked=asked, failed=failed)


def heard(text: str, intent: str | None = None) -> turns.HeardUtterance:
    """An utterance."""
    meant: Understanding | Unavailable = Unavailable(reason="test")
    if intent:
        meant = Understanding(intent=intent, confidence=0.9)
    words = Heard(text=text, confidence=1, started_at=NOW, ended_at=NOW, engine="test")
    return turns.HeardUtterance(heard=words, understanding=meant)
