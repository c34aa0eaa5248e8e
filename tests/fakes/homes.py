"""A record in a temporary home, and messages to put into it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from care.observation import DeviceId, Kind, Observation, Quality, Reading, Waveform
from care.people import PatientId
from records.database import Database, open_database
from records.settings import RecordsSettings
from records.tables import EnvelopeRow
from records.unit import Unit

EIGHT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
ADA = PatientId("ada")
OXIMETER = DeviceId("oximeter-1")


def after(seconds: float) -> datetime:
    """So many seconds after eight."""
    return EIGHT + timedelta(seconds=seconds)


def record_in(home: Path, **settings: object) -> Database:
    """The record of a home, made if it is not there."""
    return open_database(RecordsSettings.model_validate(settings), home)


def reading(
    seconds: float, value: float | str | None = 97.0, kind: str = "spo2"
) -> Observation:
    """One value taken so many seconds after eight."""
    return Observation(
        patient=ADA,
        kind=Kind(kind),
        value=value,
        unit="%" if kind == "spo2" else "1",
        taken_at=after(seconds),
        received_at=after(seconds + 1),
        device=OXIMETER,
        quality=Quality.GOOD if value is not None else Quality.NO_READING,
        perfusion=1.5,
    )


def wave(seconds: float, samples: tuple[tuple[float, ...], ...]) -> Waveform:
    """A short stretch of acceleration."""
    return Waveform(
        patient=ADA,
        kind=Kind("acceleration"),
        unit="[g]",
        rate=50.0,
        axes=("x", "y", "z"),
        samples=samples,
        taken_at=after(seconds),
        received_at=after(seconds + 1),
        device=OXIMETER,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """One opened message, as the sealed streams hand it over."""

    device: DeviceId = OXIMETER
    epoch: int = 1
    sequence: int
    patient: PatientId = ADA
    leaf: bytes = bytes(32)
    received_at: datetime = EIGHT
    readings: tuple[Reading, ...] = ()


def messages(first: int, count: int) -> tuple[Sealed, ...]:
    """So many messages of two readings each, in a row."""
    return tuple(
        Sealed(
            sequence=number,
            leaf=number.to_bytes(32),
            received_at=after(number),
            readings=(reading(number), reading(number, float(number), "pulse")),
        )
        for number in range(first, first + count)
    )


def leaves(unit: Unit, epoch: int = 1) -> dict[int, bytes]:
    """Leaf hashes of the oximeter's stored messages, by sequence."""
    rows = select(EnvelopeRow.sequence, EnvelopeRow.leaf).where(
        EnvelopeRow.device == OXIMETER, EnvelopeRow.epoch == epoch
    )
    found = unit.session.execute(rows.order_by(EnvelopeRow.sequence))
    return {row.sequence: row.leaf for row in found}
