from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.audio import Audio
from assistant.recognizers.choice import EarsPlan
from assistant.recognizers.ears import KEPT, TRIES, Ears, Missed, Unheard
from assistant.recognizers.port import Context
from assistant.segmenter import Mark
from care.speech import Heard
from tests.fakes.clock import HandClock
from tests.fakes.hearing_child import HearingChild

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def ears(child: HearingChild) -> Ears:
    return Ears(EarsPlan(models=Path("models")), HandClock(NOON), child)


async def microphone(*pieces: bytes) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece


async def test_an_utterance_is_dated_by_its_speech() -> None:
    marks: list[Mark] = []
    heard = await ears(HearingChild()).listen(
        microphone(b"1234", b"5678", b"never read"),
        Context(),
        speaker="bedroom",
        notice=marks.append,
    )
    assert heard == Heard(
        text="yes",
        confidence=0.9,
        started_at=NOON - timedelta(seconds=1.5),
        ended_at=NOON - timedelta(seconds=0.5),
        engine="fake",
        speaker="bedroom",
        second="yet",
    )
    assert marks == [Mark.ENDED]


async def test_what_is_a_whole_question_is_told_to_the_recognizer() -> None:
    shown: list[str] = []

    def whole(text: str) -> bool:
        shown.append(text)
        return len(shown) > 1

    child = HearingChild(enough=16)
    child.early = "what is my pulse"
    await ears(child).listen(
        microphone(b"1234", b"5678", b"1234", b"5678"), Context(), whole=whole
    )
    assert shown == ["what is my pulse"] * 3
    assert child.whole == [None, None, "what is my pulse", "what is my pulse"]


async def test_a_crash_in_the_middle_of_an_answer_loses_no_word() -> None:
    child = HearingChild(crashes=(3,))
    heard = await ears(child).listen(microphone(b"1234", b"5678"), Context())
    assert isinstance(heard, Heard)
    assert child.done == ["open", "audio", "open", "audio", "close"]


async def test_ears_that_stay_broken_say_so() -> None:
    child = HearingChild(crashes=tuple(range(1, 20)))
    found = await ears(child).listen(microphone(b"1234", b"5678"), Context())
    assert found == Unheard(why=Missed.NO_ENGINE, reason="crashed")
    assert child.requests == TRIES
    again = await ears(child).hear(Audio(pcm=b"12345678", rate=16_000), Context())
    assert again == Unheard(why=Missed.NO_ENGINE, reason="crashed")


async def test_silence_and_the_end_of_the_stream_are_two_things() -> None:
    quiet = await ears(HearingChild(enough=99)).listen(microphone(b"silence!"), Context())
    assert quiet == Unheard(why=Missed.SILENCE)
    ended = await ears(HearingChild(enough=99)).listen(microphone(b"12"), Context())
    assert ended == Unheard(why=Missed.STREAM_ENDED)


async def test_a_sound_without_words_is_no_answer() -> None:
    found = await ears(HearingChild(text="")).listen(microphone(b"12345678"), Context())
    assert found == Unheard(why=Missed.NO_WORDS)


@pytest.mark.parametrize("pieces", [(b"12345678",), (b"12",), ()])
async def test_every_listening_is_closed_so_that_no_sound_stays(
    pieces: tuple[bytes, ...],
) -> None:
    child = HearingChild()
    await ears(child).listen(microphone(*pieces), Context())
    assert child.got == {}
    assert child.done[-1] == "close"


async def test_a_day_of_listening_keeps_half_a_minute_for_a_second_try() -> None:
    child = HearingChild(enough=10**9, crashes=(90,))
    await ears(child).listen(microphone(*[bytes(KEPT // 20)] * 100), Context())
    assert child.done.count("open") == 2


async def test_a_recording_is_heard_whole() -> None:
    heard = await ears(HearingChild()).hear(Audio(pcm=b"12345678", rate=16_000), Context())
    assert isinstance(heard, Heard)
    assert heard.text == "yes"
    assert await ears(HearingChild()).warm(Context()) == "fake"
