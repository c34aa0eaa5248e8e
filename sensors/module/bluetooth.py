"""Bluetooth health devices through bleak: connect, listen, decode, connect again.

Health devices sleep and send when they have measured, so not finding one is the usual
state and no error.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from bleak import BleakClient
from bleak.exc import BleakError

from sensors.gatt.characteristics import decode
from sensors.gatt.record import GattError
from sensors.settings import BluetoothDevice

RETRY_SECONDS = 15.0
BASE = "0000{}-0000-1000-8000-00805f9b34fb"
"""Bluetooth's base UUID around an assigned number."""
STORED = frozenset({"2A18"})
"""Characteristics whose devices keep records and send them only when they are asked."""
ACCESS_POINT, REPORT_ALL = "2a52", b"\x01\x01"
"""Record Access Control Point (GLP 1.0): report stored records, all of them."""


class Client(Protocol):
    """What we use of a Bluetooth connection (`bleak.BleakClient`)."""

    async def connect(self) -> Any:
        """Connect; raises BleakError, OSError or TimeoutError."""

    async def disconnect(self) -> Any:
        """Let go."""

    async def start_notify(
        self, char_specifier: str, callback: Callable[[Any, bytearray], Any]
    ) -> None:
        """Have notifications and indications handed to `callback`."""

    async def write_gatt_char(
        self, char_specifier: str, data: bytes, *, response: bool
    ) -> None:
        """Write a characteristic."""


Connect = Callable[[str, Callable[[Any], None]], Client]
"""Address and what to call when the connection is lost."""
OnRecord = Callable[[str, bytes], None]
"""Characteristic and bytes that decode, for `sensors.gatt.readings`."""


def bleak_client(address: str, gone: Callable[[Any], None]) -> Client:
    """A real connection."""
    return BleakClient(address, disconnected_callback=gone)


class BluetoothDriver:
    """One device."""

    def __init__(
        self, device: BluetoothDevice, on_record: OnRecord, connect: Connect = bleak_client
    ) -> None:
        """`on_record` is called in the event loop."""
        self._device, self._on_record, self._connect = device, on_record, connect
        self.refused = 0
        """Notifications that did not decode."""
        self.trouble = ""
        """Why there is no connection, as last heard."""

    async def run(self, pause: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        """Stay with the device for ever."""
        while True:
            await self.session()
            await pause(RETRY_SECONDS)

    async def session(self) -> bool:
        """Connect and listen until it goes away; False when it is not there."""
        gone = asyncio.Event()
        client = self._connect(self._device.address, lambda _client: gone.set())
        try:
            await client.connect()
            for number in self._device.characteristics:
                await client.start_notify(
                    BASE.format(number.lower()), self._listener(number.upper())
                )
            self.trouble = ""
            if STORED & {number.upper() for number in self._device.characteristics}:
                await self._ask(client)
            await gone.wait()
        except (BleakError, OSError, TimeoutError) as error:
            self.trouble = str(error) or type(error).__name__
            return False
        finally:
            await self._let_go(client)
        return True

    async def _ask(self, client: Client) -> None:
        """Have a meter send what it has stored; what came before is known by its time."""
        point = BASE.format(ACCESS_POINT)
        await client.start_notify(point, lambda _sender, _answer: None)
        await client.write_gatt_char(point, REPORT_ALL, response=True)

    async def _let_go(self, client: Client) -> None:
        try:
            await client.disconnect()
        except (BleakError, OSError, TimeoutError, EOFError):
            return

    def _listener(self, number: str) -> Callable[[Any, bytearray], None]:
        def heard(_sender: Any, data: bytearray) -> None:
            try:
                decode(number, bytes(data), self._device.quirk)
            except GattError:
                self.refused += 1
                return
            self._on_record(number, bytes(data))

        return heard
