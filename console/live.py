"""Live pages: when the record changes, everybody who looks gets the page's new content.

One task watches the file for commits (`records.changes`, no query) and wakes the open
streams. Each stream sends its content when it differs from what it sent last, and a
heartbeat otherwise, so that the page can tell "nothing new" from "not live".
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress

import structlog

from care.errors import StoreError
from console.office import Office
from records.changes import Changes

log = structlog.get_logger()

LOOK = 0.5
"""Seconds between two looks at the file."""
BEAT = 2.0
"""Seconds until a stream sends something in any case."""
PAUSE = 0.8
"""Seconds between two contents, so that busy sensors do not keep the box busy twice."""
RETRY = "retry: 2000\n\n"
"""Asks the browser to come back after two seconds."""

Content = Callable[[], Awaitable[str | None]]
"""Makes the page's content; None when the person is not signed in any more."""


class Ripples:
    """Wakes everybody who waits for a change."""

    def __init__(self) -> None:
        """Nobody waits yet."""
        self.next = asyncio.Event()
        """Set at the next change; take it before looking, and no change is missed."""

    def spread(self) -> None:
        """Something has changed."""
        woken, self.next = self.next, asyncio.Event()
        woken.set()


async def either(change: asyncio.Event, seconds: float) -> None:
    """Wait for a change, at most so long."""
    with suppress(TimeoutError):
        await asyncio.wait_for(change.wait(), seconds)


async def watch(office: Office, ripples: Ripples) -> None:
    """Look at the file until the console ends."""
    changes: Changes | None = None
    while not office.closing:
        try:
            if changes is None:
                changes = await asyncio.to_thread(Changes, office.database)
            if await asyncio.to_thread(changes.any):
                ripples.spread()
        except StoreError as error:
            log.warning("the record cannot be watched", reason=type(error).__name__)
            ripples.spread()
        await asyncio.sleep(LOOK)
    ripples.spread()
    if changes:
        changes.close()


def message(name: str, data: object) -> str:
    """One event of a stream; JSON keeps it on one line."""
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"


async def stream(office: Office, ripples: Ripples, content: Content) -> AsyncIterator[str]:
    """Events for one open page: "content", "beat", "signed-out"."""
    yield RETRY
    sent = ""
    while not office.closing:
        change = ripples.next
        try:
            fresh = await content()
        except StoreError:
            return  # the page sees the stream end, says so, and comes back
        if fresh is None:
            yield message("signed-out", None)
            return
        if fresh != sent:
            yield message("content", fresh)
            sent = fresh
        else:
            yield message("beat", None)
        await asyncio.sleep(PAUSE)
        await either(change, BEAT - PAUSE)
