"""Every published vector of the Bluetooth health characteristics, and every other byte."""

import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sensors.gatt.cgm import crc16
from sensors.gatt.characteristics import CHARACTERISTICS, decode
from sensors.gatt.number import Number, Special, float32, sfloat, written
from sensors.gatt.record import GattError, Record

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path(__file__).parents[1] / "data" / "clinical" / "gatt_vectors.json"
VECTORS = json.loads(DATA.read_text(encoding="utf-8"))
UNITS = {"mmHg": "mm[Hg]", "degF": "[degF]"}

NAMES = {
    "seq": "Sequence Number",
    "base_time": "Base Time",
    "time_offset_min": "Time Offset",
    "raw_concentration": "Glucose Concentration",
    "mg_per_dL": "Glucose Concentration (mg/dL)",
    "type": "Type",
    "location": "Sample Location",
    "sensor_status": "Sensor Status Annunciation",
    "size": "Size",
    "glucose_mg_dL": "CGM Glucose Concentration",
    "status": "Measurement Status",
    "cal_temp": "Sensor Status Annunciation - Cal/Temp",
    "warning": "Sensor Status Annunciation - Warning",
    "trend_mg_dL_min": "CGM Trend Information",
    "quality_pct": "CGM Quality",
    "bpm": "Heart Rate Measurement Value",
    "contact": "Sensor Contact Status",
    "energy_kJ": "Energy Expended",
    "sys": "Systolic",
    "dia": "Diastolic",
    "map": "Mean Arterial Pressure",
    "pulse": "Pulse Rate",
    "value": "Temperature Measurement Value",
    "time": "Time Stamp",
    "spo2": "SpO2PR-Normal - SpO2",
    "pr": "SpO2PR-Normal - PR",
    "meas_status": "Measurement Status",
    "pai": "Pulse Amplitude Index",
}
OWN = {
    "2AA7": {"status": "Sensor Status Annunciation - Status"},
    "2A1C": {"type": "Temperature Type"},
    "2A5E": {
        "spo2": "SpO2PR-Spot-Check - SpO2",
        "pr": "SpO2PR-Spot-Check - PR",
        "time": "Timestamp",
        "sensor_status": "Device and Sensor Status",
    },
    "2A5F": {"sensor_status": "Device and Sensor Status"},
}


def cases() -> list[Any]:
    return [
        pytest.param(key[-4:], vector, id=f"{key}: {vector['name']}")
        for key, vectors in VECTORS["characteristics"].items()
        for vector in vectors
    ]


def same(number: Number | int | str, expected: Any) -> bool:
    if isinstance(number, Decimal):
        wanted = Decimal(str(expected))
        exact = "E" in str(expected) or written(number) == format(wanted, "f")
        return bool(number == wanted and exact)
    if isinstance(number, Special):
        return bool(number.value == expected)
    return bool(number == expected)


def check(uuid: str, record: Record, expected: dict[str, Any]) -> None:
    """Every key that the vector expects is found under its GATT name."""
    names = NAMES | OWN.get(uuid, {})
    for key, wanted in expected.items():
        if key in names:
            field = record.get(names[key])
            if wanted is None:
                assert field is None, key
                continue
            assert field is not None, key
            assert same(field.value, wanted), f"{key}: {field.value}"
            continue
        facts: dict[str, Callable[[], Any]] = {
            "flags": lambda: record.flags,
            "unit": lambda: (
                record.fields[0].unit
                if uuid != "2A18"
                else getattr(record.get("Glucose Concentration"), "unit", None)
            ),
            "context_follows": lambda: "Context Information Follows" in record.present,
            "clock_not_set": lambda: "Device Clock is Not Set" in record.present,
            "crc_ok": lambda: record.intact,
            "rr_ms": lambda: [
                float(f.value)
                for f in record.fields
                if f.name == "RR-Interval" and isinstance(f.value, Decimal)
            ],
            "rr_1024": lambda: [
                int(f.flags[0].split("/")[0])
                for f in record.fields
                if f.name == "RR-Interval"
            ],
        }
        found = facts[key]()
        assert found == UNITS.get(wanted if isinstance(wanted, str) else "", wanted), key


