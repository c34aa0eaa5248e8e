"""gpiozero with its own pretended pins; Bluetooth with a device of our own."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import gpiozero
import pytest
from gpiozero.pins.mock import MockFactory

from assistant.speakers import button
from assistant.speakers.button import GattButton, GpioButton
from assistant.speakers.port import Change, Press
from care.errors import SetupError

Told = asyncio.Queue[Change | Press]


@pytest.fixture
def pins(monkeypatch: pytest.MonkeyPatch) -> Iterator[MockFactory]:
    factory = MockFactory()
    monkeypatch.setattr(gpiozero.Device, "pin_factory", factory)
    yield factory
    factory.reset()


@asynccontextmanager
async def watched(watching: GpioButton | GattButton) -> AsyncIterator[None]:
    async with asyncio.timeout(10), asyncio.TaskGroup() as tasks:
        running = tasks.create_task(watching.run())
        yield
        running.cancel()


async def test_a_contact_that_closes_means_help(
    pins: MockFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(button, "BOUNCE", None)
    told: Told = asyncio.Queue()
    contact = GpioButton(
        "wall", 17, noticed=lambda *what: told.put_nowait(what[1]), gpiozero=gpiozero
    )
    async with watched(contact):
        assert await told.get() is Change.CONNECTED
        for _ in range(2):
            pins.pin(17).drive_low()
            pins.pin(17).drive_high()
            assert await told.get() is Press.HELP
    assert await told.get() is Change.LOST


async def test_a_pin_that_is_not_there_is_named(pins: MockFactory) -> None:
    del pins
    contact = GpioButton("wall", 999, noticed=lambda *_what: None, gpiozero=gpiozero)
    with pytest.raises(SetupError, match="button wall: pin 999"):
        await contact.run()


class Device:
    """Notifies when it is told to; goes away and comes back."""

    def __init__(self) -> None:
        self.is_connected = False
        self.visits = 0
        self.press: Callable[[Any, bytearray], None] = lambda _sender, _value: None

    async def __aenter__(self) -> "Device":  # noqa: PYI034
        self.visits += 1
        if self.visits == 1:
            raise OSError("not in reach")
        self.is_connected = True
        return self

    async def __aexit__(self, *_error: object) -> None:
        self.is_connected = False

    async def start_notify(
        self, char_specifier: str, callback: Callable[[Any, bytearray], None]
    ) -> None:
        assert char_specifier == "ffe1"
        self.press = callback


async def test_a_bluetooth_button_is_found_again_and_means_help(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(button, "RETRY", 0.0)
    monkeypatch.setattr(button, "LOOK", 0.0)
    told: Told = asyncio.Queue()
    device = Device()
    finder = GattButton(
        "neck", lambda: device, "ffe1", noticed=lambda *what: told.put_nowait(what[1])
    )
    async with watched(finder):
        assert await told.get() is Change.CONNECTED
        device.press(None, bytearray(b"\x01"))
        assert await told.get() is Press.HELP
        device.is_connected = False
        assert await told.get() is Change.LOST
        assert await told.get() is Change.CONNECTED
        assert device.visits == 3
