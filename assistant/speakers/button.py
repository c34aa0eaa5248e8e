"""A physical button that means help: at a pin of this machine, or over Bluetooth.

Buttons that speak MQTT are sensors of the kind `panic`. What is pressed here is a cry for
help like a spoken one: the home calls, says so, and asks whether it was meant.
"""

import asyncio
import contextlib
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

from assistant.speakers.link import keep_trying
from assistant.speakers.port import Change, Noticed, Press
from care.errors import SetupError

BOUNCE = 0.03
"""Seconds in which a contact may flutter."""
RETRY = 5.0
"""Real seconds between two tries to reach a Bluetooth button."""
LOOK = 10.0
"""Real seconds between two looks whether it is still connected."""


class GpioButton:
    """A contact between a pin and ground."""

    def __init__(self, button: str, pin: int, *, noticed: Noticed, gpiozero: Any) -> None:
        """Touch nothing before `run`.

        Args:
            button: Its id.
            pin: Number of the GPIO line.
            noticed: Told of every press.
            gpiozero: The module, or what stands for it.
        """
        self.id, self._pin = button, pin
        self._noticed, self._gpiozero = noticed, gpiozero

    async def run(self) -> None:
        """Tell of every press, for ever; SetupError where there is no such pin."""
        loop = asyncio.get_running_loop()
        try:
            contact = self._gpiozero.Button(self._pin, bounce_time=BOUNCE)
        except (self._gpiozero.GPIOZeroError, OSError) as error:
            raise SetupError(f"button {self.id}: pin {self._pin}: {error}") from error
        with contextlib.closing(contact):
            # gpiozero calls from a thread of its own.
            contact.when_pressed = lambda: loop.call_soon_threadsafe(
                self._noticed, self.id, Press.HELP
            )
            self._noticed(self.id, Change.CONNECTED)
            try:
                await asyncio.Event().wait()
            finally:
                self._noticed(self.id, Change.LOST)


class Notifying(Protocol):
    """What is needed of a connected Bluetooth device."""

    is_connected: bool

    async def start_notify(
        self, char_specifier: str, callback: Callable[[Any, bytearray], None]
    ) -> None:
        """Call back for every notification."""
        ...


Connect = Callable[[], AbstractAsyncContextManager[Notifying]]
"""Connects to the device; leaves it at the end."""


class GattButton:
    """A Bluetooth button that notifies."""

    def __init__(
        self, button: str, connect: Connect, characteristic: str, *, noticed: Noticed
    ) -> None:
        """Connect to nothing before `run`.

        Args:
            button: Its id.
            connect: Connects to it.
            characteristic: UUID of what notifies.
            noticed: Told of presses, and when the link comes and goes.
        """
        self.id, self._connect = button, connect
        self._characteristic, self._noticed = characteristic, noticed

    async def run(self) -> None:
        """Stay connected, for ever."""
        await keep_trying(self.id, self._live, RETRY, RETRY)

    async def _live(self) -> None:
        async with self._connect() as device:
            await device.start_notify(self._characteristic, self._pressed)
            self._noticed(self.id, Change.CONNECTED)
            try:
                while device.is_connected:  # noqa: ASYNC110 - the driver sets no event
                    await asyncio.sleep(LOOK)
            finally:
                self._noticed(self.id, Change.LOST)

    def _pressed(self, _sender: Any, _value: bytearray) -> None:
        self._noticed(self.id, Press.HELP)
