"""Where the console hands over what tablets send: a socket in the home folder.

The console has checked that the tablet is paired; only the owner of the home folder can
open the socket. So nothing listens on the network for this.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from websockets.asyncio.server import Server, ServerConnection, unix_serve
from websockets.exceptions import ConnectionClosed

from assistant.speakers.tablet import TabletSpeaker
from care.tablets import LARGEST_IN, SOCKET, short_path

UNKNOWN = 4404
"""Close code: config.yml names no such tablet."""


class _Link:
    """A connection as the speaker needs it."""

    def __init__(self, connection: ServerConnection) -> None:
        self._connection = connection

    async def send(self, message: str | bytes) -> None:
        try:
            await self._connection.send(message)
        except ConnectionClosed as error:
            raise ConnectionError(str(error)) from error


class TabletDoor:
    """Joins connections and speakers, for ever."""

    def __init__(self, folder: Path, speakers: Sequence[TabletSpeaker]) -> None:
        """Stand in the home folder; nothing is open before `run`."""
        self._folder = folder
        self._speakers = {speaker.id: speaker for speaker in speakers}

    async def run(self) -> None:
        """Serve until cancelled."""
        (self._folder / SOCKET).unlink(missing_ok=True)
        server = await self._open()
        async with server:
            await server.serve_forever()

    async def _open(self) -> Server:
        with short_path(self._folder / SOCKET) as path:
            before = os.umask(0o077)  # a folder that others make meanwhile stays usable
            try:
                return await unix_serve(
                    self._visit, path, max_size=LARGEST_IN, compression=None
                )
            finally:
                os.umask(before)

    async def _visit(self, connection: ServerConnection) -> None:
        asked = connection.request.path if connection.request else ""
        speaker = self._speakers.get(asked.lstrip("/"))
        if speaker is None:
            await connection.close(UNKNOWN)
            return
        link = _Link(connection)
        speaker.came(link)
        try:
            async for message in connection:
                await speaker.take(message)
        except ConnectionClosed:
            pass
        finally:
            speaker.left(link)
