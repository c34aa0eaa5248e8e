from datetime import UTC, datetime

import pytest

from assistant.recognizers.arbiter import AGREES, ALONE, OPEN, SURE
from assistant.recognizers.gate import GATED, UNSURE, doubtful
from care.speech import Expects, Heard

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def heard(confidence: float) -> Heard:
    return Heard(
        text="yes", confidence=confidence, started_at=NOON, ended_at=NOON, engine="x"
    )


@pytest.mark.parametrize("expects", sorted(GATED))
@pytest.mark.parametrize("confidence", [SURE, AGREES, ALONE, UNSURE, 1.0])
def test_what_two_engines_or_a_known_sentence_say_counts(
    expects: Expects, confidence: float
) -> None:
    assert not doubtful(heard(confidence), expects)


@pytest.mark.parametrize("expects", [Expects.YES_NO, Expects.DOSE, Expects.SCORE])
def test_what_one_engine_alone_made_up_is_asked_again(expects: Expects) -> None:
    assert doubtful(heard(OPEN), expects)


def test_free_talk_is_never_doubted() -> None:
    assert not doubtful(heard(0.0), Expects.OPEN)
