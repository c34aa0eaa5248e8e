import pytest

from assistant.answers.closed import INTENTS, TRUSTED, read_intent, read_later, read_yes_no
from assistant.phrases import phrases
from care.people import Language
from care.speech import Meaning, Unavailable, Understanding

TABLES = phrases(Language.ENGLISH)
ALL = frozenset(INTENTS.values())


def test_later_without_a_time_leaves_it_open() -> None:
    assert read_later(TABLES.fold("later"), TABLES).text is None


def test_a_word_that_only_looks_like_no_is_none() -> None:
    assert read_yes_no(TABLES.fold("no doubt"), TABLES).meaning is Meaning.YES


@pytest.mark.parametrize(
    ("confidence", "found"), [(TRUSTED, True), (TRUSTED - 0.01, False)]
)
def test_an_intent_needs_confidence(confidence: float, *, found: bool) -> None:
    meant = Understanding(intent="affirm", confidence=confidence)
    assert (read_intent(meant, ALL) is not None) == found


def test_an_intent_that_the_question_cannot_use_is_none() -> None:
    meant = Understanding(intent="dose_taken", confidence=0.9)
    assert read_intent(meant, frozenset({Meaning.YES})) is None
    assert read_intent(Unavailable(reason="away"), ALL) is None
