"""Sealed messages with what they said, kept together or not at all.

A message is named by (device, epoch, sequence), so one that arrives twice changes
nothing. The station acknowledges to the broker only after the transaction has ended.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from care.observation import Observation, Reading, Waveform
from records.packing import pack
from records.tables import EnvelopeRow, ObservationRow, ReceiptRow, WaveformRow
from records.tables.base import table_of


class Sealed(Protocol):
    """One opened message, as the sealed stream hands it over."""

    @property
    def device(self) -> str:
        """Certificate name."""

    @property
    def epoch(self) -> str:
        """Which key of the device."""

    @property
    def sequence(self) -> int:
        """Number within the epoch, from 0."""

    @property
    def leaf(self) -> bytes:
        """RFC 6962 leaf hash of `sealed`."""

    @property
    def sealed(self) -> bytes:
        """The bytes as they arrived."""

    @property
    def received_at(self) -> datetime:
        """Home's instant of arrival."""

    @property
    def readings(self) -> Sequence[Reading]:
        """What was inside, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A signed statement that a range of sequence numbers is on disk."""

    device: str
    epoch: str
    low: int
    high: int
    signed: bytes
    at: datetime


def _envelope(message: Sealed) -> dict[str, Any]:
    return {
        "device": message.device,
        "epoch": message.epoch,
        "sequence": message.sequence,
        "patient": message.readings[0].patient if message.readings else None,
        "leaf": message.leaf,
        "sealed": message.sealed,
        "received_at": message.received_at,
    }


def _place(message: Sealed, place: int, reading: Reading) -> dict[str, Any]:
    return {
        "device": message.device,
        "epoch": message.epoch,
        "sequence": message.sequence,
        "place": place,
        "patient": reading.patient,
        "kind": reading.kind,
        "unit": reading.unit,
        "taken_at": reading.taken_at,
        "received_at": reading.received_at,
    }


def _observation(reading: Observation) -> dict[str, Any]:
    word = reading.value if isinstance(reading.value, str) else None
    return {
        "number": None if word is not None else reading.value,
        "word": word,
        "quality": reading.quality.value,
        "perfusion": reading.perfusion,
    }


def _waveform(reading: Waveform) -> dict[str, Any]:
    return {
        "rate": reading.rate,
        "axes": " ".join(reading.axes),
        "samples": pack(reading.samples),
    }


class Intake:
    """Everything that devices sent and the home receipted."""

    def __init__(self, session: Session) -> None:
        """Work within a transaction."""
        self._session = session

    def keep(self, batch: Sequence[Sealed]) -> tuple[Sealed, ...]:
        """Keep the messages; those that were new, in order of arrival."""
        new = self._keep_envelopes(batch)
        observations: list[dict[str, Any]] = []
        waveforms: list[dict[str, Any]] = []
        for message in new:
            for place, reading in enumerate(message.readings):
                at = _place(message, place, reading)
                if isinstance(reading, Observation):
                    observations.append(at | _observation(reading))
                else:
                    waveforms.append(at | _waveform(reading))
        if observations:
            self._session.execute(insert(table_of(ObservationRow)), observations)
        if waveforms:
            self._session.execute(insert(table_of(WaveformRow)), waveforms)
        return new

    def _keep_envelopes(self, batch: Sequence[Sealed]) -> tuple[Sealed, ...]:
        if not batch:
            return ()
        table = table_of(EnvelopeRow).c
        row = insert(table_of(EnvelopeRow)).on_conflict_do_nothing()
        named = row.returning(table.device, table.epoch, table.sequence)
        kept = {
            tuple(found)
            for found in self._session.execute(named, [_envelope(one) for one in batch])
        }
        first: dict[tuple[str, str, int], Sealed] = {}
        for message in batch:
            first.setdefault((message.device, message.epoch, message.sequence), message)
        return tuple(message for name, message in first.items() if name in kept)

    def leaves(self, device: str, epoch: str, low: int, high: int) -> dict[int, bytes]:
        """Leaf hashes of the stored messages in `low..high`, by sequence."""
        rows = select(EnvelopeRow.sequence, EnvelopeRow.leaf).where(
            EnvelopeRow.device == device,
            EnvelopeRow.epoch == epoch,
            EnvelopeRow.sequence.between(low, high),
        )
        found = self._session.execute(rows.order_by(EnvelopeRow.sequence))
        return dict(found.tuples())

    def highest(self, device: str, epoch: str) -> int | None:
        """The highest sequence number stored, or None."""
        rows = select(EnvelopeRow.sequence).where(
            EnvelopeRow.device == device, EnvelopeRow.epoch == epoch
        )
        return self._session.scalar(rows.order_by(EnvelopeRow.sequence.desc()).limit(1))

    def keep_receipt(self, receipt: Receipt) -> None:
        """Keep our copy of a receipt that goes out."""
        self._session.add(
            ReceiptRow(
                device=receipt.device,
                epoch=receipt.epoch,
                low=receipt.low,
                high=receipt.high,
                signed=receipt.signed,
                at=receipt.at,
            )
        )

    def receipts(self, device: str, start: datetime, end: datetime) -> tuple[Receipt, ...]:
        """Receipts sent in `start <= t < end`, oldest first."""
        rows = select(ReceiptRow).where(
            ReceiptRow.device == device, ReceiptRow.at >= start, ReceiptRow.at < end
        )
        return tuple(
            Receipt(
                device=row.device,
                epoch=row.epoch,
                low=row.low,
                high=row.high,
                signed=row.signed,
                at=row.at,
            )
            for row in self._session.scalars(rows.order_by(ReceiptRow.id))
        )
