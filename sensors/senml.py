"""Readings as SenML in CBOR (RFC 8428), exactly: what goes in comes out.

One record per reading: name `<device>/<kind>` (the device as base name), UCUM unit,
value, string value or samples, and time as base seconds plus offset. Two extensions:
`q_` (quality, must be understood, left out when good) and `pi` (perfusion index, %).
Patient and time of arrival never travel: the home knows the first and sets the second.
"""

import math
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import cbor2

from care.instants import micros, of_micros
from care.observation import DeviceId, Kind, Observation, Quality, Reading, Waveform
from care.people import PatientId
from sensors.bounds import BoundsError, within_bounds
from sensors.refusal import Refusal, Rejected
from sensors.samples import pack, unpack

BN, BT, N, U, V, VS, VB, T, VD = -2, -3, 0, 1, 2, 3, 4, 6, 8
"""Labels of RFC 8428, table 4."""
QUALITY, PERFUSION = "q_", "pi"
KNOWN = frozenset((BN, BT, N, U, V, VS, VB, T, VD, QUALITY, PERFUSION))
MAX_RECORDS = 1_024
MAX_TEXT = 64
ABSOLUTE = 1 << 28
"""RFC 8428, 4.5.3: smaller times are relative to now, which no device may use here."""


def _short(number: float) -> float:
    return int(number) if number == int(number) and abs(number) < 1 << 53 else number


def _value(reading: Reading) -> dict[Any, Any]:
    if isinstance(reading, Waveform):
        return {VD: pack(reading.rate, reading.axes, reading.samples)}
    fields: dict[Any, Any] = {}
    if reading.value is None:
        fields[VB] = False
    elif isinstance(reading.value, str):
        fields[VS] = reading.value
    else:
        fields[V] = _short(reading.value)
    if reading.quality is not Quality.GOOD:
        fields[QUALITY] = reading.quality.value
    if reading.perfusion is not None:
        fields[PERFUSION] = reading.perfusion
    return fields


def encode(readings: Sequence[Reading], *, device: DeviceId) -> bytes:
    """Write at least one reading of one device as a SenML pack in CBOR."""
    base = micros(readings[0].taken_at) // 1_000_000
    records: list[dict[Any, Any]] = []
    for reading in readings:
        offset = micros(reading.taken_at) - base * 1_000_000
        record: dict[Any, Any] = {N: reading.kind, U: reading.unit} | _value(reading)
        if offset:
            record[T] = _short(offset / 1_000_000)
        records.append(record)
    records[0] = {BN: f"{device}/", BT: base} | records[0]
    return cbor2.dumps(records, canonical=True)


def _number(value: Any, what: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{what} is no number")  # noqa: TRY004 (one kind of refusal)
    if not math.isfinite(value):
        raise ValueError(f"{what} is endless")
    return float(value)


def _text(value: Any, what: str) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= MAX_TEXT:
        raise ValueError(f"{what} is no short text")
    return value


def _instant(base: Any, offset: Any) -> datetime:
    if _number(base, "base time") < ABSOLUTE:
        raise ValueError("time is not absolute")
    whole = int(base)
    part = round((base - whole + _number(offset, "time")) * 1_000_000)
    return of_micros(whole * 1_000_000 + part)


def _kind(name: str, base: str, device: DeviceId) -> Kind:
    whole = base + name
    if not whole.startswith(f"{device}/"):
        raise ValueError("name of another device")
    return Kind(whole.removeprefix(f"{device}/"))


def _samples(record: dict[Any, Any], common: dict[str, Any]) -> Waveform:
    data = record[VD]
    if not isinstance(data, bytes):
        raise ValueError("samples are no bytes")  # noqa: TRY004
    within_bounds(data)
    rate, axes, samples = unpack(data)
    return Waveform(rate=rate, axes=axes, samples=samples, **common)


def _reading(record: dict[Any, Any], **common: Any) -> Reading:
    common["unit"] = _text(record.get(U), "unit")
    if sum(label in record for label in (V, VS, VB, VD)) != 1:
        raise ValueError("not exactly one value")
    if VD in record:
        return _samples(record, common)
    value: float | str | None = None
    if V in record:
        value = _number(record[V], "value")
    elif VS in record:
        value = _text(record[VS], "string value")
    elif record[VB] is not False:
        raise ValueError("a truth value is no reading")
    quality = Quality(record.get(QUALITY, Quality.GOOD))
    if (value is None) != (quality is Quality.NO_READING):
        raise ValueError("value and quality contradict each other")
    perfusion = record.get(PERFUSION)
    if perfusion is not None:
        perfusion = _number(perfusion, "perfusion")
    return Observation(value=value, quality=quality, perfusion=perfusion, **common)


def _records(plain: bytes) -> list[dict[Any, Any]]:
    within_bounds(plain)
    pack_ = cbor2.loads(plain)
    if not isinstance(pack_, list) or not 0 < len(pack_) <= MAX_RECORDS:
        raise ValueError("not a list of records")
    for record in pack_:
        if not isinstance(record, dict):
            raise ValueError("record is no map")  # noqa: TRY004
        for label in record:
            if label not in KNOWN and (not isinstance(label, str) or label.endswith("_")):
                raise ValueError("a label that must be understood is not")
    return pack_


def decode(
    plain: bytes, *, device: DeviceId, patient: PatientId, received_at: datetime
) -> tuple[Reading, ...] | Rejected:
    """Read a pack of an authentic message; refused as a whole when any record is odd."""
    readings = []
    base_name: Any = ""
    base_time: Any = 0
    try:
        for record in _records(plain):
            base_name = record.get(BN, base_name)
            base_time = record.get(BT, base_time)
            base = _text(base_name, "base name") if base_name != "" else ""
            name = _text(record[N], "name") if N in record else ""
            reading = _reading(
                record,
                patient=patient,
                device=device,
                received_at=received_at,
                kind=_kind(name, base, device),
                taken_at=_instant(base_time, record.get(T, 0)),
            )
            readings.append(reading)
    except BoundsError as error:
        return Rejected(reason=Refusal.BOUNDS, detail=str(error))
    except (ValueError, OverflowError, TypeError, cbor2.CBORDecodeError) as error:
        return Rejected(reason=Refusal.CONTENT, detail=str(error)[:80])
    return tuple(readings)
