"""From decoded fields to readings: which may be believed, and how far.

Which status bits make a value unusable follows their meaning (docs/devices.md). A value
beyond the measuring range becomes the limit of that range, marked as censored: LOW must
count as low. Units stay as the device gave them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from care.observation import DeviceId, Kind, Observation, Quality
from care.people import PatientId
from sensors.gatt.number import Special
from sensors.gatt.record import Record
from sensors.vetting import UNSET


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What all readings of one notification share."""

    patient: PatientId
    device: DeviceId
    received_at: datetime
    zone: ZoneInfo
    """Devices send local wall-clock time without a zone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Value:
    """One reading before it has an origin."""

    kind: str
    number: Decimal | None
    unit: str
    quality: Quality = Quality.GOOD
    before: timedelta = timedelta()
    """How long before the record's own time."""


def _any(bits: int, *which: int) -> bool:
    return any(bits >> bit & 1 for bit in which)


def _plain(record: Record, kind: str, name: str, quality: Quality) -> _Value:
    """A field as a reading; special numbers are no reading."""
    field = record.get(name)
    unit = field.unit if field else "1"
    number = record.number(name)
    if number is None or quality is Quality.NO_READING:
        return _Value(kind=kind, number=None, unit=unit, quality=Quality.NO_READING)
    return _Value(kind=kind, number=number, unit=unit, quality=quality)


def _limited(kind: str, unit: str, limit: str) -> _Value:
    return _Value(kind=kind, number=Decimal(limit), unit=unit, quality=Quality.CENSORED)


METER_MG, METER_MOL, CGM_MG = ("20", "600"), ("1.1", "33.3"), ("40", "400")
"""Usual measuring ranges: where meters say LO and HI, and sensors stop."""


def _glucose(record: Record) -> list[_Value]:
    status = record.bits("Sensor Status Annunciation")
    concentration = record.get("Glucose Concentration")
    if concentration is None or _control(record):
        return []
    molar = concentration.unit == "mol/L"
    unit, limits = ("mmol/L", METER_MOL) if molar else ("mg/dL", METER_MG)
    if _any(status, 5) or concentration.value is Special.PLUS_INF:
        return [_limited("glucose_meter", unit, limits[1])]
    if _any(status, 6) or concentration.value is Special.MINUS_INF:
        return [_limited("glucose_meter", unit, limits[0])]
    bad = _any(status, 1, 2, 3, 4, 7, 8, 9, 10)
    quality = Quality.NO_READING if bad else Quality.GOOD
    value = _plain(record, "glucose_meter", f"Glucose Concentration ({unit})", quality)
    return [
        _Value(kind="glucose_meter", number=value.number, unit=unit, quality=value.quality)
    ]


def _control(record: Record) -> bool:
    """Control solution is not the patient's blood."""
    solution = 10
    return record.bits("Type") == solution or record.bits("Sample Location") == 4  # noqa: PLR2004


def _cgm(record: Record) -> list[_Value]:
    if not record.intact:
        return []
    status = record.bits("Sensor Status Annunciation - Status")
    heat = record.bits("Sensor Status Annunciation - Cal/Temp")
    warning = record.bits("Sensor Status Annunciation - Warning")
    if _any(warning, 6, 7):
        return [_limited("glucose", "mg/dL", CGM_MG[_any(warning, 7)])]
    bad = _any(status, 0, 2, 3, 5) or _any(heat, 4, 5)
    quality = Quality.NO_READING if bad else Quality.GOOD
    return [_plain(record, "glucose", "CGM Glucose Concentration", quality)]


