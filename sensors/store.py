"""What the intake asks of the record that keeps readings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from care.observation import DeviceId, Reading
from care.people import PatientId


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """One sealed message that was opened, and what was in it."""

    device: DeviceId
    epoch: int
    sequence: int
    """Device, epoch and sequence name it for ever: the natural key."""
    patient: PatientId
    leaf: bytes
    """RFC 6962 leaf hash of the sealed bytes, 32 bytes."""
    received_at: datetime
    readings: tuple[Reading, ...]
    """Those that were plausible; may be empty."""


class Store(Protocol):
    """Keeps readings for good."""

    def keep(self, batch: Sequence[Envelope]) -> None:
        """Store all of it in one durable transaction, or raise care.errors.StoreError.

        An envelope that is there already, by its natural key, is passed over: after a
        crash the same one comes again. Called from the intake's own thread.
        """
        ...
