"""A Bluetooth device that comes, measures, sends rubbish, and goes."""

from collections.abc import Callable
from typing import Any

import pytest
from bleak.exc import BleakError

from sensors.module.bluetooth import BluetoothDriver
from sensors.settings import BluetoothDevice

DEVICE = BluetoothDevice(address="AA:BB", characteristics=("2a5f",))


class Oximeter:
    """See `sensors.module.bluetooth.Client`; sends its script and goes away."""

    def __init__(self, gone: Callable[[Any], None], script: list[str]) -> None:
        self.gone, self.script = gone, script
        self.left = 0
        self.asked: list[str] = []
        self.written: list[tuple[str, bytes]] = []

    async def connect(self) -> None:
        if self.script == ["absent"]:
            raise BleakError("not found")

    async def disconnect(self) -> None:
        self.left += 1

    async def start_notify(
        self, char_specifier: str, callback: Callable[[Any, bytearray], Any]
    ) -> None:
        self.asked.append(char_specifier)
        if char_specifier != "00002a5f-0000-1000-8000-00805f9b34fb":
            return
        for octets in self.script:
            callback(None, bytearray.fromhex(octets))
        self.gone(None)

    async def write_gatt_char(
        self, char_specifier: str, data: bytes, *, response: bool
    ) -> None:
        assert response
        self.written.append((char_specifier, data))
        self.gone(None)


class Radio:
    def __init__(self, script: list[str]) -> None:
        self.script = script
        self.clients: list[Oximeter] = []

    def __call__(self, address: str, gone: Callable[[Any], None]) -> Oximeter:
        assert address == "AA:BB"
        self.clients.append(Oximeter(gone, self.script))
        return self.clients[-1]


async def test_notifications_that_decode_are_handed_on() -> None:
    heard: list[tuple[str, bytes]] = []
    radio = Radio(["00E8F384F3", "00E8", "005F005A00"])
    driver = BluetoothDriver(DEVICE, lambda *record: heard.append(record), radio)
    assert await driver.session()
    assert [octets.hex().upper() for _, octets in heard] == ["00E8F384F3", "005F005A00"]
    assert driver.refused == 1
    assert radio.clients[0].left == 1
    assert radio.clients[0].written == []


async def test_a_meter_is_asked_for_what_it_has_stored() -> None:
    meter = BluetoothDevice(address="AA:BB", characteristics=("2A18",))
    radio = Radio([])
    assert await BluetoothDriver(meter, lambda *_: None, radio).session()
    (client,) = radio.clients
    assert client.asked == [
        "00002a18-0000-1000-8000-00805f9b34fb",
        "00002a52-0000-1000-8000-00805f9b34fb",
    ]
    assert client.written == [("00002a52-0000-1000-8000-00805f9b34fb", b"\x01\x01")]


async def test_a_device_that_is_not_there_is_tried_again() -> None:
    radio = Radio(["absent"])
    driver = BluetoothDriver(DEVICE, lambda *_: None, radio)
    assert not await driver.session()
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await driver.run(pause)
    assert driver.trouble == "not found"
    assert len(radio.clients) == 4
