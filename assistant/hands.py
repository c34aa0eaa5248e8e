"""The hands of one patient's home: speaks, listens, tells people, rings.

Everything here begins at once and reports back to the station as a new value.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from assistant import reports
from assistant.desks.desk import TICK
from assistant.desks.ladders import ToLadder
from assistant.errands import Errands
from assistant.foresight import Foresight
from assistant.recognizers.port import Context
from assistant.scripts import order_news
from assistant.scripts.medicine_talk import concerns
from assistant.speakers.house import House
from assistant.speakers.port import Press
from assistant.talk.calling import called
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
from assistant.understanding import with_looks
from assistant.voices import port as voice
from care.commands import Notify, WakeAt
from care.escalation import Notice
from care.people import Language, Patient, PatientId
from care.speech import Answer, Expects, Heard, Prompt, Unavailable, Understanding
from care.tablets import PRESSED
from escalation import ladder
from escalation.courier import Courier
from reminders.scheduler import Scheduler
from reminders.tray_words import Ordered

log = structlog.get_logger()

SOON = timedelta(seconds=1)
"""No ring comes sooner: a desk that is held may ask for instants that are past."""

HUSH_WITHIN = 1.0
"""Real seconds; a speaker that is stuck must not hold up a crisis prompt."""

PACE = 15
"""Words a minute of one step slower or faster."""


class Mind(Protocol):
    """Who understands what is said, and answers what the patient asks."""

    async def parse(self, text: str, language: Language) -> Understanding | Unavailable:
        """What was meant."""
        ...

    async def turn(self, patient: Patient, talk: OpenTalk) -> tuple[object, ...]:
        """What the home says to the patient's own words, as commands."""
        ...

    async def prepare(self, patient: Patient, talk: OpenTalk) -> tuple[object, ...]:
        """The same, in case that these were all the words; or nothing."""
        ...


