"""What a device measured: one value, or one stretch of samples."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from care.people import PatientId

Kind = NewType("Kind", str)
"""What is measured, one word per row of `sensors.kinds` ("glucose", "spo2", "pulse",
"respiration", "systolic", "diastolic", "temperature", "weight", "fall", "acceleration",
"pillbox", "motion", "door", ...)."""

DeviceId = NewType("DeviceId", str)
"""Certificate name of a device, `[a-z0-9-]{4,40}`."""


class Quality(StrEnum):
    """How far a value may be believed (FHIR data-absent-reason, GATT status bits)."""

    GOOD = "good"
    QUESTIONABLE = "questionable"
    """The device itself doubts it: motion, low perfusion, early estimate."""
    CENSORED = "censored"
    """Beyond the measuring range; the value is the limit of that range."""
    NO_READING = "no_reading"
    """The device said that it could not measure; there is no value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One measured value (FHIR Observation)."""

    patient: PatientId
    kind: Kind
    value: float | str | None
    """A number in `unit`, a code word ("opened", "impact"), or None without a reading."""
    unit: str
    """UCUM: "mg/dL", "mmol/L", "%", "/min", "mm[Hg]", "Cel", "kg", "1" for code words."""
    taken_at: datetime
    """When the device measured, by the device's clock."""
    received_at: datetime
    """When the home had it, by the home's clock."""
    device: DeviceId
    quality: Quality = Quality.GOOD
    perfusion: float | None = None
    """Perfusion index of an oximeter in %, where it tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waveform:
    """Evenly spaced samples of several axes (FHIR SampledData)."""

    patient: PatientId
    kind: Kind
    unit: str
    """UCUM of every sample, "[g]" for acceleration."""
    rate: float
    """Samples a second."""
    axes: tuple[str, ...]
    samples: tuple[tuple[float, ...], ...]
    """One tuple per instant, one number per axis."""
    taken_at: datetime
    """Instant of the first sample."""
    received_at: datetime
    device: DeviceId


Reading = Observation | Waveform
