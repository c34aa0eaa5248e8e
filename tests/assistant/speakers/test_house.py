import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.audio import Audio
from assistant.audio_pipe import Header
from assistant.recognizers.choice import EarsPlan
from assistant.recognizers.ears import Ears
from assistant.recognizers.port import Context
from assistant.segmenter import Mark
from assistant.speakers.house import House
from assistant.speakers.manner import Manner
from assistant.speakers.microphone import Microphone
from assistant.speakers.port import Light, Press
from assistant.voices.mouth import Mouth
from assistant.voices.port import NotSpoken, Spoken
from assistant.voices.truth import level
from care.clock import SystemClock
from care.people import Language, PatientId
from care.speech import Expects, Heard, Prompt, Urgency
from tests.fakes.hearing_child import HearingChild
from tests.fakes.voice_children import BrokenChild, SpeakingChild

PROMPT = Prompt(
    patient=PatientId("ada"),
    language=Language.ENGLISH,
    words="Did you take it?",
    urgency=Urgency.QUESTION,
)


class FakeSpeaker:
    """Plays at once; remembers what it played and showed."""

    def __init__(self, speaker: str, room: str, *, works: bool = True) -> None:
        self.id, self.room, self.connected, self._works = speaker, room, True, works
        self.microphone = Microphone(echo_tail=0)
        self.played: list[str] = []
        self.lights: list[Light] = []
        self.shows = asyncio.Event()
        self.opened: list[bool] = []
        self.hushed = False
        self.sound: list[Audio] = []

    async def run(self) -> None:
        await asyncio.Event().wait()

    async def play(
        self, audio: Audio, words: str = "", *, listen: bool = False
    ) -> Spoken | NotSpoken:
        self.opened.append(listen)
        self.played.append(words)
        self.sound.append(audio)
        if not self._works:
            return NotSpoken(reason=f"{self.id} is gone")
        return Spoken(seconds=audio.seconds, speaker=self.id)

    async def show(self, light: Light) -> None:
        self.lights.append(light)
        self.shows.set()

    async def hush(self) -> None:
        self.hushed = True

    def hears(self, pcm: bytes = bytes(8)) -> None:
        self.microphone.feed(Audio(pcm=pcm, rate=16_000))


class Lived:
    """A house with two speakers, and what came of it."""

    def __init__(self, child: HearingChild, manner: Manner, voice: SpeakingChild) -> None:
        self.bed, self.kitchen = (
            FakeSpeaker("bed", "bedroom"),
            FakeSpeaker("kit", "kitchen"),
        )
        self.heard: asyncio.Queue[Heard] = asyncio.Queue()
        self.marks: asyncio.Queue[tuple[str, Mark]] = asyncio.Queue()
        self.house = House(
            [self.bed, self.kitchen],
            Ears(EarsPlan(models=Path("x")), SystemClock(), child),
            Mouth(order={Language.ENGLISH: ("v",)}, children={"v": voice}),
            SystemClock(),
            context=Context(),
            manner=manner,
            heard=self.heard.put_nowait,
            notice=lambda speaker, mark: self.marks.put_nowait((speaker, mark)),
        )


@asynccontextmanager
async def lived(
    child: HearingChild | None = None,
    manner: Manner | None = None,
    voice: SpeakingChild | None = None,
) -> AsyncIterator[Lived]:
    home = Lived(child or HearingChild(), manner or Manner(), voice or SpeakingChild())
    async with asyncio.timeout(10), asyncio.TaskGroup() as tasks:
        running = tasks.create_task(home.house.run())
        yield home
        running.cancel()


async def test_the_prompt_follows_the_patient_from_room_to_room() -> None:
    async with lived() as home:
        await home.house.say(PROMPT)
        assert (home.bed.played, home.kitchen.played) == (["Did you take it?"], [])
        home.kitchen.hears()
        assert (await home.heard.get()).speaker == "kit"
        await home.house.say(PROMPT)
        assert (len(home.bed.played), len(home.kitchen.played)) == (1, 1)


