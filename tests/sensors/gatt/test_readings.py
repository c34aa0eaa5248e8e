"""Which decoded values are believed, and what becomes of the others."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.observation import DeviceId, Observation, Quality
from care.people import PatientId
from sensors.gatt.characteristics import CHARACTERISTICS, decode
from sensors.gatt.readings import Origin, readings
from sensors.gatt.record import GattError

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
ORIGIN = Origin(
    patient=PatientId("ada"),
    device=DeviceId("meter-1"),
    received_at=NOW,
    zone=ZoneInfo("Europe/Paris"),
)


def of(uuid: str, octets: str) -> list[tuple[str, float | str | None, str, str]]:
    return [(r.kind, r.value, r.unit, r.quality.value) for r in full(uuid, octets)]


def full(uuid: str, octets: str) -> list[Observation]:
    records = decode(uuid, bytes.fromhex(octets))
    return [r for record in records for r in readings(uuid, record, ORIGIN)]


@pytest.mark.parametrize(
    ("uuid", "octets", "expected"),
    [
        ("2A18", "020A00EA070B1608000078B011", [("glucose_meter", 120.0, "mg/dL", "good")]),
        (
            "2A18",
            "0A0C00EA070B16080000FE07112000",
            [("glucose_meter", 600.0, "mg/dL", "censored")],
        ),
        (
            "2A18",
            "0A0D00EA070B160800000008114000",
            [("glucose_meter", 20.0, "mg/dL", "censored")],
        ),
        ("2A18", "060A00EA070B1608000042C011", [("glucose_meter", 6.6, "mmol/L", "good")]),
        ("2A18", "020A00EA070B1608000078B01A", []),
        (
            "2A18",
            "0A0A00EA070B1608000078B0110200",
            [("glucose_meter", None, "mg/dL", "no_reading")],
        ),
        ("2AA7", "092136003C0015FDFF", [("glucose", 54.0, "mg/dL", "good")]),
        ("2AA7", "07800000000001", [("glucose", None, "mg/dL", "no_reading")]),
        ("2AA7", "08000C100600586F", []),
        ("2AA7", "07200000000040", [("glucose", 40.0, "mg/dL", "censored")]),
        ("2A35", "0078005000FF07", [
            ("systolic", 120.0, "mm[Hg]", "good"), ("diastolic", 80.0, "mm[Hg]", "good"),
        ]),
        ("2A35", "00FF07FF07FF07", [
            ("systolic", None, "mm[Hg]", "no_reading"),
            ("diastolic", None, "mm[Hg]", "no_reading"),
        ]),
        ("2A37", "0448", [("pulse", None, "/min", "no_reading")]),
        ("2A37", "0648", [("pulse", 72.0, "/min", "good")]),
        ("2A1C", "01DA0300FF", [("temperature", 98.6, "[degF]", "good")]),
        ("2A9D", "00E63C", [("weight", 77.95, "kg", "good")]),
        ("2A5F", "00E8F384F3", [
            ("spo2", 100.0, "%", "good"), ("pulse", 90.0, "/min", "good"),
        ]),
        ("2A5F", "08FF07FF07008800", [
            ("spo2", None, "%", "no_reading"), ("pulse", None, "/min", "no_reading"),
        ]),
    ],
)  # fmt: skip
def test_readings(
    uuid: str, octets: str, expected: list[tuple[str, float | None, str, str]]
) -> None:
    assert of(uuid, octets) == expected


def test_low_perfusion_is_kept_and_doubted() -> None:
    reading = full("2A5F", "185F005A0020000003F0")[0]
    assert reading.quality is Quality.QUESTIONABLE
    assert (reading.value, reading.perfusion) == (95.0, 0.3)


def test_the_devices_own_time_is_local_and_offset() -> None:
    data = "030A00EA070B16080000FBFF78B011"
    assert full("2A18", data)[0].taken_at == datetime(2026, 11, 22, 6, 55, tzinfo=UTC)


@pytest.mark.parametrize(
    ("uuid", "octets"),
    [
        ("2A18", "0A0F00EA070B1608000078B0110008"),
        ("2A5E", "115C00580000000000000000"),
        ("2A5E", "015C00580000000000000000"),
        ("2AA7", "092136003C0015FDFF"),
    ],
)
def test_a_time_that_is_not_known_is_the_time_of_arrival(uuid: str, octets: str) -> None:
    assert full(uuid, octets)[0].taken_at == NOW


def test_times_between_heartbeats_are_kept_with_their_own_times() -> None:
    pulse, first, second = full("2A37", "104800040002")
    assert (pulse.kind, pulse.value) == ("pulse", 72.0)
    assert [(r.kind, r.value, r.unit) for r in (first, second)] == [
        ("rr_interval", 1000.0, "ms"),
        ("rr_interval", 500.0, "ms"),
    ]
    assert (first.taken_at, second.taken_at) == (NOW - timedelta(milliseconds=500), NOW)
    assert [kind for kind, *_ in of("2A37", "144800040002")] == ["pulse"]


@given(st.sampled_from(sorted(CHARACTERISTICS)), st.binary(max_size=30))
def test_whatever_decodes_becomes_readings(uuid: str, data: bytes) -> None:
    try:
        records = decode(uuid, data)
    except GattError:
        return
    for record in records:
        for one in readings(uuid, record, ORIGIN):
            assert (one.value is None) == (one.quality is Quality.NO_READING)


@pytest.mark.parametrize("year", ["0100", "0F27"])
def test_the_ends_of_time(year: str) -> None:
    data = f"03 0100 {year} 0C1F173B3B FF7F 78B011" if year == "0F27" else None
    assert full("2A18", data or f"03 0100 {year} 0101000000 0080 78B011")[0].taken_at == NOW


@pytest.mark.parametrize("year", ["B207", "D007", "0000"])
def test_a_clock_that_was_never_set_gives_the_time_of_arrival(year: str) -> None:
    (seen,) = full("2A18", f"020A00{year}0B1608000078B011")
    assert seen.taken_at == NOW
