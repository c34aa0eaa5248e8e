"""Every way in which people write bytes and characteristics."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sensors.gatt.characteristics import CHARACTERISTICS
from sensors.gatt.notation import assigned_number, octets
from sensors.gatt.record import GattError

BYTES = bytes.fromhex("00e8f384f3")


@pytest.mark.parametrize(
    "text",
    [
        "00e8f384f3", "00E8F384F3", "0x00E8F384F3", "00 e8 f3 84 f3", "00:E8:F3:84:F3",
        "00-E8-F3-84-F3", "0x00 0xE8 0xF3 0x84 0xF3", "0x00,0xE8,0xF3,0x84,0xF3",
        r"\x00\xe8\xf3\x84\xf3", " 00E8 F384F3\n", "[00, e8, f3, 84, f3]",
        "(0x) 00-E8-F3-84-F3",
    ],
)  # fmt: skip
def test_bytes(text: str) -> None:
    assert octets(text) == BYTES


@given(st.binary(max_size=30), st.sampled_from(["", " ", ":", "-", " 0x"]))
def test_any_bytes_come_back(data: bytes, between: str) -> None:
    assert octets(between.join(f"{byte:02x}" for byte in data)) == data


@pytest.mark.parametrize(
    ("text", "why"),
    [("00E", "3 hexadecimal digits"), ("00G8", "'G' is no"), ("hello", "'h' is no")],
)
def test_what_is_none(text: str, why: str) -> None:
    with pytest.raises(GattError, match=why):
        octets(text)


@pytest.mark.parametrize(
    "text",
    [
        "2A5F", "2a5f", "0x2A5F", "0X2a5f", "00002A5F", "PLX Continuous Measurement",
        "plx_continuous_measurement", "00002a5f-0000-1000-8000-00805f9b34fb",
        "00002A5F-0000-1000-8000-00805F9B34FB", "{00002A5F-0000-1000-8000-00805F9B34FB}",
        "urn:uuid:00002a5f-0000-1000-8000-00805f9b34fb", "00002A5F00001000800000805F9B34FB",
        "org.bluetooth.characteristic.plx_continuous_measurement", " 2A5F ",
    ],
)  # fmt: skip
def test_one_characteristic(text: str) -> None:
    assert assigned_number(text) == "2A5F"


@pytest.mark.parametrize("text", ["2A00", "00002a5f-0000-1000-8000-00805f9b34fc", "", "x"])
def test_a_stranger(text: str) -> None:
    assert assigned_number(text) not in CHARACTERISTICS
