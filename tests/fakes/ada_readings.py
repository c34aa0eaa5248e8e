"""A day of Ada's devices: an oximeter, a CGM, a pill box and a fall pendant.

Values are made up, plausible, and always the same for the same instant.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from care.observation import DeviceId, Kind, Observation, Quality, Reading
from care.people import PatientId
from records.unit import Unit
from tests.fakes.ada import ADA, MINUTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One opened message, as the sealed streams hand it over."""

    device: str
    epoch: int
    sequence: int
    patient: PatientId
    leaf: bytes
    received_at: datetime
    readings: tuple[Reading, ...]


def reading(
    kind: str,
    unit: str,
    at: datetime,
    value: float | str | None,
    quality: Quality = Quality.GOOD,
) -> Observation:
    """One value of Ada's device of that kind."""
    return Observation(
        patient=ADA,
        kind=Kind(kind),
        value=value,
        unit=unit,
        taken_at=at,
        received_at=at + timedelta(seconds=1),
        device=DeviceId(DEVICES[kind]),
        quality=quality,
    )


DEVICES = {
    "spo2": "oximeter-01",
    "pulse": "oximeter-01",
    "glucose": "cgm-01",
    "pillbox": "pillbox-01",
    "fall": "pendant-01",
}


def _oxygen(now: datetime) -> Iterator[Observation]:
    """Every minute, not worn from 15 to 12 hours ago, low in the last four minutes."""
    for ago in range(24 * 60, -1, -1):
        at = now - ago * MINUTE
        if 12 * 60 < ago <= 15 * 60:
            continue
        wave = math.sin(ago / 47) + 0.6 * math.sin(ago / 9)
        low = {4: 90, 3: 88, 2: 87, 1: 86, 0: 86}.get(ago)
        value = low or round(95.6 + wave)
        doubt = Quality.QUESTIONABLE if ago % 311 == 0 else Quality.GOOD
        yield reading("spo2", "%", at, value, doubt)
        pulse = round(71 + 6 * math.sin(ago / 83) + 3 * wave) + (35 if low else 0)
        yield reading("pulse", "/min", at, pulse)


def _glucose(now: datetime) -> Iterator[Observation]:
    """Every five minutes, with meals, a lost signal at night and one value too high."""
    for ago in range(24 * 60, 4, -5):
        at = now - ago * MINUTE
        if 6 * 60 < ago < 7 * 60 + 30:
            continue
        hour = (at.hour + at.minute / 60) % 24
        meals = sum(70 * math.exp(-(((hour - meal) / 1.1) ** 2)) for meal in (8, 13, 19.5))
        value = round(108 + meals + 9 * math.sin(ago / 40))
        yield reading("glucose", "mg/dL", at, value)


def readings(now: datetime) -> tuple[Observation, ...]:
    """A day of Ada's devices up to `now`."""
    events = (
        reading("pillbox", "1", now - 75 * MINUTE, "opened"),
        reading("fall", "1", now - 26 * MINUTE, "alive"),
    )
    return (*_oxygen(now), *_glucose(now), *events)


def keep_readings(unit: Unit, seen: tuple[Observation, ...], sequence: int = 1) -> None:
    """Store readings as the intake would."""
    for device in sorted({one.device for one in seen}):
        own = tuple(one for one in seen if one.device == device)
        message = Message(
            device=device,
            epoch=1,
            sequence=sequence,
            patient=ADA,
            leaf=bytes(32),
            received_at=own[-1].received_at,
            readings=own,
        )
        unit.intake.keep([message])
