"""Builds the virtual home from a blueprint and lives the day in it."""

import asyncio
from collections.abc import Sequence

from assistant.blueprint import Blueprint
from assistant.child import listening
from assistant.children import KEYS
from assistant.household import provider
from assistant.household.day import live_through
from assistant.household.devices import MODELS, Devices
from assistant.household.inbox import Mailbox, Pager
from assistant.household.patient import VirtualPatient
from assistant.household.satellite import VirtualSpeaker
from assistant.household.scene import Scene
from assistant.household.world import World
from assistant.speaker_settings import WyomingSettings
from assistant.voices.mouth import Mouth
from care.errors import SetupError
from care.observation import DeviceId
from records.database import open_database
from sensors.premises import Premises

FOLDER = "household"
PLAYING_SPEED = 6.0
START_WITHIN = 90.0
"""Real seconds that the station may take to start."""


def _speaker_of(blueprint: Blueprint) -> WyomingSettings:
    for given in blueprint.assistant.speakers.values():
        if isinstance(given, WyomingSettings):
            return given
    raise SetupError("a simulated home needs a Wyoming speaker in config.yml")


def _ports(blueprint: Blueprint) -> tuple[int, int]:
    """Where the provider's mail server and pager listen."""
    mail = blueprint.escalation.email
    hooks = [
        contact.address
        for policy in blueprint.policies.values()
        for rung in policy.rungs
        for contact in rung.contacts
        if contact.channel == "webhook"
    ]
    if mail is None or not hooks:
        raise SetupError("a simulated home tells people by e-mail and by webhook")
    return mail.port, int(hooks[0].rpartition(":")[2].partition("/")[0])


async def _station_is_up(blueprint: Blueprint, premises: Premises) -> None:
    """Wait for what the station makes and serves."""
    broker, console = blueprint.sensors.broker, blueprint.console
    keys = premises.device(DeviceId(MODELS[-1].id)) / "device.crt"
    try:
        async with asyncio.timeout(START_WITHIN):
            while not (  # noqa: ASYNC110 - another process cannot set our event
                keys.exists()
                and await listening(broker.host, broker.port)
                and await listening(console.host, console.port)
            ):
                await asyncio.sleep(0.1)
    except TimeoutError as error:
        raise SetupError("the station did not start; its own lines say why") from error


async def live(
    blueprint: Blueprint, stories: Sequence[int], *, stay: bool
) -> dict[int, str]:
    """The stories that were told, and why those that failed did.

    Args:
        blueprint: Of a simulated home; its clock file must exist.
        stories: Numbers of the stories to tell.
        stay: Go on living after the last of them, until cancelled.
    """
    assert blueprint.clock_file is not None
    patient = blueprint.patients[0]
    scene = Scene(blueprint.clock_file, patient.zone)
    folder = blueprint.folder / FOLDER
    speaker = VirtualSpeaker(folder, PLAYING_SPEED, scene.sounds, scene.says)
    door, (mail_port, pager_port) = _speaker_of(blueprint), _ports(blueprint)
    mailbox, pager = Mailbox(mail_port), Pager(pager_port)
    mailbox.start()
    mouth = Mouth()
    try:
        async with asyncio.TaskGroup() as tasks:
            lasting = [
                tasks.create_task(speaker.serve(door.host, door.port), name="speaker"),
                tasks.create_task(pager.serve(), name="pager"),
            ]
            premises = Premises(blueprint.folder / KEYS)
            await _station_is_up(blueprint, premises)
            devices = Devices(premises, patient.id, scene.clock, folder)
            broker = blueprint.sensors.broker
            run = devices.run(broker.host, broker.port)
            lasting.append(tasks.create_task(run, name="devices"))
            person = VirtualPatient(speaker, mouth, scene)
            world = _world(blueprint, scene, person, devices, (mailbox, pager))
            async with asyncio.timeout(START_WITHIN):
                await speaker.visited.wait()
            failed = await live_through(world, tuple(stories))
            if stay:
                await asyncio.Event().wait()
            for task in lasting:
                task.cancel()
            await world.provider.close()
            return failed
    finally:
        mailbox.stop()
        await mouth.close()


def _world(
    blueprint: Blueprint,
    scene: Scene,
    person: VirtualPatient,
    devices: Devices,
    told: tuple[Mailbox, Pager],
) -> World:
    database = open_database(blueprint.records, blueprint.folder)
    on_call = blueprint.care.provider(next(iter(blueprint.care.providers)))
    door = blueprint.console
    certificate = blueprint.folder / "console-cert.pem"
    return World(
        scene=scene,
        patient=blueprint.patients[0],
        person=person,
        devices=devices,
        mailbox=told[0],
        pager=told[1],
        provider=provider.VirtualProvider(
            f"https://{door.host}:{door.port}", certificate, scene
        ),
        database=database,
        account=provider.admit(database, blueprint.folder, on_call),
    )
