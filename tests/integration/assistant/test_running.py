"""From a config file to a living home, and again after its end."""

import asyncio
from pathlib import Path

import pytest
import yaml

from assistant import running
from assistant.blueprint import Blueprint, read_blueprint
from assistant.life import Life
from assistant.mind import NoMind
from assistant.station import Turn
from records.database import open_database
from records.states import HEARTBEAT
from tests.fakes.hearing_child import HearingChild
from tests.fakes.voice_children import SpeakingChild
from tests.integration.assistant.homes import configuration

pytestmark = [pytest.mark.integration, pytest.mark.timeout(60)]


@pytest.fixture
def blueprint(tmp_path: Path) -> Blueprint:
    """A home whose broker is elsewhere (and gone), without a console."""
    file = configuration(tmp_path)
    given = yaml.safe_load(file.read_text())
    mouth = str(tmp_path / "out.wav")
    given["assistant"]["speakers"] = {"bed": {"kind": "wav", "room": "r", "mouth": mouth}}
    given["sensors"]["broker"]["embedded"] = False
    given["console"]["enabled"] = False
    file.write_text(yaml.safe_dump(given))
    return read_blueprint(file, tmp_path / "home")


class Seen:
    """The home once it is joined, with quiet ears and mouth; its first turns."""

    def __init__(self) -> None:
        self.life: Life | None = None
        self.turned = asyncio.Event()

    def alive(self, life: Life) -> None:
        self.life = life
        life.ears._child = HearingChild()
        life.mouth._children = {name: SpeakingChild() for name in life.mouth._children}
        life.station.witness = self._turn

    def _turn(self, turn: Turn) -> None:
        if turn.states:
            self.turned.set()


async def a_while(blueprint: Blueprint) -> Seen:
    """Run a home until the first of its turns is kept, beside one more service."""
    seen, beside = Seen(), asyncio.Event()

    async def service() -> None:
        beside.set()
        await asyncio.Event().wait()

    async with asyncio.timeout(40), asyncio.TaskGroup() as tasks:
        task = tasks.create_task(
            running.run(blueprint, others={"own": service}, alive=seen.alive)
        )
        await seen.turned.wait()
        await beside.wait()
        task.cancel()
    return seen


async def test_a_home_lives_without_broker_nlu_and_console(blueprint: Blueprint) -> None:
    seen = await a_while(blueprint)
    assert seen.life is not None
    assert set(seen.life.hands) == {"rose"}
    assert isinstance(seen.life.hands[blueprint.patients[0].id]._mind, NoMind)
    database = open_database(blueprint.records, blueprint.folder)
    with database.reading() as unit:
        assert HEARTBEAT in unit.states.names()
    database.close()


async def test_secrets_and_keys_are_made_once_and_private(blueprint: Blueprint) -> None:
    await a_while(blueprint)
    secret = blueprint.folder / "webhook.secret"
    hub = blueprint.folder / "keys" / "hub.key"
    assert secret.stat().st_mode & 0o777 == 0o600
    assert len(secret.read_text()) > 30
    before = (secret.read_text(), hub.read_bytes())
    await a_while(blueprint)
    assert (secret.read_text(), hub.read_bytes()) == before
