from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.talk.chatter import (
    AGAIN,
    MUCH,
    REMEMBERED,
    STILL,
    Chatter,
    cried,
    runs,
    said_again,
    settled,
    talked,
    weighed,
)
from care.codec import decode, encode
from care.speech import Certainty, Cry, Heard, SafetyCategory

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
HELP = Cry(category=SafetyCategory.HELP, certainty=Certainty.CERTAIN)
FALL = Cry(category=SafetyCategory.FALL, certainty=Certainty.CERTAIN)
FAINT = Cry(category=SafetyCategory.STROKE, certainty=Certainty.DOUBTFUL)
BREATH = Cry(category=SafetyCategory.BREATHING, certainty=Certainty.DOUBTFUL)
PANIC = Cry(category=SafetyCategory.PANIC_WORD, certainty=Certainty.CERTAIN)


def heard(ended: float, seconds: float = 2, speaker: str = "living") -> Heard:
    """Words that ended so many seconds after NOW."""
    end = NOW + timedelta(seconds=ended)
    start = end - timedelta(seconds=seconds)
    return Heard(
        text="words",
        confidence=1,
        started_at=start,
        ended_at=end,
        engine="test",
        speaker=speaker,
    )


def television(seconds: float, speaker: str = "living") -> Chatter:
    """Talk of that length that ends at NOW."""
    chatter, left = Chatter(), seconds
    while left > 0:
        length = min(5.0, left)
        left -= length
        chatter = talked(chatter, heard(-left, length, speaker))
    return chatter


def test_a_few_words_are_no_running_talk_and_a_minute_of_them_is() -> None:
    assert not runs(television(MUCH.total_seconds() - 1), NOW)
    assert runs(television(MUCH.total_seconds()), NOW)


def test_it_has_ended_when_it_has_been_quiet_for_a_while() -> None:
    chatter = television(60)
    assert runs(chatter, NOW + STILL)
    assert not runs(chatter, NOW + STILL + timedelta(seconds=1))


def test_what_was_said_long_ago_does_not_count() -> None:
    late = heard(REMEMBERED.total_seconds() + 60)
    assert not runs(talked(television(60), late), late.ended_at)


def test_each_room_has_its_own_talk() -> None:
    chatter = television(60, "living")
    assert runs(chatter, NOW, "living")
    assert not runs(chatter, NOW, "bedroom")
    assert runs(chatter, NOW)


def test_one_utterance_of_wrong_times_makes_no_talk() -> None:
    assert not runs(talked(Chatter(), heard(0, -500)), NOW)
    chatter = Chatter()
    for ended in range(20):
        chatter = talked(chatter, heard(ended, -10))
    assert not runs(chatter, NOW + timedelta(seconds=20))


def test_over_talk_a_certain_cry_is_asked_about_and_a_doubtful_one_let_go() -> None:
    first = weighed(television(60), HELP, heard(1))
    assert first == replace(HELP, certainty=Certainty.DOUBTFUL)
    assert weighed(television(60), FAINT, heard(1)) is None


def test_the_panic_word_is_always_acted_on() -> None:
    assert weighed(television(600), PANIC, heard(1)) == PANIC


@pytest.mark.parametrize(
    ("before", "then", "again"),
    [
        (HELP, HELP, True),
        (HELP, FALL, True),
        (FAINT, FAINT, True),
        (FAINT, BREATH, False),
        (HELP, replace(HELP, certainty=Certainty.DOUBTFUL), True),
        (HELP, FAINT, False),
    ],
)
def test_what_counts_as_said_again(before: Cry, then: Cry, *, again: bool) -> None:
    chatter = cried(television(60), before, heard(0))
    assert said_again(chatter, then, heard(10)) is again
    assert (weighed(chatter, then, heard(10)) == then) is again


def test_a_cry_long_after_is_the_first_again() -> None:
    chatter = cried(Chatter(), HELP, heard(0))
    within, after = AGAIN.total_seconds() + 2, AGAIN.total_seconds() + 3
    assert said_again(chatter, HELP, heard(within))
    assert not said_again(chatter, HELP, heard(after))
    assert not said_again(settled(chatter), HELP, heard(5))


def test_two_speakers_that_hear_the_same_words_are_no_repetition() -> None:
    chatter = cried(Chatter(), HELP, heard(0, 2, "living"))
    assert not said_again(chatter, HELP, heard(0.5, 2, "kitchen"))


@given(
    st.lists(
        st.tuples(st.floats(0, 300), st.floats(-5, 60), st.sampled_from(["a", "b"])),
        max_size=30,
    ),
    st.sampled_from([HELP, FALL, FAINT, BREATH, PANIC]),
)
def test_a_certain_cry_is_never_lost_and_said_twice_is_acted_on(
    told: list[tuple[float, float, str]], cry: Cry
) -> None:
    chatter = Chatter()
    for ended, seconds, speaker in sorted(told):
        chatter = talked(chatter, heard(ended, seconds, speaker))
    assert decode(Chatter, encode(chatter)) == chatter
    first = weighed(chatter, cry, heard(302))
    if cry.certainty is Certainty.CERTAIN:
        assert first is not None
    chatter = cried(chatter, cry, heard(302))
    assert weighed(chatter, cry, heard(310)) == cry
