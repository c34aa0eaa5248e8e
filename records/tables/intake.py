"""What came from the devices: sealed bytes, what they said, and what we answered."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from records.tables.base import Base


class EnvelopeRow(Base):
    """One sealed message exactly as it arrived; device, epoch and sequence name it."""

    __tablename__ = "envelopes"

    device: Mapped[str] = mapped_column(primary_key=True)
    epoch: Mapped[str] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True)
    patient: Mapped[str | None]
    leaf: Mapped[bytes]
    """RFC 6962 leaf hash of the sealed bytes."""
    sealed: Mapped[bytes]
    received_at: Mapped[datetime]


def _of_envelope() -> ForeignKeyConstraint:
    columns = ["device", "epoch", "sequence"]
    return ForeignKeyConstraint(columns, [f"envelopes.{name}" for name in columns])


class ObservationRow(Base):
    """One measured value, by the place it had in its envelope."""

    __tablename__ = "observations"
    __table_args__ = (
        _of_envelope(),
        Index(None, "patient", "kind", "taken_at"),
    )

    device: Mapped[str] = mapped_column(primary_key=True)
    epoch: Mapped[str] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    patient: Mapped[str]
    kind: Mapped[str]
    number: Mapped[float | None]
    word: Mapped[str | None]
    """A code word, for kinds that have no number."""
    unit: Mapped[str]
    taken_at: Mapped[datetime]
    received_at: Mapped[datetime]
    quality: Mapped[str]
    perfusion: Mapped[float | None]


class WaveformRow(Base):
    """Samples of several axes, packed (`records.packing`)."""

    __tablename__ = "waveforms"
    __table_args__ = (
        _of_envelope(),
        Index(None, "patient", "kind", "taken_at"),
    )

    device: Mapped[str] = mapped_column(primary_key=True)
    epoch: Mapped[str] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    patient: Mapped[str]
    kind: Mapped[str]
    unit: Mapped[str]
    rate: Mapped[float]
    axes: Mapped[str]
    samples: Mapped[bytes]
    taken_at: Mapped[datetime]
    received_at: Mapped[datetime]


class ReceiptRow(Base):
    """One receipt as it was signed and sent to a device."""

    __tablename__ = "receipts"
    __table_args__ = (Index(None, "device", "epoch", "low"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    device: Mapped[str]
    epoch: Mapped[str]
    low: Mapped[int]
    high: Mapped[int]
    signed: Mapped[bytes]
    at: Mapped[datetime]
