"""From a blueprint to a running home: opens the record, starts the children, lives."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial

import structlog

from assistant import children
from assistant.believed import BelievedClock
from assistant.blueprint import Blueprint
from assistant.conversation.webhook_server import WebhookServer
from assistant.hands import Mind
from assistant.home import restore
from assistant.ledger import Ledger
from assistant.life import Life
from assistant.mind import NoMind, rasa_mind
from assistant.speakers.placing import buttons
from care.errors import SetupError
from care.safefile import write_private
from records.database import open_database
from records.store import Store
from sensors.broker import tell
from sensors.hub import Hub
from sensors.inventory import Device
from sensors.ledger import Ledger as Proof
from sensors.plausibility import plausible
from sensors.premises import Premises

log = structlog.get_logger()

HUB_LOOK = 1.0
"""Real seconds between two looks whether the intake is still at work."""


def hub_of(life: Life, premises: Premises, store: Store) -> Hub:
    """The home's end of the sealed streams; its threads hand values to this loop."""
    loop = asyncio.get_running_loop()
    return Hub(
        premises=premises,
        ledger=Proof(life.blueprint.folder / "proof.db"),
        store=store,
        plausible=plausible,
        clock=life.clock,
        deliver=lambda readings: _hand(loop, life.readings, readings),
        report=lambda incident: _hand(loop, life.incident, incident),
        settings=life.blueprint.sensors,
        admit=partial(
            tell,
            life.blueprint.folder / "broker",
            program=life.blueprint.sensors.broker.program,
        ),
    )


def _hand(
    loop: asyncio.AbstractEventLoop, take: Callable[..., None], value: object
) -> None:
    loop.call_soon_threadsafe(take, value)


async def _intake(hub: Hub) -> None:
    """Keep the hub at work; its death is an error, so that it is started anew."""
    hub.start()
    try:
        while not hub.failed:  # noqa: ASYNC110 - a thread cannot set an event of the loop
            await asyncio.sleep(HUB_LOOK)
        raise SetupError("the intake of readings stopped")
    finally:
        await asyncio.to_thread(hub.stop)


def _make_secrets(blueprint: Blueprint) -> None:
    """The secret that signs web hooks, made where there is none yet (mode 0600)."""
    hook = blueprint.escalation.webhook
    if hook is None:
        return
    file = blueprint.folder / hook.secret_file
    if not file.exists():
        write_private(file, secrets.token_urlsafe(32).encode())
        log.info("secret made", key=hook.secret_file.name)


def _mind(
    blueprint: Blueprint, ledger: Ledger, services: dict[str, Callable[[], Awaitable[None]]]
) -> Mind:
    """Rasa with its two services, where it can be had; closed phrases where not."""
    missing = children.nlu_missing(blueprint)
    if missing is not None:
        log.warning("nlu absent", reason=missing)
        return NoMind()
    door, token = children.door_of(blueprint), secrets.token_urlsafe(32)
    mind = rasa_mind(blueprint, ledger, door)
    webhook = WebhookServer(mind, token)
    services["actions"] = webhook.run
    services["nlu"] = children.nlu(blueprint, door, webhook.url, token).run
    return mind


def _piper(blueprint: Blueprint) -> dict[str, Callable[[], Awaitable[None]]]:
    """Piper as a service, where it can be had; a home without it speaks all the same."""
    try:
        found = children.piper(blueprint)
    except SetupError as error:
        log.warning("piper absent", reason=str(error))
        return {}
    return {} if found is None else {"piper": found.run}


async def run(
    blueprint: Blueprint,
    devices: Sequence[Device] = (),
    others: dict[str, Callable[[], Awaitable[None]]] | None = None,
    alive: Callable[[Life], None] = lambda _life: None,
) -> None:
    """Live until cancelled.

    Args:
        blueprint: The home.
        devices: Devices to let in besides those in the inventory (a simulated home's).
        others: Further services to keep alive beside the station.
        alive: Called once with the joined home, before it runs.

    Raises:
        SetupError, StoreError: The home cannot start; the text says what to do.
    """
    premises = children.premises_of(blueprint, devices)
    _make_secrets(blueprint)
    database = open_database(blueprint.records, blueprint.folder)
    if blueprint.clock_file is None:
        clock = BelievedClock(blueprint.clock, blueprint.patients[0].id)
        blueprint = replace(blueprint, clock=clock)
        with database.reading() as unit:
            clock.start(unit)
    with database.reading() as unit:
        desks = restore(blueprint, unit, blueprint.clock.now())
    ledger = Ledger(database)
    services: dict[str, Callable[[], Awaitable[None]]] = dict(others or {})
    mind = _mind(blueprint, ledger, services)
    life = Life(blueprint, database, ledger, desks, mind)
    if blueprint.sensors.broker.embedded:
        services["broker"] = children.broker(blueprint, premises).run
    services["intake"] = lambda: _intake(hub_of(life, premises, Store(database)))
    services |= _piper(blueprint)
    ids = [one.id for one in blueprint.patients]
    services |= buttons(blueprint.assistant.buttons, ids, life.told)
    if blueprint.console.enabled:
        services["console"] = children.console(blueprint).run
    alive(life)
    await life.run(services)
