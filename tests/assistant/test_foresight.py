"""What is made ready in a pause: the same as later, and nothing of it done."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from assistant.errands import Errands
from assistant.foresight import Foresight
from assistant.recognizers.port import Context
from assistant.talk.turns import HeardUtterance, OpenTalk, Speak
from care.commands import Say
from care.people import Language, Patient
from care.speech import Prompt, Unavailable, Understanding, Urgency
from tests.fakes.calls import ADA, THREE

CONTEXT = Context()
PULSE = "what is my pulse"
ASKS = Understanding(intent="ask_last_reading", confidence=0.95)


def _prompt(words: str) -> Prompt:
    return Prompt(
        patient=ADA.id, language=Language.ENGLISH, words=words, urgency=Urgency.TALK
    )


@dataclass
class Before:
    """Everything that is asked in advance, and what was asked."""

    meant: Understanding | Unavailable = ASKS
    talks: bool = True
    parsed: list[str] = field(default_factory=list)
    made: asyncio.Queue[tuple[str, int | None]] = field(default_factory=asyncio.Queue)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    asked: asyncio.Event = field(default_factory=asyncio.Event)

    async def parse(self, text: str, language: Language) -> Understanding | Unavailable:
        assert language is Language.ENGLISH
        self.parsed.append(text)
        return self.meant

    async def prepare(self, patient: Patient, talk: OpenTalk) -> tuple[object, ...]:
        assert patient is ADA
        self.asked.set()
        await self.gate.wait()
        return (Say(prompt=_prompt(f"answer to {talk.heard.text}")), "a deed")

    def rehearse(self, value: object) -> tuple[object, ...]:
        assert isinstance(value, HeardUtterance)
        if not self.talks or isinstance(value.understanding, Unavailable):
            said = _prompt(f"reply to {value.heard.text}")
            return (value, Speak(turn=1, prompt=said, pace=-1))
        return (OpenTalk(heard=value.heard, understanding=value.understanding),)

    async def sound(self, prompt: Prompt, pace: int | None) -> None:
        self.made.put_nowait((prompt.words, pace))


@asynccontextmanager
async def _foresight(before: Before) -> AsyncIterator[Foresight]:
    errands = Errands()
    async with asyncio.timeout(10), asyncio.TaskGroup() as tasks:
        running = tasks.create_task(errands.run())
        yield Foresight(before, errands, before.rehearse, before.sound, lambda: THREE)
        running.cancel()


async def test_a_question_is_whole_once_it_is_understood_and_its_answer_sounds() -> None:
    before = Before()
    before.gate.set()
    async with _foresight(before) as ahead:
        assert not ahead.whole(ADA, CONTEXT, PULSE)
        assert await before.made.get() == (f"answer to {PULSE}", None)
        assert ahead.whole(ADA, CONTEXT, PULSE)
        assert ahead.meaning(PULSE, Language.ENGLISH) == before.meant
        assert before.parsed == [PULSE]


async def test_other_words_or_another_language_are_understood_anew() -> None:
    before = Before()
    before.gate.set()
    async with _foresight(before) as ahead:
        ahead.whole(ADA, CONTEXT, PULSE)
        await before.made.get()
        assert ahead.meaning(f"{PULSE} today", Language.ENGLISH) is None
        assert ahead.meaning(PULSE, Language.FRENCH) is None
        assert not ahead.whole(ADA, CONTEXT, f"{PULSE} today")
        await before.made.get()
        assert before.parsed == [PULSE, f"{PULSE} today"]


async def test_two_rooms_that_hear_two_things_ask_for_each_once() -> None:
    before = Before()
    before.gate.set()
    async with _foresight(before) as ahead:
        for text in (PULSE, "what is my purse", PULSE, "what is my purse"):
            ahead.whole(ADA, CONTEXT, text)
        await before.made.get()
        assert before.parsed == [PULSE, "what is my purse"]
        assert ahead.meaning(PULSE, Language.ENGLISH) == ASKS


async def test_words_that_were_not_all_make_no_sound() -> None:
    before = Before()
    async with _foresight(before) as ahead:
        ahead.whole(ADA, CONTEXT, PULSE)
        await before.asked.wait()
        ahead.whole(ADA, CONTEXT, f"{PULSE} today")
        before.gate.set()
        assert await before.made.get() == (f"answer to {PULSE} today", None)


async def test_an_answer_of_the_homes_own_is_made_at_its_pace() -> None:
    before = Before(talks=False)
    async with _foresight(before) as ahead:
        ahead.whole(ADA, CONTEXT, "seven")
        assert await before.made.get() == ("reply to seven", -1)


async def test_a_service_that_is_away_hurries_nobody() -> None:
    before = Before(meant=Unavailable(reason="gone"))
    async with _foresight(before) as ahead:
        ahead.whole(ADA, CONTEXT, PULSE)
        assert await before.made.get() == (f"reply to {PULSE}", -1)
        assert not ahead.whole(ADA, CONTEXT, PULSE)
        assert ahead.meaning(PULSE, Language.ENGLISH) is None


async def test_the_reply_to_a_cry_is_ready_before_anybody_cries() -> None:
    before = Before()
    async with _foresight(before) as ahead:
        await ahead.learn(ADA)
        assert await before.made.get() == ("reply to help me", -1)
