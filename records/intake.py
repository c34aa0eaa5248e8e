"""Sealed messages with what they said, kept together or not at all.

A message is named by (device, epoch, sequence), so one that arrives twice changes
nothing. The broker hears of it only after the transaction has ended. Proof of transfer
(epochs, leaf hashes of every message, signed receipts) is kept by the sealed streams.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from care.observation import Observation, Reading, Waveform
from care.people import PatientId
from records.packing import pack
from records.tables import EnvelopeRow, ObservationRow, WaveformRow
from records.tables.base import table_of


class Sealed(Protocol):
    """One opened message, as the sealed stream hands it over."""

    @property
    def device(self) -> str:
        """Certificate name."""

    @property
    def epoch(self) -> int:
        """Which key of the device."""

    @property
    def sequence(self) -> int:
        """Number within the epoch."""

    @property
    def patient(self) -> PatientId:
        """Whose device it is."""

    @property
    def leaf(self) -> bytes:
        """RFC 6962 leaf hash of the sealed bytes."""

    @property
    def received_at(self) -> datetime:
        """Home's instant of arrival."""

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What was inside, in order; may be empty."""


def _envelope(message: Sealed) -> dict[str, Any]:
    return {
        "device": message.device,
        "epoch": message.epoch,
        "sequence": message.sequence,
        "patient": message.patient,
        "leaf": message.leaf,
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
    """Everything that devices sent."""

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
        first: dict[tuple[str, int, int], Sealed] = {}
        for message in batch:
            first.setdefault((message.device, message.epoch, message.sequence), message)
        return tuple(message for name, message in first.items() if name in kept)
