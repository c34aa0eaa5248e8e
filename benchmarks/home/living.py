"""One measured life of a simulated home, from its start to its end."""

import asyncio
import math
from contextlib import suppress
from pathlib import Path
from typing import Any

from assistant.children import KEYS
from assistant.household.devices import Devices
from assistant.household.household import FOLDER
from assistant.household.inbox import Mailbox, Pager
from assistant.household.patient import VirtualPatient
from assistant.household.scene import Scene
from assistant.speaker_settings import WyomingSettings
from assistant.voices.mouth import Mouth
from benchmarks.home.life import WITHIN, Life
from benchmarks.home.memory import weigh
from benchmarks.home.room import Room
from benchmarks.home.starting import furnished, start
from care.clock import stopwatch
from sensors.premises import Premises
from tests.fakes.port import free_port
from tests.integration.assistant.homes import Home

QUESTIONS = (
    "What is my oxygen?",
    "What is my sugar?",
    "What is my pulse?",
    "What is my blood sugar?",
)
CRY = "Help, I've fallen."
EVENTS: tuple[tuple[str, str, float | str], ...] = (
    ("pendant-1", "fall", "fall"),
    ("pendant-1", "fall", "lying"),
    ("pendant-1", "battery", 9.0),
)


class _Quiet(Scene):
    """Tells nothing: the screen is for the table."""

    def tell(self, who: str, what: str) -> None:
        """Say nothing."""


def _forget(*queues: asyncio.Queue[Any]) -> None:
    """What came before does not count."""
    for queue in queues:
        while not queue.empty():
            queue.get_nowait()


async def _talk(life: Life, room: Room, person: VirtualPatient) -> None:
    """The patient asks; how soon does the reply begin to sound?"""
    for question in QUESTIONS:
        _forget(room.sounded, life.heard)
        await person.says(question)
        heard = await life.next(f"text of {question!r}", life.heard)
        sounds = await life.next(f"reply to {question!r}", room.sounded)
        life.took("end of speech to understood", heard - room.speech_ended)
        life.took("understood to first audio", sounds - heard)
        life.took("end of speech to first audio", sounds - room.speech_ended)
        await person.hears(".", WITHIN)
        await asyncio.sleep(1)


async def _cry(life: Life, room: Room, person: VirtualPatient, mailbox: Mailbox) -> None:
    """The patient cries for help; how soon does the mail server have the notice?"""
    _forget(mailbox.mails, life.decided, life.heard, room.sounded)
    await person.says(CRY)
    raised = await life.next("alarm of a cry", life.decided)
    handed = float("nan")
    with suppress(TimeoutError):
        async with asyncio.timeout(WITHIN):
            await mailbox.mails.get()
            handed = stopwatch()
    sounds = await life.next("reply to a cry", room.sounded)
    if math.isnan(handed):
        life.notes.append(f"the cry was: {life.lines()}")
    life.took("cry: end of speech to alarm", raised - room.speech_ended)
    life.took("cry: alarm to notice handed over", handed - raised)
    life.took("cry: end of speech to notice handed over", handed - room.speech_ended)
    life.took("cry: end of speech to first audio", sounds - room.speech_ended)


async def _alarms(life: Life, devices: Devices) -> None:
    """Devices report what must alarm; how soon is that decided and on disk?"""
    for device, kind, value in EVENTS:
        _forget(life.decided)
        began = stopwatch()
        await devices[device].report(kind, value)
        decided = await life.next(f"alarm of {kind}", life.decided)
        life.took("reading published to alarm decided", decided - began)


async def _day(life: Life, home: Home, room: Room, mailbox: Mailbox, mouth: Mouth) -> None:
    given = home.blueprint
    assert given.clock_file is not None
    assert home.station is not None
    patient = given.patients[0]
    scene = _Quiet(given.clock_file, patient.zone)
    person = VirtualPatient(room, mouth, scene)
    devices = Devices(
        Premises(given.folder / KEYS), patient.id, scene.clock, given.folder / FOLDER
    )
    broker = given.sensors.broker
    async with asyncio.TaskGroup() as tasks:
        run = tasks.create_task(devices.run(broker.host, broker.port), name="devices")
        await asyncio.sleep(2)
        await _talk(life, room, person)
        await _cry(life, room, person, mailbox)
        life.memory = weigh(home.station.pid)
        await _alarms(life, devices)
        run.cancel()


async def live(folder: Path, models: Path | None) -> Life:
    """Furnish a home, start it, live in it, end it."""
    life, nlu_port = Life(), free_port()
    home = furnished(folder, nlu_port, models)
    given = home.blueprint
    door = next(iter(given.assistant.speakers.values()))
    assert isinstance(door, WyomingSettings)
    assert given.escalation.email is not None
    hook = next(c.address for c in given.escalation.contacts if c.channel == "webhook")
    room = Room(given.folder / FOLDER)
    mailbox, mouth = Mailbox(given.escalation.email.port), Mouth()
    pager = Pager(int(str(hook).rpartition(":")[2].partition("/")[0]))
    mailbox.start()
    try:
        async with asyncio.TaskGroup() as tasks:
            lasting = [
                tasks.create_task(room.serve(door.host, door.port), name="speaker"),
                tasks.create_task(pager.serve(), name="pager"),
            ]
            await start(life, home, room, nlu_port)
            lasting.append(tasks.create_task(home.watch(life.watch), name="watch"))
            await _day(life, home, room, mailbox, mouth)
            await home.stop()
            for task in lasting:
                task.cancel()
    finally:
        await home.stop()
        mailbox.stop()
        await mouth.close()
    return life
