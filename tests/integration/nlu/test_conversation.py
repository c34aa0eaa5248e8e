"""A whole conversation through the real service: parse, rules, webhook, facts, words."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime

import pytest

from assistant.conversation.known import Known
from assistant.conversation.mind import RasaMind
from assistant.conversation.webhook import ActionAnswer, ActionCall
from assistant.conversation.webhook_server import WebhookServer
from assistant.nlu_settings import NluSettings
from assistant.talk.turns import OpenTalk
from assistant.understanding import Door, Understander
from care.approved.library import Library
from care.clock import SystemClock
from care.commands import Raise, Say
from care.medication import DoseOutcome
from care.people import Language
from care.speech import Heard, Understanding
from records.tasks import Task
from tests.fakes.conversation import NOON, StoredNowhere, dose, measured, patient, regimen
from tests.fakes.nlu_service import ACTION_TOKEN, TOKEN, lacking, start

pytestmark = [pytest.mark.integration, pytest.mark.rasa]
SETTINGS = NluSettings(parse_within=30, turn_within=30)
FACTS = Known(
    readings=(
        measured("glucose", 98, "mg/dL", 25 * 60),
        measured("glucose", 142, "mg/dL", 26 * 60),
        measured("glucose", 110, "mg/dL", 5),
    ),
    regimens=(regimen("metformin", purpose="your sugar"),),
    doses=(dose("metformin", -3, DoseOutcome.TAKEN),),
    planned=(dose("metformin", 7),),
)
Converse = Callable[[str], Awaitable[tuple[object, ...]]]


class Noon(SystemClock):
    """Always noon of the facts."""

    def now(self) -> datetime:
        return NOON


class Later:
    """The webhook's answers, known only when the mind is made."""

    mind: RasaMind

    async def act(self, call: ActionCall) -> ActionAnswer | None:
        return await self.mind.act(call)


@asynccontextmanager
async def _home(language: Language) -> AsyncIterator[Converse]:
    """A home in which one can speak."""
    later = Later()
    server = WebhookServer(later, ACTION_TOKEN)
    process = start(
        "--actions",
        server.url,
        PHILOMEL_NLU_TOKEN=TOKEN,
        PHILOMEL_ACTION_TOKEN=ACTION_TOKEN,
    )
    assert process.stdout is not None
    ready = json.loads(await asyncio.to_thread(process.stdout.readline))
    mind = RasaMind(
        Understander(Door(port=ready["port"], token=TOKEN), SETTINGS),
        StoredNowhere(FACTS),
        {one: Library(one, ()) for one in Language},
        Noon(),
        iter(map(str, range(99))).__next__,
    )
    later.mind = mind

    async def say(words: str) -> tuple[object, ...]:
        meant = await mind.parse(words, language)
        assert isinstance(meant, Understanding)
        heard = Heard(
            text=words, confidence=1, started_at=NOON, ended_at=NOON, engine="typed"
        )
        talk = OpenTalk(heard=heard, understanding=meant)
        return await mind.turn(patient(language), talk)

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(server.run())
        yield say
        await mind.close()
        server.stop()
    process.terminate()
    await asyncio.to_thread(process.communicate)


def _words(done: tuple[object, ...]) -> str:
    return " ".join(one.prompt.words for one in done if isinstance(one, Say))


async def test_an_english_conversation() -> None:
    if reason := lacking():
        pytest.skip(reason)
    async with _home(Language.ENGLISH) as say:
        assert "110 milligrams per decilitre" in _words(await say("what's my blood sugar"))
        assert "between 98" in _words(await say("and yesterday?"))
        assert "for your sugar" in _words(await say("what is metformin for"))
        assert "taken at 9 o'clock" in _words(await say("when did I take it"))
        assert "at 7 o'clock" in _words(await say("when is my next tablet"))
        assert "12 noon" in _words(await say("what time is it"))
        called = await say("call my daughter please")
        assert [one for one in called if isinstance(one, Raise)]
        assert "What shall I" in _words(await say("I have a message for the nurse"))
        kept = await say("the wotsit on the landing is loose again")
        (task,) = [one for one in kept if isinstance(one, Task)]
        assert task.body == {"words": "the wotsit on the landing is loose again"}
        asked = await say("should I take two tablets today")
        assert "pass that on to your nurse" in _words(asked)
        assert [one.kind for one in asked if isinstance(one, Task)] == ["question"]


async def test_a_french_conversation() -> None:
    if reason := lacking():
        pytest.skip(reason)
    async with _home(Language.FRENCH) as say:
        assert "110 milligrammes" in _words(await say("mon sucre est \u00e0 combien"))
        assert "entre 98" in _words(await say("et hier ?"))
        assert "pour your sugar" in _words(await say("\u00e0 quoi sert la metformine"))
        assert "dimanche 22 novembre" in _words(await say("on est quel jour"))
        sad = await say("je me sens si seule en ce moment")
        assert [one.kind for one in sad if isinstance(one, Task)] == ["mood"]
