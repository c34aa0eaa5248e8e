"""The socket in the home folder, through which the console passes on a tablet."""

import asyncio
import json
from pathlib import Path

import pytest
from websockets.asyncio.client import unix_connect
from websockets.exceptions import ConnectionClosed

from assistant.speakers.port import Change, Press
from assistant.speakers.tablet import TabletSpeaker
from assistant.speakers.tablet_door import UNKNOWN, TabletDoor
from care.tablets import SOCKET, short_path

pytestmark = pytest.mark.integration


async def test_a_tablet_comes_in_by_its_name_and_no_other_does(tmp_path: Path) -> None:
    told: asyncio.Queue[Change | Press] = asyncio.Queue()
    bed = TabletSpeaker("bed", "bedroom", noticed=lambda _, what: told.put_nowait(what))
    door = TabletDoor(tmp_path, [bed])
    async with (
        asyncio.timeout(20),
        await door._open(),
    ):
        assert (tmp_path / SOCKET).stat().st_mode & 0o077 == 0
        with short_path(tmp_path / SOCKET) as path:
            async with unix_connect(path, "ws://home/bed") as tablet:
                assert await told.get() is Change.CONNECTED
                await tablet.send(json.dumps({"press": "help"}))
                assert await told.get() is Press.HELP
            assert await told.get() is Change.LOST
            async with unix_connect(path, "ws://home/nobody") as stranger:
                with pytest.raises(ConnectionClosed):
                    await stranger.recv()
                assert stranger.close_code == UNKNOWN
    assert told.empty()


async def test_a_folder_that_is_made_meanwhile_can_be_entered(tmp_path: Path) -> None:
    async def other() -> None:
        (tmp_path / "voices").mkdir()

    async with asyncio.timeout(20), asyncio.TaskGroup() as tasks:
        opening = tasks.create_task(TabletDoor(tmp_path, ())._open())
        tasks.create_task(other())
    async with await opening:
        assert (tmp_path / "voices").stat().st_mode & 0o700 == 0o700
