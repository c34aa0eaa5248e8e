"""A turn of open conversation: Rasa chooses, the station answers, never silent."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from assistant.conversation.known import Known
from assistant.conversation.mind import RasaMind
from assistant.conversation.webhook import ActionCall
from assistant.talk.turns import OpenTalk
from assistant.understanding import Message, Turned
from care.approved.library import Library
from care.commands import Say
from care.people import Language
from care.speech import Heard, Unavailable, Understanding
from records.tasks import Task
from tests.fakes.clock import HandClock
from tests.fakes.conversation import NOON, StoredNowhere, measured, patient, regimen

FACTS = Known(
    readings=(measured("glucose", 110, "mg/dL", 5),),
    regimens=(regimen("metformin", look="the white tablet"),),
)


class ScriptedRasa:
    """Runs one action per intent through the mind's own webhook, as Rasa does."""

    def __init__(self, actions: Mapping[str, str]) -> None:
        self.actions = actions
        self.mind: RasaMind | None = None
        self.turns: list[tuple[str, str, dict[str, str]]] = []
        self.forgotten: list[str] = []
        self.fails: Unavailable | None = None
        self.loop: str | None = None
        self.open, self.asked = asyncio.Event(), asyncio.Event()
        self.open.set()

    async def parse(self, text: str, language: Language) -> Understanding | Unavailable:
        return Unavailable(reason=f"not asked in these tests ({language}, {len(text)})")

    async def turn(
        self,
        conversation: str,
        language: Language,
        intent: str,
        entities: Mapping[str, str],
    ) -> Turned | Unavailable:
        self.turns.append((conversation, intent, dict(entities)))
        self.asked.set()
        await self.open.wait()
        if self.fails:
            return self.fails
        if intent not in self.actions:
            return Turned(messages=(Message(custom={"say": f"talk.{intent}"}),))
        assert self.mind is not None
        answer = await self.mind.act(self._call(conversation, intent, entities))
        if answer is None:
            return Unavailable(reason="an action failed: nothing came back to say")
        custom: dict[str, Any] = answer.responses[0]
        return Turned(messages=(Message.model_validate(custom),), loop=self.loop)

    def _call(
        self, conversation: str, intent: str, entities: Mapping[str, str]
    ) -> ActionCall:
        named = [{"entity": name, "value": value} for name, value in entities.items()]
        latest = {"intent": {"name": intent}, "entities": named}
        return ActionCall.model_validate(
            {
                "next_action": self.actions[intent],
                "sender_id": conversation,
                "tracker": {"slots": {}, "latest_message": latest},
            }
        )

    async def forget(self, conversation: str) -> Unavailable | None:
        self.forgotten.append(conversation)
        return None

    async def close(self) -> None:
        self.forgotten.append("closed")


def _mind(rasa: ScriptedRasa, clock: HandClock) -> RasaMind:
    ids = iter(f"c{number}" for number in range(100))
    libraries = {language: Library(language, ()) for language in Language}
    rasa.mind = RasaMind(rasa, StoredNowhere(FACTS), libraries, clock, lambda: next(ids))
    return rasa.mind


def _talk(words: str, intent: str) -> OpenTalk:
    heard = Heard(text=words, confidence=1, started_at=NOON, ended_at=NOON, engine="typed")
    return OpenTalk(heard=heard, understanding=Understanding(intent=intent, confidence=0.9))


READ = {"ask_last_reading": "action_reading", "care_question": "action_care_question"}


async def test_a_question_is_answered_from_facts() -> None:
    rasa = ScriptedRasa(READ)
    mind = _mind(rasa, HandClock(NOON))
    said = await mind.turn(patient(), _talk("what's my sugar", "ask_last_reading"))
    assert isinstance(said[0], Say)
    assert "110" in said[0].prompt.words
    assert rasa.turns == [("c0", "ask_last_reading", {"kind": "glucose"})]


