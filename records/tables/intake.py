"""What came from the devices: which message, and what was measured."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from records.tables.base import Base


class EnvelopeRow(Base):
    """One sealed message that was opened; device, epoch and sequence name it for ever."""

    __tablename__ = "envelopes"

    device: Mapped[str] = mapped_column(primary_key=True)
    epoch: Mapped[int] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True)
    patient: Mapped[str]
    leaf: Mapped[bytes]
    """RFC 6962 leaf hash of the sealed bytes."""
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
    epoch: Mapped[int] = mapped_column(primary_key=True)
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
    epoch: Mapped[int] = mapped_column(primary_key=True)
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
