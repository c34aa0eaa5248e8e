"""Short tasks with an owner: a message to send, a sentence to say, a turn to take.

One that fails is logged by kind and place and leaves the others alone; all of them end
with the station.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any

import structlog

from assistant.supervise import place

log = structlog.get_logger()


class Errands:
    """Owner of named short tasks. `start` works while `run` is running."""

    def __init__(self) -> None:
        """Have nothing to do yet."""
        self._tasks: asyncio.TaskGroup | None = None
        self._early: list[tuple[str, Coroutine[Any, Any, None]]] = []

    async def run(self) -> None:
        """Own the tasks until cancelled."""
        async with asyncio.TaskGroup() as self._tasks:
            for name, errand in self._early:
                self.start(name, errand)
            self._early.clear()
            await asyncio.Event().wait()

    def start(self, name: str, errand: Coroutine[Any, Any, None]) -> None:
        """Begin a task; one begun before `run` waits for it."""
        if self._tasks is None:
            self._early.append((name, errand))
        else:
            self._tasks.create_task(self._whole(name, errand), name=name)

    async def _whole(self, name: str, errand: Coroutine[Any, Any, None]) -> None:
        try:
            await errand
        except Exception as error:  # noqa: BLE001 - one errand never ends the others
            log.error(  # noqa: TRY400 - a message may quote what was said
                "errand failed", service=name, error=type(error).__name__, at=place(error)
            )