async def test_no_word_of_the_patient_travels_with_a_turn() -> None:
    rasa = ScriptedRasa({"message_nurse": "action_message"})
    mind = _mind(rasa, HandClock(NOON))
    words = "tell the nurse that my leg is red and hot"
    done = await mind.turn(patient(), _talk(words, "message_nurse"))
    assert rasa.turns[0][2] == {"contact": "nurse", "words": "kept"}
    tasks = [one for one in done if isinstance(one, Task)]
    assert tasks[0].body == {"words": words}


@pytest.mark.parametrize(
    ("language", "said", "held"),
    [
        (Language.ENGLISH, "I have a message for the nurse", None),
        (Language.ENGLISH, "I'd like you to tell my doctor something please", None),
        (Language.ENGLISH, "tell the nurse I'm out of plasters", "kept"),
        (Language.FRENCH, "j'ai un message pour l'infirmi\u00e8re", None),
        (Language.FRENCH, "pourriez-vous pr\u00e9venir le m\u00e9decin", None),
        (Language.FRENCH, "dites \u00e0 l'infirmi\u00e8re que ma jambe est rouge", "kept"),
    ],
)
async def test_a_wish_for_a_message_holds_it_or_not(
    language: Language, said: str, held: str | None
) -> None:
    rasa = ScriptedRasa({"message_nurse": "action_message"})
    mind = _mind(rasa, HandClock(NOON))
    await mind.turn(patient(language), _talk(said, "message_nurse"))
    assert rasa.turns[0][2].get("words") == held


async def test_small_talk_is_approved_wording() -> None:
    mind = _mind(ScriptedRasa({}), HandClock(NOON))
    said = await mind.turn(patient(Language.FRENCH), _talk("bonjour", "greet"))
    assert isinstance(said[0], Say)
    assert said[0].prompt.words == "Bonjour. Je suis là."


async def test_a_failed_turn_is_said_and_not_silent() -> None:
    rasa = ScriptedRasa(READ)
    rasa.fails = Unavailable(reason="no answer within 5 s")
    mind = _mind(rasa, HandClock(NOON))
    said = await mind.turn(patient(), _talk("what's my sugar", "ask_last_reading"))
    assert isinstance(said[0], Say)
    assert "cannot answer that just now" in said[0].prompt.words


async def test_a_conversation_goes_on_and_is_forgotten_later() -> None:
    rasa, clock = ScriptedRasa(READ), HandClock(NOON)
    mind = _mind(rasa, clock)
    talk = _talk("what's my sugar", "ask_last_reading")
    await mind.turn(patient(), talk)
    await mind.turn(patient(), talk)
    clock.at += timedelta(minutes=10)
    await mind.turn(patient(), talk)
    assert [turn[0] for turn in rasa.turns] == ["c0", "c0", "c1"]
    assert rasa.forgotten == ["c0"]
    await mind.turn(replace(patient(), language=Language.FRENCH), talk)
    await mind.close()
    assert rasa.forgotten == ["c0", "c1", "c2", "closed"]


async def test_a_reply_made_ready_is_the_reply_and_rasa_is_asked_once() -> None:
    rasa = ScriptedRasa(READ)
    mind = _mind(rasa, HandClock(NOON))
    talk = _talk("what's my sugar", "ask_last_reading")
    ready = await mind.prepare(patient(), talk)
    assert await mind.turn(patient(), talk) == ready
    assert [turn[0] for turn in rasa.turns] == ["c0"]
    await mind.turn(patient(), talk)
    assert [turn[0] for turn in rasa.turns] == ["c0", "c0"]


@pytest.mark.parametrize("late", [timedelta(0), timedelta(seconds=6)])
async def test_what_was_not_all_or_is_old_leaves_no_trace(late: timedelta) -> None:
    rasa, clock = ScriptedRasa(READ), HandClock(NOON)
    mind = _mind(rasa, clock)
    talk = _talk("what's my sugar", "ask_last_reading")
    await mind.prepare(patient(), talk)
    clock.at += late
    said = talk if late else _talk("what's my sugar from yesterday", "ask_last_reading")
    await mind.turn(patient(), said)
    assert [turn[0] for turn in rasa.turns] == ["c0", "c1"]
    assert rasa.forgotten == ["c0"]


