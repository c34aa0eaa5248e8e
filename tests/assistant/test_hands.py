"""What the desks decide is begun at once, and what became of it comes back as a value."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from assistant.desks.desk import TICK
from assistant.desks.ladders import ToLadder
from assistant.desks.troubles import Trouble
from assistant.hands import SOON
from assistant.speakers.port import Press
from assistant.talk.turns import (
    HeardUtterance,
    Hush,
    Listen,
    NotSpoken,
    OpenTalk,
    Speak,
    Spoken,
    Switched,
)
from care.commands import Notify, Say, WakeAt
from care.escalation import Delivery, DeliveryStatus, EscalationId
from care.people import Language
from care.speech import (
    Answer,
    Certainty,
    Cry,
    Expects,
    Meaning,
    QuestionId,
    SafetyCategory,
    Unavailable,
)
from escalation import ladder
from reminders.tray_words import Ordered
from tests.escalation.test_courier import Pigeon
from tests.fakes.calls import ADA, THREE, contact, notice
from tests.fakes.conversation import regimen
from tests.fakes.hands import HEARD, MEANT, PROMPT, Thinker, bed


async def test_what_was_said_to_its_end_is_reported_with_its_turn() -> None:
    async with bed() as at:
        at.hands.perform(Speak(turn=7, prompt=PROMPT, expects=Expects.YES_NO), THREE)
        assert await at.back(Spoken) == Spoken(turn=7)
        assert at.speaker.played == ["Are you well?"]


async def test_a_patient_without_a_speaker_is_not_taken_for_told() -> None:
    async with bed() as at:
        at.speaker.connected = False
        at.hands.perform(Speak(turn=8, prompt=PROMPT), THREE)
        lost = await at.back(NotSpoken)
        assert (lost.turn, lost.reason) == (8, "no speaker is connected")


async def test_a_voice_that_is_lost_is_told_once_and_so_is_its_return() -> None:
    async with bed() as at:
        at.speaker._works = False
        for turn in (1, 2):
            at.hands.perform(Speak(turn=turn, prompt=PROMPT), THREE)
        await at.back(NotSpoken)
        assert (await at.back(Trouble)).over is False
        await at.back(NotSpoken)
        at.speaker._works = True
        for turn in (3, 4):
            at.hands.perform(Speak(turn=turn, prompt=PROMPT), THREE)
        await at.back(Spoken)
        assert (await at.back(Trouble)).over is True
        await at.back(Spoken)


async def test_the_help_button_calls_before_anything_else() -> None:
    async with bed() as at:
        at.hands.pressed("bed", Press.HELP)
        cry = await at.back(Cry)
        assert (cry.category, cry.certainty) == (SafetyCategory.HELP, Certainty.CERTAIN)
        assert at.hands.house.last_room == "bedroom"


async def test_slower_is_slower() -> None:
    async with bed() as at:
        for turn, (pace, more) in enumerate(((0, [Trouble]), (-2, []), (1, []))):
            at.hands.perform(Speak(turn=turn, prompt=PROMPT, pace=pace), THREE)
            for kind in (Spoken, *more):  # at first it is told that the voice works
                await at.back(kind)
        assert at.voice.rates == [150, 120, 165]


async def test_words_come_back_with_what_they_meant() -> None:
    async with bed() as at:
        at.hands.heard(HEARD)
        assert await at.back(HeardUtterance) == HeardUtterance(
            heard=HEARD, understanding=MEANT
        )


async def test_other_hearings_of_the_same_sound_are_understood_beside_it() -> None:
    mind = Thinker()
    async with bed(mind) as at:
        at.hands.heard(replace(HEARD, looks=("a lemon", "a melon")))
        utterance = await at.back(HeardUtterance)
        assert mind.parsed == 3
        assert utterance.understanding == replace(MEANT, looks=((), ()))


async def test_a_mind_that_breaks_costs_no_cry_for_help() -> None:
    async with bed(Thinker(KeyError("help me"))) as at:
        cry = replace(HEARD, text="help me")
        at.hands.heard(cry)
        utterance = await at.back(HeardUtterance)
        assert utterance.heard == cry
        assert utterance.understanding == Unavailable(reason="KeyError")


async def test_a_change_of_language_changes_understanding_and_listening() -> None:
    mind = Thinker()
    async with bed(mind) as at:
        at.hands.perform(Switched(language=Language.FRENCH), THREE)
        at.hands.heard(HEARD)
        await at.back(HeardUtterance)
        assert mind.languages == [Language.FRENCH]
        at.hands.perform(
            OpenTalk(heard=replace(HEARD, text="bonjour"), understanding=MEANT), THREE
        )
        said = await at.back(Say)
        assert (said.prompt.words, said.prompt.language) == ("bonjour", Language.FRENCH)
        assert await at.posted.get() is TICK


async def test_stop_silences_the_room_before_anything_else_is_said() -> None:
    async with bed() as at:
        at.hands.perform(Hush(turn=1), THREE)
        at.hands.perform(Speak(turn=2, prompt=PROMPT), THREE)
        assert await at.back(Spoken) == Spoken(turn=2)
        assert at.speaker.story == ["hush", "play"]


async def test_medicines_that_are_ordered_can_be_heard_by_name() -> None:
    async with bed() as at, asyncio.TaskGroup() as tasks:
        plans = (regimen("metformin"), regimen("metformin"), regimen("ramipril"))
        at.hands.perform(Ordered(regimens=plans, zone=ADA.zone, routine=ADA.routine), THREE)
        living = tasks.create_task(at.hands.house.run())
        at.speaker.hears()
        await at.back(HeardUtterance)
        assert list(at.ears.contexts[-1]["names"]) == ["metformin", "ramipril"]
        living.cancel()


async def test_an_answer_that_is_awaited_is_listened_for_until_it_is_there() -> None:
    async with bed() as at, asyncio.TaskGroup() as tasks:
        living = tasks.create_task(at.hands.house.run())
        listen = Listen(turn=1, expects=Expects.SCORE, until=THREE + timedelta(seconds=8))
        at.hands.perform(listen, THREE)
        at.speaker.hears()
        await at.back(HeardUtterance)
        assert at.ears.contexts[-1]["expects"] == "score"
        answer = Answer(
            question=QuestionId("checkin:x"), meaning=Meaning.NUMBER, at=THREE, number=5
        )
        at.hands.perform(answer, THREE)
        at.speaker.hears()
        await at.back(HeardUtterance)
        assert at.ears.contexts[-1]["expects"] == "open"
        living.cancel()


async def test_a_notice_is_delivered_and_its_ladder_hears_of_it() -> None:
    told = notice(contact("jo", "pigeon"))
    async with bed() as at:
        at.hands.perform(Notify(notice=told), THREE)
        delivery = await at.back(Delivery)
        assert (delivery.notice, delivery.status) == (told.id, DeliveryStatus.HANDED_OVER)
        assert await at.back(ToLadder) == ToLadder(
            escalation=EscalationId(told.escalation),
            event=ladder.Delivered(delivery=delivery),
        )


async def test_a_channel_that_breaks_is_told_to_the_ladder_too() -> None:
    async with bed(channel=Pigeon(OSError("no route"))) as at:
        at.hands.perform(Notify(notice=notice(contact("jo", "pigeon"))), THREE)
        assert (await at.back(Delivery)).status is DeliveryStatus.UNREACHABLE
        assert isinstance((await at.back(ToLadder)).event, ladder.Delivered)


async def test_no_ring_comes_sooner_than_soon_and_each_instant_has_its_own() -> None:
    async with bed() as at:
        for seconds in (-3600, 0, 0.5, 60):
            instant = THREE + timedelta(seconds=seconds)
            at.hands.perform(WakeAt(at=instant), THREE)
        instants = [instant - THREE for instant, _ in at.scheduler.rings]
        assert instants == [SOON, SOON, SOON, timedelta(minutes=1)]
        assert len({name for _, name in at.scheduler.rings}) == 4


async def test_a_ring_lets_the_desks_look_at_the_time() -> None:
    async with bed() as at:
        at.hands.rung()
        assert await at.posted.get() is TICK
