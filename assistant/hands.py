"""The hands of one patient's home: speaks, listens, tells people, rings.

Everything here begins at once and reports back to the station as a new value.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from assistant.desks.desk import TICK
from assistant.desks.ladders import ToLadder
from assistant.errands import Errands
from assistant.recognizers.port import Context
from assistant.speakers.house import House
from assistant.talk.turns import (
    HeardUtterance,
    Listen,
    NotSpoken,
    OpenTalk,
    Speak,
    Spoken,
    Switched,
)
from assistant.voices import port as voice
from care.clock import Clock
from care.commands import Notify, WakeAt
from care.escalation import Delivery, DeliveryStatus, Notice
from care.people import Language, Patient, PatientId
from care.speech import Answer, Heard, Unavailable, Understanding
from escalation import ladder
from escalation.channels.port import Channel
from escalation.settings import EscalationSettings
from escalation.wording import message
from reminders.scheduler import Scheduler

log = structlog.get_logger()

SOON = timedelta(seconds=1)
"""No ring comes sooner: a desk that is held may ask for instants that are past."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How people outside are told."""

    channels: Mapping[str, Channel]
    names: Mapping[str, str]
    settings: EscalationSettings


class Hands:
    """Performs for one patient."""

    performs: tuple[type, ...] = (Speak, Listen, Notify, WakeAt, OpenTalk, Answer, Switched)

    def __init__(
        self,
        patient: Patient,
        post: Callable[[PatientId, object], None],
        *,
        house: House,
        mind: Mind,
        reach: Reach,
        scheduler: Scheduler,
        errands: Errands,
        clock: Clock,
        rate: int,
    ) -> None:
        """Work for one patient; `post` hands values to the station."""
        self.patient = patient
        self._post = post
        self.house = house
        self._mind = mind
        self._reach = reach
        self._scheduler = scheduler
        self._errands = errands
        self._clock = clock
        self._rate = rate

    def perform(self, value: object, now: datetime) -> None:
        """Begin to do it."""
        match value:
            case Speak():
                self._errands.start("speak", self._speak(value))
            case Listen(expects=expects):
                context = Context(language=self.patient.language, expects=expects)
                self.house.listen_for(context)
            case Answer():
                self.house.answered()
            case Notify(notice=notice):
                self._errands.start("notice", self.tell(notice))
            case OpenTalk():
                self._errands.start("talk", self._talk(value))
            case WakeAt(at=at):
                name = f"{self.patient.id} {at.isoformat()}"
                self._scheduler.arm(max(at, now + SOON), name)
            case Switched(language=language):
                self.patient = replace(self.patient, language=language)

    def heard(self, heard: Heard) -> None:
        """Words came from a speaker of this patient."""
        self._errands.start("understand", self._understand(heard))

    async def _understand(self, heard: Heard) -> None:
        meant = await self._mind.parse(heard.text, self.patient.language)
        self._post(self.patient.id, HeardUtterance(heard=heard, understanding=meant))

    async def _speak(self, speak: Speak) -> None:
        rate = self._rate + PACE * speak.pace
        spoken = await self.house.say(speak.prompt, rate=rate)
        if isinstance(spoken, voice.Spoken):
            self._post(self.patient.id, Spoken(turn=speak.turn))
        else:
            log.error("not spoken", reason=spoken.reason)
            self._post(self.patient.id, NotSpoken(turn=speak.turn, reason=spoken.reason))

    async def _talk(self, talk: OpenTalk) -> None:
        for command in await self._mind.turn(self.patient, talk):
            self._post(self.patient.id, command)

    async def tell(self, notice: Notice) -> None:
        """Hand a notice to its channel, and what became of it to the ladder."""
        channel = self._reach.channels.get(notice.contact.channel)
        if channel is None:
            delivery = Delivery(
                notice=notice.id,
                status=DeliveryStatus.UNREACHABLE,
                at=self._clock.now(),
                detail=f"no channel {notice.contact.channel}",
            )
        else:
            words = message(
                notice,
                self.patient,
                self._reach.names,  # type: ignore[arg-type]
                self._reach.settings,
                channel.details,
            )
            delivery = await channel.deliver(notice, words)
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