async def test_a_reply_that_is_under_way_is_waited_for() -> None:
    rasa = ScriptedRasa(READ)
    mind = _mind(rasa, HandClock(NOON))
    talk = _talk("what's my sugar", "ask_last_reading")
    async with asyncio.timeout(10), asyncio.TaskGroup() as tasks:
        ready = tasks.create_task(mind.prepare(patient(), talk))
        await asyncio.sleep(0)
        said = await mind.turn(patient(), talk)
    assert said == ready.result()
    assert len(rasa.turns) == 1


async def test_a_reply_that_is_not_wanted_any_more_is_nothing() -> None:
    rasa = ScriptedRasa(READ)
    mind = _mind(rasa, HandClock(NOON))
    rasa.open.clear()
    async with asyncio.timeout(10), asyncio.TaskGroup() as tasks:
        half = _talk("what's my", "ask_last_reading")
        early = tasks.create_task(mind.prepare(patient(), half))
        await rasa.asked.wait()
        whole = _talk("what's my sugar", "ask_last_reading")
        late = tasks.create_task(mind.turn(patient(), whole))
        await asyncio.sleep(0)
        rasa.open.set()
        said = (await late)[0]
    assert isinstance(said, Say)
    assert "110" in said.prompt.words
    assert early.result() == ()
    assert rasa.forgotten == ["c0"]


async def test_a_conversation_that_goes_on_hears_only_what_was_said() -> None:
    rasa = ScriptedRasa(READ)
    mind = _mind(rasa, HandClock(NOON))
    talk = _talk("what's my sugar", "ask_last_reading")
    await mind.turn(patient(), talk)
    await mind.prepare(patient(), talk)
    await mind.prepare(patient(), talk)
    await mind.turn(patient(), talk)
    assert [turn[0] for turn in rasa.turns] == ["c0", "c1", "c2", "c0"]
    await mind.prepare(patient(), talk)
    assert rasa.forgotten == ["c1", "c2"]


async def test_what_was_only_made_ready_does_nothing() -> None:
    rasa = ScriptedRasa({"message_nurse": "action_message"})
    mind = _mind(rasa, HandClock(NOON))
    words = "tell the nurse that my leg is red"
    ready = await mind.prepare(patient(), _talk(words, "message_nurse"))
    longer = f"{words} no I mean blue"
    done = await mind.turn(patient(), _talk(longer, "message_nurse"))
    assert [one.body for one in ready if isinstance(one, Task)] == [{"words": words}]
    assert [one.body for one in done if isinstance(one, Task)] == [{"words": longer}]


async def test_a_message_that_a_form_waits_for_is_the_next_words() -> None:
    rasa = ScriptedRasa({"message_nurse": "action_ask_words", "greet": "action_message"})
    rasa.loop = "message_form"
    mind = _mind(rasa, HandClock(NOON))
    await mind.turn(patient(), _talk("tell the nurse", "message_nurse"))
    done = await mind.turn(patient(), _talk("I am out of plasters", "greet"))
    assert "words" not in rasa.turns[0][2]
    assert rasa.turns[1][2]["words"] == "kept"
    assert [one.body for one in done if isinstance(one, Task)] == [
        {"words": "I am out of plasters"}
    ]


@pytest.mark.parametrize("custom", [{"kept": 7}, {"kept": "x"}, {"say": "help.still"}, {}])
async def test_a_message_that_was_never_made_here_is_not_said(
    custom: dict[str, Any],
) -> None:
    rasa = ScriptedRasa({})
    mind = _mind(rasa, HandClock(NOON))

    async def odd(*_: object) -> Turned:
        return Turned(messages=(Message(custom=custom),))

    rasa.turn = odd  # type: ignore[method-assign, assignment]
    said = await mind.turn(patient(), _talk("x", "greet"))
    assert isinstance(said[0], Say)
    assert "cannot answer" in said[0].prompt.words


async def test_an_action_for_an_unknown_conversation_is_refused() -> None:
    mind = _mind(ScriptedRasa(READ), HandClock(NOON))
    call = ActionCall.model_validate(
        {"next_action": "action_time", "sender_id": "who", "tracker": {}}
    )
    assert await mind.act(call) is None
