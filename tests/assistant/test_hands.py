"""What the desks decide is begun at once, and what became of it comes back as a value."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from assistant.audio import Audio
from assistant.audio_pipe import Header
from assistant.desks.desk import TICK
from assistant.desks.ladders import ToLadder
from assistant.desks.troubles import Trouble
from assistant.errands import Errands
from assistant.hands import SOON, Hands
from assistant.recognizers.choice import EarsPlan
from assistant.recognizers.ears import Ears
from assistant.recognizers.port import Context
from assistant.speakers.house import House
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
from assistant.voices import port as voice
from assistant.voices.mouth import Mouth
from care.commands import Notify, Say, WakeAt
from care.escalation import Delivery, DeliveryStatus, EscalationId
from care.people import Language, Patient, PatientId
from care.speech import (
    Answer,
    Certainty,
    Cry,
    Expects,
    Heard,
    Meaning,
    Prompt,
    QuestionId,
    SafetyCategory,
    Unavailable,
    Understanding,
    Urgency,
)
from escalation import ladder
from escalation.channels.port import Channel
from escalation.courier import Courier
from escalation.settings import EscalationSettings
from reminders.scheduler import Scheduler
from reminders.tray_words import Ordered
from tests.assistant.speakers.test_house import FakeSpeaker
from tests.escalation.test_courier import Pigeon
from tests.fakes.calls import ADA, NAMES, THREE, contact, notice
from tests.fakes.clock import HandClock
from tests.fakes.conversation import regimen
from tests.fakes.hearing_child import HearingChild
from tests.fakes.voice_children import SpeakingChild

MEANT = Understanding(intent="affirm", confidence=0.9)
HEARD = Heard(text="yes", confidence=0.9, started_at=THREE, ended_at=THREE, engine="typed")
PROMPT = Prompt(
    patient=ADA.id, language=Language.ENGLISH, words="Are you well?", urgency=Urgency.TALK
)
T = TypeVar("T")


class Thinker:
    """Understands everything as the same, notes the language; or breaks."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.failure = failure
        self.languages: list[Language] = []

    async def parse(self, text: str, language: Language) -> Understanding | Unavailable:
        if self.failure:
            raise self.failure
        self.languages.append(language)
        return MEANT

    async def turn(self, patient: Patient, talk: OpenTalk) -> tuple[object, ...]:
        said = replace(PROMPT, words=talk.heard.text, language=patient.language)
        return (Say(prompt=said), TICK)


class Armed(Scheduler):
    """An alarm clock that notes what it is set to."""

    def __init__(self, clock: HandClock) -> None:
        super().__init__(clock, lambda: None)
        self.rings: list[tuple[datetime, str]] = []

    def arm(self, instant: datetime, name: str = "home") -> None:
        self.rings.append((instant, name))


class PacedChild(SpeakingChild):
    """A voice that notes how fast it was asked to speak."""

    def __init__(self) -> None:
        super().__init__()
        self.rates: list[int] = []

    async def ask(self, header: Header, payload: bytes = b"") -> tuple[Header, bytes]:
        if "delivery" in header:
            self.rates.append(header["delivery"]["rate"])
        return await super().ask(header, payload)


class SlowSpeaker(FakeSpeaker):
    """Takes a while to fall silent; remembers what happened in which order."""

    def __init__(self) -> None:
        super().__init__("bed", "bedroom")
        self.story: list[str] = []

    async def hush(self) -> None:
        for _ in range(20):
            await asyncio.sleep(0)
        self.story.append("hush")

    async def play(
        self, audio: Audio, words: str = "", *, listen: bool = False
    ) -> voice.Spoken | voice.NotSpoken:
        self.story.append("play")
        return await super().play(audio, words, listen=listen)


class Bed:
    """Hands at one bed, and everything that they hand back."""

    def __init__(self, mind: Thinker, channel: Channel) -> None:
        clock = HandClock(THREE)
        self.speaker, self.voice = SlowSpeaker(), PacedChild()
        self.posted: asyncio.Queue[object] = asyncio.Queue()
        self.scheduler, self.errands, self.ears = Armed(clock), Errands(), HearingChild()
        self.hands = Hands(
            ADA,
            self._post,
            house=House(
                [self.speaker],
                Ears(EarsPlan(models=Path("x")), clock, self.ears),
                Mouth(order={Language.ENGLISH: ("v",)}, children={"v": self.voice}),
                clock,
                context=Context(),
                heard=self._heard,
            ),
            mind=mind,
            courier=Courier(
                channels={"pigeon": channel},
                patients={ADA.id: ADA},
                names=NAMES,
                settings=EscalationSettings(),
                clock=clock,
            ),
            scheduler=self.scheduler,
            errands=self.errands,
            rate=150,
        )

    def _post(self, patient: PatientId, value: object) -> None:
        assert patient == ADA.id
        self.posted.put_nowait(value)

    def _heard(self, heard: Heard) -> None:
        self.hands.heard(heard)

    async def back(self, kind: type[T]) -> T:
        """The next value that is handed back."""
        value = await self.posted.get()
        assert isinstance(value, kind)
        return value


@asynccontextmanager
async def bed(
    mind: Thinker | None = None, channel: Channel | None = None
) -> AsyncIterator[Bed]:
    one = Bed(mind or Thinker(), channel or Pigeon())
    async with asyncio.timeout(10), asyncio.TaskGroup() as tasks:
        running = tasks.create_task(one.errands.run())
        yield one
        running.cancel()


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
