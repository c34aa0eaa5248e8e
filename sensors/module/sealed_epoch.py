"""What a module knows of one key's life: how much was sealed, what was signed for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from care.instants import of_seconds
from sensors.epoch import announced_at


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedEpoch:
    """One key's life, for proofs."""

    number: int
    highest: int
    """Last sequence that was sealed."""
    receipts: tuple[bytes, ...]
    """In order; empty while nothing of it is signed for."""
    first: datetime
    """The first receipt; when the epoch began while there is none."""
    last: datetime


def sealed_epoch(
    number: int,
    highest: int,
    announcement: bytes,
    receipts: Sequence[tuple[int, bytes, float]],
) -> SealedEpoch:
    """The epoch of that number, with its own of all receipts (epoch, message, at)."""
    mine = [(message, at) for epoch, message, at in receipts if epoch == number]
    times = [of_seconds(at) for _, at in mine]
    times = times or [announced_at(announcement)]
    return SealedEpoch(
        number=number,
        highest=highest,
        receipts=tuple(message for message, _ in mine),
        first=min(times),
        last=max(times),
    )
