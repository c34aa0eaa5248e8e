"""Calls into drivers and pipes that may hang: apart from the loop, and from its end.

A thread of the loop's own pool that hangs takes a place of the few there are, and holds up
the end of the process. Here it is one thread of its own, left behind when it hangs.
"""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Apart:
    """One blocking call at a time."""

    def __init__(self, name: str) -> None:
        """Nothing is called yet; `name` is for the threads and for errors."""
        self._name = name
        self.busy = False
        """Whether a call has not come back."""

    def begin(self, work: Callable[[], T]) -> asyncio.Future[T]:
        """Start `work` in a thread; whoever stops waiting leaves it there.

        Raises:
            OSError: An earlier call has not come back.
        """
        if self.busy:
            raise OSError(f"{self._name} hangs")
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()

        def settle(result: T | None, error: Exception | None) -> None:
            if done.done():
                return
            if error is None:
                done.set_result(result)  # type: ignore[arg-type]
            else:
                done.set_exception(error)

        def run() -> None:
            found: tuple[T | None, Exception | None]
            try:
                found = work(), None
            except Exception as error:  # noqa: BLE001 - handed to who waits
                found = None, error
            self.busy = False
            with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
                loop.call_soon_threadsafe(settle, *found)

        self.busy = True
        threading.Thread(target=run, name=self._name, daemon=True).start()
        return done
