"""A patient and short ways to make readings for tests."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from care.observation import DeviceId, Kind, Observation, Quality
from care.people import Language, Patient, PatientId
from sensors.held import Kept
from sensors.limits import LimitSettings, personal
from sensors.watch import Watch, start

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
UNITS = {"glucose": "mg/dL", "spo2": "%", "pulse": "/min", "battery": "%"}
ADA = Patient(
    id=PatientId("ada"), name="Ada", language=Language.ENGLISH, zone=ZoneInfo("UTC")
)


def at(seconds: float) -> datetime:
    """So many seconds after nine."""
    return NINE + timedelta(seconds=seconds)


def reading(
    kind: str,
    value: float | str | None,
    seconds: float,
    *,
    late: float = 0,
    quality: Quality = Quality.GOOD,
    unit: str | None = None,
    perfusion: float | None = None,
    device: str = "device-1",
) -> Observation:
    """A reading measured so many seconds after nine, received `late` seconds later."""
    return Observation(
        patient=ADA.id,
        kind=Kind(kind),
        value=value,
        unit=unit or UNITS.get(kind, "1"),
        taken_at=at(seconds),
        received_at=at(seconds + late),
        device=DeviceId(device),
        quality=quality,
        perfusion=perfusion,
    )


def watch_of(
    patient: Patient = ADA, kept: Kept | None = None, **limits: LimitSettings
) -> Watch:
    """A watch with clinical defaults, or with limits changed by code (A_B for A-B)."""
    changed = {code.replace("_", "-"): change for code, change in limits.items()}
    return start(patient, personal(patient, changed), kept or Kept())