def _oximeter(record: Record) -> list[_Value]:
    measurement = record.bits("Measurement Status")
    sensor = record.bits("Device and Sensor Status")
    quality = Quality.GOOD
    bad_sensor = _any(sensor, 1, 2, 3, 4, 6, 7, 8, 10, 11, 12, 13, 14, 15)
    if bad_sensor or _any(measurement, 10, 11, 13, 14, 15):
        quality = Quality.NO_READING
    elif _any(measurement, 6) or _any(sensor, 5):
        quality = Quality.QUESTIONABLE
    which = "SpO2PR-Normal" if record.get("SpO2PR-Normal - SpO2") else "SpO2PR-Spot-Check"
    return [
        _plain(record, "spo2", f"{which} - SpO2", quality),
        _plain(record, "pulse", f"{which} - PR", quality),
    ]


def _heart_rate(record: Record) -> list[_Value]:
    contact = record.get("Sensor Contact Status")
    lost = contact is not None and contact.value == 0
    quality = Quality.NO_READING if lost else Quality.GOOD
    pulse = _plain(record, "pulse", "Heart Rate Measurement Value", quality)
    return [pulse] if lost else [pulse, *_intervals(record)]


def _intervals(record: Record) -> list[_Value]:
    """Times between heartbeats, oldest first: each ends where the next one begins."""
    lengths = [
        field.value
        for field in record.fields
        if field.name == "RR-Interval" and isinstance(field.value, Decimal)
    ]
    return [
        _Value(
            kind="rr_interval",
            number=length,
            unit="ms",
            before=timedelta(milliseconds=float(sum(lengths[at + 1 :]))),
        )
        for at, length in enumerate(lengths)
    ]


def _blood_pressure(record: Record) -> list[_Value]:
    status = record.bits("Measurement Status")
    quality = Quality.QUESTIONABLE if _any(status, 2) else Quality.GOOD
    if _any(status, 0, 1, 5):
        quality = Quality.NO_READING
    values = [
        _plain(record, "systolic", "Systolic", quality),
        _plain(record, "diastolic", "Diastolic", quality),
    ]
    if record.get("Pulse Rate"):
        values.append(_plain(record, "pulse", "Pulse Rate", quality))
    return values


def _temperature(record: Record) -> list[_Value]:
    return [_plain(record, "temperature", "Temperature Measurement Value", Quality.GOOD)]


def _weight(record: Record) -> list[_Value]:
    return [_plain(record, "weight", "Weight", Quality.GOOD)]


_VALUES: dict[str, Callable[[Record], list[_Value]]] = {
    "2A18": _glucose,
    "2AA7": _cgm,
    "2A5E": _oximeter,
    "2A5F": _oximeter,
    "2A37": _heart_rate,
    "2A35": _blood_pressure,
    "2A1C": _temperature,
    "2A9D": _weight,
}


def own_time(record: Record, zone: ZoneInfo) -> datetime | None:
    """The device's own time, where it has one that can be believed."""
    field = record.get("Base Time") or record.get("Time Stamp") or record.get("Timestamp")
    time_fault = _any(record.bits("Sensor Status Annunciation"), 11)
    unset = "Device Clock is Not Set" in record.present
    if field is None or field.flags or time_fault or unset:
        return None
    local = datetime.fromisoformat(str(field.value)).replace(tzinfo=zone)
    offset = record.get("Time Offset")
    minutes = offset.value if offset is not None and isinstance(offset.value, int) else 0
    try:
        own = (local + timedelta(minutes=minutes)).astimezone(UTC)
    except OverflowError:  # the years 1 and 9999
        return None
    return own if own >= UNSET else None


def readings(uuid: str, record: Record, origin: Origin) -> tuple[Observation, ...]:
    """What one record says about the patient; nothing for control or broken records."""
    own = own_time(record, origin.zone)
    taken_at = own or origin.received_at
    perfusion = record.number("Pulse Amplitude Index")
    return tuple(
        Observation(
            patient=origin.patient,
            kind=Kind(value.kind),
            value=None if value.number is None else float(value.number),
            unit=value.unit,
            taken_at=taken_at - value.before,
            received_at=origin.received_at,
            device=origin.device,
            quality=value.quality,
            perfusion=None if perfusion is None else float(perfusion),
        )
        for value in _VALUES[uuid](record)
    )