async def test_what_is_said_to_nobody_is_overheard_and_an_answer_is_not() -> None:
    async with lived() as home:
        home.kitchen.hears()
        assert (await home.heard.get()).overheard
        await home.house.say(PROMPT)
        home.house.answered()
        home.kitchen.hears()
        assert not (await home.heard.get()).overheard


async def test_what_is_said_for_a_wake_word_is_called_for() -> None:
    async with lived() as home:
        home.kitchen.hears()
        assert not (await home.heard.get()).woken
        home.kitchen.microphone.woken = True
        home.kitchen.hears()
        found = await home.heard.get()
        assert (found.woken, found.overheard) == (True, False)


async def test_a_crisis_sounds_everywhere_and_louder() -> None:
    async with lived() as home:
        await home.house.say(PROMPT)
        await home.house.say(replace(PROMPT, urgency=Urgency.CRISIS))
        assert len(home.kitchen.played) == 1
        assert home.bed.sound[0].pcm != home.bed.sound[1].pcm


async def test_who_hears_badly_is_spoken_to_louder() -> None:
    loud = []
    for louder in (0, 2):
        async with lived(manner=Manner(louder=louder)) as home:
            await home.house.say(PROMPT)
            loud.append(level(home.bed.sound[0]))
    assert loud[0] < loud[1]


async def test_the_chime_opens_a_conversation_and_does_not_interrupt_it() -> None:
    async with lived() as home:
        for _ in range(2):
            await home.house.say(PROMPT)
        first, second = home.bed.sound
        assert first.seconds > second.seconds + 0.5
        await home.house.say(replace(PROMPT, urgency=Urgency.ALARM))
        assert home.bed.sound[2].seconds > second.seconds + 0.5


async def test_only_what_wants_an_answer_opens_the_microphone() -> None:
    async with lived() as home:
        await home.house.say(PROMPT)
        await home.house.say(replace(PROMPT, urgency=Urgency.TALK, words="Thank you."))
        await home.house.say(replace(PROMPT, urgency=Urgency.TALK, words="Is it better?"))
        assert home.bed.opened == [True, False, True]


async def test_the_homes_names_go_with_every_question() -> None:
    child = HearingChild()
    async with lived(child) as home:
        home.house.know(("metformin",))
        home.house.listen_for(Context(expects=Expects.MEDICINE))
        home.bed.hears()
        await home.heard.get()
        assert list(child.contexts[-1]["names"]) == ["metformin"]


async def test_stop_means_every_speaker() -> None:
    async with lived() as home:
        await home.house.hush()
        assert home.bed.hushed
        assert home.kitchen.hushed


class Interrupted(SpeakingChild):
    """Somebody says stop while it makes the sound."""

    house: House | None = None

    async def ask(self, header: Header, payload: bytes = b"") -> tuple[Header, bytes]:
        if self.house is not None and header["do"] == "synthesize":
            await self.house.hush()
        return await super().ask(header, payload)


async def test_stop_also_means_words_that_are_still_being_made() -> None:
    voice = Interrupted()
    async with lived(voice=voice) as home:
        voice.house = home.house
        assert await home.house.say(PROMPT) == NotSpoken(reason="broken off", fault=False)
        assert home.bed.played == []
        voice.house = None
        assert isinstance(await home.house.say(PROMPT), Spoken)


async def test_one_speaker_that_works_is_enough_and_none_is_said() -> None:
    async with lived() as home:
        crisis = replace(PROMPT, urgency=Urgency.CRISIS)
        home.bed._works = False
        assert isinstance(await home.house.say(crisis), Spoken)
        home.kitchen._works = False
        assert await home.house.say(crisis) == NotSpoken(reason="bed is gone")
        home.bed.connected = home.kitchen.connected = False
        assert await home.house.say(crisis) == NotSpoken(
            reason="no speaker is connected", fault=False
        )


