"""Keeps the link to a speaker or a button alive, whatever its library or driver raises.

A speaker that raised would take every other speaker of its patient with it: one mistyped
sound card must not make the bedroom deaf. Why a link fails is logged when it changes.
"""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from care.clock import stopwatch

FIRST_RETRY, LAST_RETRY = 0.5, 8.0
"""Real seconds between two tries, doubling."""
STEADY = 8.0
"""Real seconds after which a link counts as good: its end is followed by a quick try."""
LONGEST = 120
"""Characters of a reason; the log takes no more."""

log = structlog.get_logger()


async def keep_trying(
    speaker: str,
    live: Callable[[], Awaitable[None]],
    first: float = FIRST_RETRY,
    last: float = LAST_RETRY,
) -> None:
    """Live one connection after the other, for ever.

    Args:
        speaker: Id of the speaker or button, for the log.
        live: One connection, until it ends or fails.
        first: Real seconds before the first new try; each further one waits twice as long.
        last: The longest wait.
    """
    wait, known = first, ""
    while True:
        began, reason = stopwatch(), ""
        try:
            await live()
        except Exception as error:  # noqa: BLE001 - drivers raise what they like
            reason = f"{type(error).__name__}: {error}"[:LONGEST]
        steady = stopwatch() - began > STEADY
        if reason and (steady or reason != known):
            log.warning("speaker not reached", speaker=speaker, reason=reason)
        known = reason
        wait = first if steady else wait
        await asyncio.sleep(wait)
        wait = min(last, 2 * wait)