class Hands:
    """Performs for one patient."""

    performs: tuple[type, ...] = (
        Speak,
        Hush,
        Ordered,
        Listen,
        Notify,
        WakeAt,
        OpenTalk,
        Answer,
        Switched,
    )

    def __init__(
        self,
        patient: Patient,
        post: Callable[[PatientId, object], None],
        *,
        house: House,
        mind: Mind,
        courier: Courier,
        scheduler: Scheduler,
        errands: Errands,
        rehearse: Callable[[PatientId, object], tuple[object, ...]],
        now: Callable[[], datetime],
        rate: int,
    ) -> None:
        """Work for one patient; `post` hands values to the station, which rehearses."""
        self.patient = patient
        self._post = post
        self.house = house
        self._mind = mind
        self._courier = courier
        self._scheduler = scheduler
        self._errands = errands
        self._rate, self._pace = rate, 0
        self._foresight = Foresight(
            mind, errands, lambda value: rehearse(patient.id, value), self._prepare, now
        )
        self._falling_silent = asyncio.Lock()
        self._speaks: bool | None = None

    def perform(self, value: object, now: datetime) -> None:
        """Begin to do it."""
        match value:
            case Speak():
                self._errands.start("speak", self._speak(value))
            case Hush():
                self._errands.start("hush", self._hush())
            case Ordered(regimens=regimens):
                self.house.know(tuple(dict.fromkeys(one.medicine for one in regimens)))
            case Listen(expects=expects):
                self.house.listen_for(self._context(expects))
            case Answer():
                self.house.answered()
            case Notify(notice=notice):
                self._errands.start("notice", self.tell(notice))
            case OpenTalk() if not self._answered_here(value):
                self._errands.start("talk", self._talk(value))
            case WakeAt(at=at):
                name = f"{self.patient.id} {at.isoformat()}"
                self._scheduler.arm(max(at, now + SOON), name)
            case Switched(language=language):
                self.patient = replace(self.patient, language=language)

    def _answered_here(self, talk: OpenTalk) -> bool:
        """Whether a desk answers from the orders, so that Rasa is not asked."""
        language = self.patient.language
        return concerns(talk, language) or order_news.asked(talk, language)

    def heard(self, heard: Heard) -> None:
        """Words came from a speaker of this patient."""
        self._errands.start("understand", self._understand(heard))

    def pressed(self, speaker: str, press: Press) -> None:
        """A button of a speaker of this patient; help is called before anything else."""
        if press is Press.HELP:
            self._post(self.patient.id, PRESSED)
        self.house.pressed(speaker, press)

    def learn(self) -> None:
        """Be ready for the first words."""
        self._errands.start("learn", self._foresight.learn(self.patient))

    def whole(self, context: Context, text: str) -> bool:
        """See `Ears.listen`: whether these words of the patient are a whole question."""
        return self._foresight.whole(self.patient, context, text)

    async def _prepare(self, prompt: Prompt, pace: int | None) -> None:
        steps = self._pace if pace is None else pace
        await self.house.prepare(prompt, rate=self._rate + PACE * steps)

    async def _understand(self, said: Heard) -> None:
        heard = called(said, self.patient.language)
        texts = (heard.text, *heard.looks)
        async with asyncio.TaskGroup() as group:
            asked = [group.create_task(self._meant(text)) for text in texts]
        own, *looks = (one.result() for one in asked)
        meant = with_looks(own, looks)
        self._post(self.patient.id, HeardUtterance(heard=heard, understanding=meant))

    async def _meant(self, text: str) -> Understanding | Unavailable:
        """A mind that breaks must not cost the words: they may be a cry for help."""
        foreseen = self._foresight.meaning(text, self.patient.language)
        if foreseen:
            return foreseen
        try:
            return await self._mind.parse(text, self.patient.language)
        except Exception as error:  # noqa: BLE001 - whatever it is, the words go on
            log.error("not understood", reason=type(error).__name__)  # noqa: TRY400
            return Unavailable(reason=type(error).__name__)

    def _context(self, expects: Expects) -> Context:
        return Context(language=self.patient.language, expects=expects)

    async def _hush(self) -> None:
        async with self._falling_silent:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.house.hush(), HUSH_WITHIN)

    async def _speak(self, speak: Speak) -> None:
        async with self._falling_silent:
            pass  # else a hush that was asked for before cuts off these words
        self._pace = speak.pace
        rate = self._rate + PACE * speak.pace
        asks = None if speak.expects is None else self._context(speak.expects)
        spoken = await self.house.say(speak.prompt, asks, rate=rate)
        if isinstance(spoken, voice.Spoken):
            self._post(self.patient.id, Spoken(turn=speak.turn))
            self._voice_works(works=True)
        else:
            log.error("not spoken", reason=spoken.reason)
            self._post(self.patient.id, NotSpoken(turn=speak.turn, reason=spoken.reason))
            if spoken.fault:
                self._voice_works(works=False)

    def _voice_works(self, *, works: bool) -> None:
        """Tell when the home has lost its voice, and when it has it again."""
        if works is not self._speaks:
            self._speaks = works
            self._post(self.patient.id, reports.of_voice(speaks=works))

    async def _talk(self, talk: OpenTalk) -> None:
        for command in await self._mind.turn(self.patient, talk):
            self._post(self.patient.id, command)

    async def tell(self, notice: Notice) -> None:
        """Hand a notice to its channel, and what became of it to the ladder."""
        delivery = await self._courier.deliver(notice)
        log.info(
            "notice",
            channel=notice.contact.channel,
            status=delivery.status.value,
            rung=notice.rung,
            attempt=notice.attempt,
        )
        event = ladder.Delivered(delivery=delivery)
        self._post(self.patient.id, delivery)
        self._post(self.patient.id, ToLadder(escalation=notice.escalation, event=event))

    def rung(self) -> None:
        """The alarm clock rang."""
        self._post(self.patient.id, TICK)