async def test_what_nobody_could_synthesise_is_not_played() -> None:
    async with lived(voice=BrokenChild()) as home:
        assert isinstance(await home.house.say(PROMPT), NotSpoken)
        assert home.bed.played == []


async def test_utterances_are_heard_one_after_the_other_and_announced() -> None:
    async with lived() as home:
        for _ in range(3):
            home.bed.hears()
            assert (await home.heard.get()).text == "yes"
            assert await home.marks.get() == ("bed", Mark.ENDED)


async def test_an_awaited_answer_changes_what_is_listened_for() -> None:
    child = HearingChild()
    async with lived(child) as home:
        await home.house.say(PROMPT)
        home.house.listen_for(Context(expects=Expects.YES_NO))
        home.bed.hears()
        await home.heard.get()
        assert child.contexts[-1]["expects"] == "yes_no"
        home.house.answered()
        home.bed.hears()
        await home.heard.get()
        assert child.contexts[-1]["expects"] == "open"


async def test_without_consent_only_the_wake_word_opens_the_ears() -> None:
    child = HearingChild()
    async with lived(child, Manner(unasked=False)) as home:
        home.bed.hears()
        home.bed.hears()
        assert (await home.heard.get()).text == "yes"
        assert child.wakes.count("hey_jarvis") >= 1
        assert child.wakes.count(None) == 1
        assert Light.LISTENING in home.bed.lights


async def test_a_satellites_own_wake_word_is_enough() -> None:
    child = HearingChild()
    async with lived(child, Manner(unasked=False)) as home:
        await home.house.say(PROMPT)
        home.bed.microphone.woken = True
        home.bed.microphone.interrupt()
        home.bed.hears()
        assert (await home.heard.get()).text == "yes"
        assert child.wakes[-1] is None or None in child.wakes


async def test_an_awaited_answer_needs_no_wake_word() -> None:
    child = HearingChild()
    async with lived(child, Manner(unasked=False)) as home:
        await home.house.say(PROMPT)
        home.house.listen_for(Context(expects=Expects.YES_NO))
        home.bed.hears()
        assert (await home.heard.get()).text == "yes"
        assert child.contexts[-1]["expects"] == "yes_no"


async def test_a_light_says_that_we_listen_only_while_an_answer_is_awaited() -> None:
    async with lived() as home:
        await home.house.say(PROMPT, Context(expects=Expects.YES_NO))
        home.bed.shows.clear()
        home.house.answered()
        await home.bed.shows.wait()
        assert home.bed.lights[-2:] == [Light.LISTENING, Light.IDLE]


@pytest.mark.parametrize("any_sound", [True, False])
async def test_any_sound_is_an_answer_only_where_the_profile_says_so(
    any_sound: bool,  # noqa: FBT001
) -> None:
    async with lived(HearingChild(text=""), Manner(any_sound=any_sound)) as home:
        home.house.listen_for(Context(expects=Expects.YES_NO))
        await asyncio.sleep(0)
        for _ in range(2):
            home.bed.hears()
            assert await home.marks.get() == ("bed", Mark.ENDED)
        assert (home.heard.qsize() > 0) is any_sound


async def test_a_button_answers_what_is_asked_and_nothing_else() -> None:
    async with lived() as home:
        home.house.pressed("kit", Press.YES)
        home.house.listen_for(Context(language=Language.FRENCH, expects=Expects.DOSE))
        home.house.pressed("kit", Press.HELP)
        home.house.pressed("kit", Press.YES)
        heard = home.heard.get_nowait()
        assert (heard.text, heard.engine, heard.confidence) == ("oui", "button", 1.0)
        assert home.heard.empty()
        home.house.pressed("a button on the wall", Press.HELP)
        assert home.house.last_room == "kitchen"


async def test_ears_that_broke_are_tried_again() -> None:
    async with lived(HearingChild(crashes=(1, 2, 3, 4))) as home:
        home.bed.hears()
        assert (await home.heard.get()).text == "yes"
