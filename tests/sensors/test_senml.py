"""Readings survive the wire exactly, and odd packs are refused."""

from datetime import UTC, datetime, timedelta

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.observation import DeviceId, Kind, Observation, Quality, Reading, Waveform
from care.people import PatientId
from sensors.refusal import Refusal, Rejected
from sensors.senml import decode, encode

DEVICE, PATIENT = DeviceId("oximeter-1"), PatientId("ada")
ARRIVED = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
numbers = st.floats(allow_nan=False, allow_infinity=False, width=64)
instants = st.datetimes(
    datetime(1990, 1, 1),  # noqa: DTZ001 (hypothesis adds the zone)
    datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
words = st.text(
    st.characters(min_codepoint=33, max_codepoint=0x2FF), min_size=1, max_size=20
)


@st.composite
def observations(draw: st.DrawFn) -> Observation:
    quality = draw(st.sampled_from(Quality))
    value = None if quality is Quality.NO_READING else draw(numbers | words)
    return Observation(
        patient=PATIENT,
        kind=Kind(draw(words)),
        value=value,
        unit=draw(st.sampled_from(["mg/dL", "mmol/L", "%", "/min", "mm[Hg]", "1"])),
        taken_at=draw(instants),
        received_at=ARRIVED,
        device=DEVICE,
        quality=quality,
        perfusion=draw(st.none() | numbers),
    )


@st.composite
def waveforms(draw: st.DrawFn) -> Waveform:
    decimal = st.integers(-4000, 4000).map(lambda milli: milli / 1000)
    sample = draw(st.sampled_from([decimal, numbers]))
    rows = st.lists(st.tuples(sample, sample, sample), min_size=1, max_size=60).map(tuple)
    return Waveform(
        patient=PATIENT,
        kind=Kind("acceleration"),
        unit="[g]",
        rate=draw(st.sampled_from([12.5, 50.0, 238.0])),
        axes=("x", "y", "z"),
        samples=draw(rows),
        taken_at=draw(instants),
        received_at=ARRIVED,
        device=DEVICE,
    )


def back(plain: bytes) -> tuple[Reading, ...] | Rejected:
    return decode(plain, device=DEVICE, patient=PATIENT, received_at=ARRIVED)


def refused(pack: object) -> Refusal:
    outcome = back(pack if isinstance(pack, bytes) else cbor2.dumps(pack))
    assert isinstance(outcome, Rejected), outcome
    return outcome.reason


@given(st.lists(observations() | waveforms(), min_size=1, max_size=6))
def test_readings_come_out_as_they_went_in(readings: list[Reading]) -> None:
    assert back(encode(readings, device=DEVICE)) == tuple(readings)


def test_a_batch_of_decimal_acceleration_takes_two_bytes_a_sample() -> None:
    rows = tuple((round(0.012 * i, 3), -0.5, 1.0) for i in range(50))
    batch = Waveform(
        patient=PATIENT,
        kind=Kind("acceleration"),
        unit="[g]",
        rate=50.0,
        axes=("x", "y", "z"),
        samples=rows,
        taken_at=ARRIVED,
        received_at=ARRIVED,
        device=DEVICE,
    )
    assert len(encode([batch], device=DEVICE)) < 50 * 3 * 2 + 60


@given(st.binary(max_size=200))
def test_noise_never_raises(noise: bytes) -> None:
    assert isinstance(back(noise), Rejected)


FINE = {-2: "oximeter-1/", -3: 1_763_800_000, 0: "spo2", 1: "%", 2: 97}


@pytest.mark.parametrize(
    "change",
    [
        {2: float("nan")},
        {2: float("inf")},
        {2: True},
        {3: "two values"},
        {1: ""},
        {1: 5},
        {0: ""},
        {0: "x" * 65},
        {-2: "oximeter-2/"},
        {-3: 1000},
        {-3: 1e300},
        {6: "soon"},
        {5: 12},
        {"q_": "splendid"},
        {"q_": "no_reading"},
        {"x_": 1},
        {"pi": "low"},
        {7: 3},
    ],
    ids=str,
)
def test_odd_records_are_refused(change: dict[object, object]) -> None:
    assert not isinstance(back(cbor2.dumps([FINE])), Rejected)
    assert refused([FINE | change]) is Refusal.CONTENT


@pytest.mark.parametrize("pack", [[], {}, 5, [5], None, [FINE] * 1025], ids=type)
def test_other_shapes_are_refused(pack: object) -> None:
    assert refused(pack) is Refusal.CONTENT


@pytest.mark.parametrize(
    "bomb",
    [
        b"\x9f" * 100_0,
        b"\x81" * 5_000,
        b"\x9b\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\xbb\x00\x00\x00\xff\xff\xff\xff\xff",
        b"\xc2\x5a\xff\xff\xff\xff",
        b"\xd8\x1c\x81\xd8\x1d\x00",
        b"\x81\xa1\x02\xc4\x82\x1b\x7f\xff\xff\xff\xff\xff\xff\xff\x01",
        b"\x5f\x41\x00\xff",
        b"\x80" * 3,
    ],
    ids=lambda bomb: bomb[:6].hex(),
)
def test_bombs_are_refused_at_the_bounds(bomb: bytes) -> None:
    assert refused(bomb) is Refusal.BOUNDS


def test_unknown_optional_labels_are_passed_over() -> None:
    assert not isinstance(back(cbor2.dumps([FINE | {"vendor": 1}])), Rejected)


def test_records_share_base_name_and_time() -> None:
    pack = [FINE, {0: "pulse", 1: "/min", 2: 71, 6: 0.25}]
    outcome = back(cbor2.dumps(pack))
    assert not isinstance(outcome, Rejected)
    assert outcome[1].kind == "pulse"
    assert outcome[1].taken_at - outcome[0].taken_at == timedelta(milliseconds=250)
