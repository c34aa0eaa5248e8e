"""A home that lives: station, hub, speakers and children, joined and kept alive.

Threads of libraries hand frozen values to the loop; the loop owns all state. What fails
is restarted and becomes a technical alarm when it lasts; only the station itself may end
the process.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from functools import partial

import structlog

from assistant import reports
from assistant.believed import STATE, BelievedClock
from assistant.blueprint import Blueprint
from assistant.desks.troubles import Trouble
from assistant.errands import Errands
from assistant.hands import Hands, Mind
from assistant.home import Desks
from assistant.ledger import Ledger
from assistant.mailbox import Mailbox
from assistant.recognizers.ears import Ears
from assistant.recognizers.port import Context
from assistant.review import reviewing
from assistant.segmenter import Mark
from assistant.speakers.house import House
from assistant.speakers.placing import placed, tablets
from assistant.speakers.port import Change, Press
from assistant.speakers.tablet_door import TabletDoor
from assistant.station import Station
from assistant.supervise import Health, keep
from assistant.talk.turns import SpeechStarted
from care.clock import Clock, sleep
from care.commands import Raise
from care.errors import StoreError
from care.observation import Reading
from care.people import Patient, PatientId, ProviderId
from care.speech import Heard
from escalation.audit import audit
from escalation.channels.table import open_channels
from escalation.courier import Courier
from records.changes import Changes
from records.database import Database
from records.states import HEARTBEAT
from records.unit import Unit
from reminders.scheduler import Scheduler
from sensors.incident import Incident

log = structlog.get_logger()

AUDIT = timedelta(seconds=15)
"""Between two looks whether a ladder has stopped moving."""
LOOK = 0.25
"""Real seconds between two looks whether the console has written."""


def _beat_at(now: datetime, clock: Clock, unit: Unit) -> None:
    unit.states.save(HEARTBEAT, now, now)
    if isinstance(clock, BelievedClock):
        unit.states.save(STATE, clock.state, now)


class Life:
    """All that runs in the station's process."""

    def __init__(
        self,
        blueprint: Blueprint,
        database: Database,
        ledger: Ledger,
        desks: Desks,
        mind: Mind,
    ) -> None:
        """Join the parts; nothing runs before `run`."""
        self.blueprint, self.clock, self.ledger = blueprint, blueprint.clock, ledger
        self.errands = Errands()
        self.scheduler = Scheduler(self.clock, self._tick)
        self.mouth = blueprint.assistant.mouth()
        self.ears = Ears(blueprint.assistant.ears(), self.clock)
        self._mind, self._database = mind, database
        self._failing = False
        self.station = Station(self.clock, desks, self.ledger, self, self._unkept)
        self._courier = self._make_courier()
        ids = [one.id for one in blueprint.patients]
        self._speakers = placed(blueprint.assistant.speakers, ids, self.told)
        self.hands = {one.id: self._hands(one) for one in blueprint.patients}
        self.performs = Hands.performs
        self._changes = Changes(database)
        self.mailbox = Mailbox(
            self.ledger, self._changes, blueprint.care, self.clock, self.station.post
        )

    def _make_courier(self) -> Courier:
        blueprint = self.blueprint
        return Courier(
            channels=open_channels(blueprint.escalation, blueprint.folder, self.clock),
            patients={one.id: one for one in blueprint.patients},
            names={
                ProviderId(key): one.name for key, one in blueprint.care.providers.items()
            },
            settings=blueprint.escalation,
            clock=self.clock,
        )

    def _hands(self, patient: Patient) -> Hands:
        voice = self.blueprint.assistant
        house = House(
            self._speakers[patient.id],
            self.ears,
            self.mouth,
            self.clock,
            context=Context(language=patient.language),
            manner=voice.manner(patient),
            heard=partial(self._heard, patient.id),
            notice=lambda _speaker, mark: self._noticed(patient.id, mark),
            whole=lambda *said: self.hands[patient.id].whole(*said),  # noqa: PLW0108 - later
        )
        return Hands(
            patient,
            lambda who, value: self.station.post(who, value),  # noqa: PLW0108 - made later
            house=house,
            mind=self._mind,
            courier=self._courier,
            scheduler=self.scheduler,
            errands=self.errands,
            rehearse=self.station.rehearse,
            now=self.clock.now,
            rate=voice.manner(patient).rate,
        )

    def told(self, patient: PatientId, speaker: str, what: Change | Press) -> None:
        """A speaker came or went, or a button was pressed."""
        if isinstance(what, Press):
            self.hands[patient].pressed(speaker, what)
        else:
            self.station.post(patient, reports.of_speaker(speaker, what))

    def _heard(self, patient: PatientId, heard: Heard) -> None:
        self.hands[patient].heard(heard)

    def _noticed(self, patient: PatientId, mark: Mark) -> None:
        if mark is Mark.STARTED:
            self.station.post(patient, SpeechStarted())

    def perform(self, patient: PatientId, value: object, now: datetime) -> None:
        """See `assistant.station.Performer`."""
        self.hands[patient].perform(value, now)

    def trouble(self, trouble: Trouble) -> None:
        """Something is wrong with the home; every patient's people hear of it."""
        for patient in self.hands:
            self.station.post(patient, trouble)

    def readings(self, readings: tuple[Reading, ...]) -> None:
        """What devices measured, already stored."""
        for reading in readings:
            if reading.patient in self.hands:
                self.station.post(reading.patient, reading)

    def incident(self, incident: Incident) -> None:
        """What the hub noticed."""
        log.warning("incident", reason=incident.trouble.value, device=incident.device)
        self.trouble(reports.of_hub(incident))

    def health(self, health: Health) -> None:
        """A supervised service failed, or runs well again."""
        self.trouble(reports.of_service(health))

    def _unkept(self, error: StoreError) -> None:
        log.error("turn not kept", reason=type(error).__name__)
        if not self._failing:
            self._failing = True
            self.trouble(reports.of_record(error))

    def _tick(self) -> None:
        self.station.tick()

    def _doubt_the_clock(self) -> None:
        while isinstance(self.clock, BelievedClock) and self.clock.alarms:
            self.station.post(self.clock.state.patient, self.clock.alarms.popleft())

    async def _beat(self) -> None:
        """Show that the home is watched, look at the time, look at the ladders."""
        while True:
            self._doubt_the_clock()
            self.station.tick()
            try:
                await self.ledger.do(partial(_beat_at, self.clock.now(), self.clock))
            except StoreError as error:
                self._unkept(error)
            else:
                if self._failing:
                    self._failing = False
                    self.trouble(reports.RECORD_AGAIN)
            await asyncio.sleep(self.blueprint.assistant.tick_seconds)

    async def _audit(self) -> None:
        """Look over the shoulder of the ladders, by the record and not by their word."""
        while True:
            await sleep(self.clock, AUDIT)
            escalations, waiting = await self.ledger.ask(
                lambda unit: (unit.escalations.open(), unit.notices.waiting())
            )
            for alarm in audit(escalations, waiting, self.clock.now()):
                self.station.post(alarm.patient, Raise(alarm=alarm))

    async def _look(self) -> None:
        while True:
            await self.mailbox.look()
            await asyncio.sleep(LOOK)

    async def _resume(self) -> None:
        """Hand over orders and notices of which nobody has given account."""
        await self.mailbox.resume()
        for notice in await self.ledger.ask(lambda unit: unit.notices.waiting()):
            hands = self.hands.get(notice.alarm.patient)
            if hands:
                self.errands.start("notice", hands.tell(notice))

    async def run(self, others: Mapping[str, Callable[[], Awaitable[None]]]) -> None:
        """Live until cancelled; `others` are further services to keep alive."""
        services: dict[str, Callable[[], Awaitable[None]]] = {
            "heartbeat": self._beat,
            "mailbox": self._look,
            "audit": self._audit,
            "tablets": TabletDoor(self.blueprint.folder, tablets(self._speakers)).run,
            "review": partial(reviewing, self.ledger, self.clock, self.station),
            **{f"house {k}": hands.house.run for k, hands in self.hands.items()},
            **others,
        }
        self.scheduler.start()
        for hands in self.hands.values():
            hands.learn()
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self.errands.run(), name="errands")
                tasks.create_task(self.station.run(), name="station")
                tasks.create_task(self._resume(), name="resume")
                for name, service in services.items():
                    kept = keep(name, service, self.clock, self.health)
                    tasks.create_task(kept, name=name)
        finally:
            self.scheduler.stop()
            await self.ears.close()
            await self.mouth.close()
            self.ledger.close()
            self._changes.close()
            self._database.close()
