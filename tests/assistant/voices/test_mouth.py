import asyncio
from pathlib import Path

import pytest

from assistant.audio import Audio
from assistant.audio_shape import speech_level
from assistant.voices.mouth import BEFORE_QUESTION, PAUSE, Mouth
from assistant.voices.port import Delivery, NotSpoken
from assistant.voices.recorded import Recorded
from care.people import Language
from tests.fakes.voice_children import (
    BrokenChild,
    HangingChild,
    LoadingChild,
    RefusingChild,
    SpeakingChild,
)

ENGLISH = Delivery(language=Language.ENGLISH)
ORDER = {Language.ENGLISH: ("best", "plain")}


def mouth(
    best: SpeakingChild, plain: SpeakingChild, recorded: Recorded | None = None
) -> Mouth:
    return Mouth(
        recorded, ORDER, {"best": best, "plain": plain}, {"Xarelto": "zah rel toe"}
    )


async def spoken(
    one: Mouth, words: str, level: int = 0, *, attention: bool = False
) -> Audio:
    made = await one.say(words, ENGLISH, level=level, attention=attention)
    assert isinstance(made, Audio)
    return made


@pytest.mark.parametrize(
    "best",
    [
        BrokenChild(),
        RefusingChild(),
        SpeakingChild(seconds_a_letter=0.001),
        SpeakingChild(loudness=0.0),
    ],
    ids=["crashes", "refuses", "too short", "silent"],
)
async def test_an_engine_is_not_believed_and_the_next_one_speaks(
    best: SpeakingChild,
) -> None:
    plain = SpeakingChild()
    await spoken(mouth(best, plain), "Did you take your tablets?")
    assert best.asked == plain.asked == ["Did you take your tablets?"]


async def test_a_sentence_that_is_being_made_is_not_made_twice() -> None:
    best = SpeakingChild()
    one = mouth(best, SpeakingChild())
    async with asyncio.TaskGroup() as tasks:
        for _ in range(3):
            tasks.create_task(spoken(one, "Are you well?"))
    assert best.asked == ["Are you well?"]


async def test_an_engine_that_hung_holds_up_no_second_prompt() -> None:
    hung, plain = HangingChild(), SpeakingChild()
    one = mouth(hung, plain)
    await spoken(one, "Your oxygen is low. Please sit down. Help is coming.")
    assert (len(hung.asked), len(plain.asked)) == (1, 3)
    alone = mouth(hung, HangingChild())
    for _ in range(2):
        assert isinstance(await alone.say("Help.", ENGLISH), NotSpoken)
    assert len(hung.asked) == 3


async def test_one_that_crashes_at_every_start_is_tried_twice() -> None:
    broken, plain = BrokenChild(), SpeakingChild()
    await spoken(mouth(broken, plain), "Your oxygen is low. Please sit down. Wait. Wait.")
    assert (len(broken.asked), len(plain.asked)) == (2, 3)


async def test_an_engine_that_is_still_loading_holds_up_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("assistant.voices.mouth.PATIENCE", 0.01)
    best, plain = LoadingChild(), SpeakingChild()
    one = mouth(best, plain)
    kept = await spoken(one, "Help is coming. Please sit down.")
    assert (len(best.asked), len(plain.asked)) == (1, 2)
    recorded = Recorded(tmp_path)
    recorded.keep("Help is coming.", Language.ENGLISH, kept)
    mute = mouth(LoadingChild(), LoadingChild(), recorded)
    await spoken(mute, "Help is coming.")


async def test_when_nobody_can_speak_that_is_said_with_reasons() -> None:
    failed = await mouth(BrokenChild(), RefusingChild()).say("Good morning.", ENGLISH)
    assert isinstance(failed, NotSpoken)
    assert "best: the pipe closed" in failed.reason
    assert "plain: no such voice" in failed.reason


async def test_a_recorded_phrase_is_the_last_resort(tmp_path: Path) -> None:
    recorded = Recorded(tmp_path)
    kept = await spoken(mouth(SpeakingChild(), SpeakingChild()), "Help is coming.")
    recorded.keep("Help is coming.", Language.ENGLISH, kept)
    mute = mouth(BrokenChild(), BrokenChild(), recorded)
    assert (await spoken(mute, "Help is coming.")).seconds == pytest.approx(
        kept.seconds, abs=0.01
    )
    assert isinstance(await mute.say("Something else.", ENGLISH), NotSpoken)


async def test_a_repeated_sentence_is_not_made_twice() -> None:
    best = SpeakingChild()
    one = mouth(best, SpeakingChild())
    first = await spoken(one, "Good morning. Did you take it?")
    assert await spoken(one, "Good morning. Did you take it?") == first
    assert best.asked == ["Good morning.", "Did you take it?"]


async def test_sentences_are_set_apart_and_a_question_more_so() -> None:
    one = mouth(SpeakingChild(), SpeakingChild())
    alone = (await spoken(one, "Good day to you.")).seconds
    two = (await spoken(one, "Good day to you. Good day to you.")).seconds
    asked = (await spoken(one, "Good day to you. Good day to you?")).seconds
    assert two == pytest.approx(2 * alone + PAUSE, abs=0.01)
    assert asked == pytest.approx(2 * alone + BEFORE_QUESTION, abs=0.01)


async def test_the_chime_comes_first_and_the_ladder_makes_it_louder() -> None:
    one = mouth(SpeakingChild(), SpeakingChild())
    quiet, loud = [await spoken(one, "Good morning.", level) for level in (0, 3)]
    assert speech_level(loud) > speech_level(quiet) + 5
    with_chime = await spoken(one, "Good morning.", attention=True)
    assert with_chime.seconds == pytest.approx(quiet.seconds + 0.65, abs=0.01)


async def test_names_are_said_as_the_home_says_them() -> None:
    best = SpeakingChild()
    await spoken(mouth(best, SpeakingChild()), "Take Xarelto, 5 mg.")
    assert best.asked == ["Take zah rel toe, 5 milligrams."]


@pytest.mark.parametrize("words", ["", " ", "...", "\n"])
async def test_nothing_to_say_is_not_spoken(words: str) -> None:
    assert isinstance(
        await mouth(SpeakingChild(), SpeakingChild()).say(words, ENGLISH), NotSpoken
    )


async def test_a_language_without_a_voice_is_not_spoken() -> None:
    french = Delivery(language=Language.FRENCH)
    failed = await mouth(SpeakingChild(), SpeakingChild()).say("Bonjour.", french)
    assert failed == NotSpoken(reason="no voice for fr")


async def test_a_long_life_does_not_keep_every_sentence() -> None:
    one = mouth(SpeakingChild(), SpeakingChild())
    for number in range(400):
        await spoken(one, f"This is sentence number {number}.")
    assert len(one._cache) == 256
