"""Passes messages between a tablet and the station, as they are, in both directions.

Who may be passed on is checked at the start and again whenever the record has changed,
so that a tablet that was sent away falls silent at once.
"""

import asyncio
from contextlib import suppress

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState
from websockets.asyncio.client import ClientConnection, unix_connect
from websockets.exceptions import ConnectionClosed, WebSocketException

from care.tablets import LARGEST_OUT, SOCKET, short_path
from console import tablets
from console.office import Office
from console.tablets import Paired

SENT_AWAY, NOT_THERE = 4403, 4503
"""Close codes: the tablet may not, or the home does not answer."""
LOOK = 5.0
"""Seconds until a pairing is looked at again when nothing has been written."""


class Over(Exception):  # noqa: N818 - an end, not an error
    """One side has ended."""

    def __init__(self, code: int) -> None:
        """End with this close code."""
        super().__init__(code)
        self.code = code


async def relay(socket: WebSocket, office: Office, token: str, tablet: Paired) -> None:
    """Pass messages on until one side ends or the tablet is sent away."""
    code = NOT_THERE
    try:
        with short_path(office.home / SOCKET) as path:
            station = await unix_connect(
                path, f"ws://home/{tablet.speaker}", max_size=LARGEST_OUT, compression=None
            )
        async with station, asyncio.TaskGroup() as tasks:
            tasks.create_task(_to_station(socket, station), name="to station")
            tasks.create_task(_to_tablet(station, socket), name="to tablet")
            tasks.create_task(_guard(socket, office, token), name="guard")
    except* Over as over:
        code = next(one.code for one in _flat(over))
    except* (OSError, WebSocketException):
        code = NOT_THERE
    if socket.client_state is WebSocketState.CONNECTED:
        with suppress(RuntimeError):
            await socket.close(code)


def _flat(group: BaseExceptionGroup[Over]) -> list[Over]:
    return [
        one
        for error in group.exceptions
        for one in (_flat(error) if isinstance(error, BaseExceptionGroup) else [error])
    ]


async def _to_station(socket: WebSocket, station: ClientConnection) -> None:
    try:
        while True:
            message = await socket.receive()
            if message["type"] == "websocket.disconnect":
                raise Over(1000)
            content = message.get("bytes") or message.get("text")
            if content:
                await station.send(content)
    except (ConnectionClosed, RuntimeError) as error:
        raise Over(NOT_THERE) from error


async def _to_tablet(station: ClientConnection, socket: WebSocket) -> None:
    try:
        async for message in station:
            if isinstance(message, bytes):
                await socket.send_bytes(message)
            else:
                await socket.send_text(message)
    except (ConnectionClosed, WebSocketDisconnect, RuntimeError) as error:
        raise Over(NOT_THERE) from error
    raise Over(NOT_THERE)


async def _guard(socket: WebSocket, office: Office, token: str) -> None:
    while not office.closing:
        change = socket.app.state.ripples.next
        if await office.read(lambda unit: tablets.who(unit, token)) is None:
            raise Over(SENT_AWAY)
        with suppress(TimeoutError):
            await asyncio.wait_for(change.wait(), LOOK)
    raise Over(NOT_THERE)
