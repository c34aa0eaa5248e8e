"""Everything that hands act on, beside one bed, in memory."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from assistant.audio import Audio
from assistant.audio_pipe import Header
from assistant.desks.desk import TICK
from assistant.errands import Errands
from assistant.hands import Hands
from assistant.recognizers.choice import EarsPlan
from assistant.recognizers.ears import Ears
from assistant.recognizers.port import Context
from assistant.speakers.house import House
from assistant.talk.turns import HeardUtterance, OpenTalk
from assistant.voices import port as voice
from assistant.voices.mouth import Mouth
from care.commands import Say
from care.people import Language, Patient, PatientId
from care.speech import (
    Heard,
    Prompt,
    Unavailable,
    Understanding,
    Urgency,
)
from escalation.channels.port import Channel
from escalation.courier import Courier
from escalation.settings import EscalationSettings
from reminders.scheduler import Scheduler
from tests.assistant.speakers.test_house import FakeSpeaker
from tests.escalation.test_courier import Pigeon
from tests.fakes.calls import ADA, NAMES, THREE
from tests.fakes.clock import HandClock
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
        self.parsed = 0
        self.prepared: list[str] = []
        self.languages: list[Language] = []

    async def parse(self, text: str, language: Language) -> Understanding | Unavailable:
        if self.failure:
            raise self.failure
        self.languages.append(language)
        self.parsed += 1
        return MEANT

    async def turn(self, patient: Patient, talk: OpenTalk) -> tuple[object, ...]:
        said = replace(PROMPT, words=talk.heard.text, language=patient.language)
        return (Say(prompt=said), TICK)

    async def prepare(self, patient: Patient, talk: OpenTalk) -> tuple[object, ...]:
        self.prepared.append(talk.heard.text)
        return await self.turn(patient, talk)


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
            rehearse=self._rehearse,
            now=clock.now,
            rate=150,
        )

    def _post(self, patient: PatientId, value: object) -> None:
        assert patient == ADA.id
        self.posted.put_nowait(value)

    def _rehearse(self, patient: PatientId, value: object) -> tuple[object, ...]:
        assert patient == ADA.id
        assert isinstance(value, HeardUtterance)
        assert isinstance(value.understanding, Understanding)
        return (OpenTalk(heard=value.heard, understanding=value.understanding),)

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