@pytest.mark.parametrize(("uuid", "vector"), cases())
def test_characteristics(uuid: str, vector: dict[str, Any]) -> None:
    data, expected = bytes.fromhex(vector["hex"]), vector["expect"]
    if "error" in expected:
        with pytest.raises(GattError, match=expected["error"]):
            decode(uuid, data)
        return
    wanted = expected if isinstance(expected, list) else [expected]
    records = decode(uuid, data)
    assert len(records) == len(wanted)
    for record, one in zip(records, wanted, strict=True):
        check(uuid, record, one)


@pytest.mark.parametrize("vector", VECTORS["sfloat"], ids=lambda v: v["raw"])
def test_short_numbers(vector: dict[str, str]) -> None:
    raw = int.from_bytes(bytes.fromhex(vector["le_hex"]), "little")
    assert written(sfloat(raw)) == vector["value"]


@pytest.mark.parametrize("vector", VECTORS["float"], ids=lambda v: v["raw"])
def test_long_numbers(vector: dict[str, str]) -> None:
    raw = int.from_bytes(bytes.fromhex(vector["le_hex"]), "little")
    assert written(float32(raw)) == vector["value"]


def test_every_special_value_is_known() -> None:
    for form, function in (("SFLOAT", sfloat), ("FLOAT", float32)):
        for raw, name in VECTORS["special_values"][form].items():
            assert function(int(raw, 16)) is Special(name)


def test_a_special_mantissa_with_an_exponent_is_a_number() -> None:
    assert sfloat(0xF7FF) == Decimal("204.7")


@given(st.integers(0, 0xFFFF))
def test_every_short_number_is_special_or_exact(raw: int) -> None:
    number = sfloat(raw)
    if isinstance(number, Decimal):
        exponent = (raw >> 12) - 16 if raw >> 15 else raw >> 12
        assert number.scaleb(-exponent) == number.scaleb(-exponent).to_integral_value()


@pytest.mark.parametrize("vector", VECTORS["crc16_mcrf4xx"], ids=lambda v: v["hex"])
def test_checksums(vector: dict[str, str]) -> None:
    assert crc16(bytes.fromhex(vector["hex"])) == int(vector["crc"], 16)


@given(st.sampled_from(sorted(CHARACTERISTICS)), st.binary(max_size=40))
def test_any_bytes_are_decoded_or_refused(uuid: str, data: bytes) -> None:
    try:
        records = decode(uuid, data)
    except GattError:
        return
    assert all(record.fields for record in records)


@pytest.mark.parametrize(
    ("octets", "name", "value", "unit"),
    [
        ("00E63C", "Weight", "77.950", "kg"),
        ("01E43C", "Weight", "155.88", "[lb_av]"),
        ("00FFFF", "Weight", "NaN", "kg"),
    ],
)
def test_weight(octets: str, name: str, value: str, unit: str) -> None:
    field = decode("2A9D", bytes.fromhex(octets))[0].get(name)
    assert field is not None
    assert isinstance(field.value, Decimal | Special)
    assert (written(field.value), field.unit) == (value, unit)


def test_weight_with_everything() -> None:
    record = decode("2A9D", bytes.fromhex("0E1605E5070214071938033D01F406"))[0]
    texts = {f.name: f.value if isinstance(f.value, int | str) else written(f.value)
             for f in record.fields}  # fmt: skip
    assert texts == {
        "Weight": "6.510",
        "Time Stamp": "2021-02-20T07:25:56",
        "User ID": 3,
        "BMI": "31.7",
        "Height": "1.780",
    }


def test_the_quirk_swaps_the_octets() -> None:
    data = bytes.fromhex("08A0780000000144")
    usual, swapped = decode("2AA7", data)[0], decode("2AA7", data, "warning_first")[0]
    assert usual.bits("Sensor Status Annunciation - Status") == 0x01
    assert swapped.bits("Sensor Status Annunciation - Status") == 0x44
    with pytest.raises(GattError, match="known are warning_first"):
        decode("2AA7", data, "upside_down")


def test_an_unknown_characteristic_lists_the_known() -> None:
    with pytest.raises(GattError, match="2A18"):
        decode("2A00", b"")
