"""That what a device sealed arrived whole and unaltered: checked from signed receipts.

At the home: every receipt verifies under the hub's key, its root is that of the leaf
hashes kept, receipts join without a hole from 1 on, and nothing lacks below the highest
sequence that came. At the module: every receipt verifies and they join; the root was
compared when it came, before anything was deleted.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

from care.observation import DeviceId
from sensors.arrivals import Arrivals
from sensors.merkle import root
from sensors.receipt import Receipt, read_receipt

Leaves = Callable[[int, int, int], Sequence[bytes]]
"""Leaf hashes of an epoch from one sequence to another; none when they were pruned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EpochProof:
    """One epoch of one device."""

    epoch: int
    since: datetime
    """First receipt or arrival."""
    until: datetime
    arrived: int
    signed: int
    """Messages that sound receipts cover, without a hole from 1 on."""
    missing: int
    """Messages that are known to lack."""
    hashed: int = 0
    """Messages whose hashes are still kept and were compared with the signed roots."""
    faults: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether everything arrived, is signed for, and fits."""
        return not self.faults and self.missing == 0 and self.signed == self.arrived


@dataclass(slots=True)
class _Check:
    """Where the verifying of one epoch stands."""

    expected: int = 1
    hashed: int = 0
    faults: list[str] = field(default_factory=list)

    def take(self, receipt: Receipt | None, leaves: Leaves | None) -> None:
        """One more receipt, oldest first."""
        if receipt is None:
            self.faults.append("a receipt does not verify")
            return
        if receipt.lo != self.expected:
            gap = f"receipts leave out {self.expected} to {receipt.lo - 1}"
            self.faults.append(gap)
        elif leaves is not None:
            held = leaves(receipt.epoch, receipt.lo, receipt.hi)
            self.hashed += len(held)
            if held and root(held) != receipt.root:
                self.faults.append(f"the root of {receipt.lo} to {receipt.hi} differs")
        self.expected = receipt.hi + 1


def prove(
    device: DeviceId,
    epoch: int,
    messages: Iterable[bytes],
    *,
    hub: EllipticCurvePublicKey,
    arrivals: Arrivals,
    span: tuple[datetime, datetime],
    leaves: Leaves | None = None,
) -> EpochProof:
    """Verify the receipts of one epoch, oldest first, against what is kept."""
    check = _Check()
    for message in messages:
        receipt = read_receipt(message, device=device, hub=hub)
        if receipt is not None and receipt.epoch != epoch:
            receipt = None
        check.take(receipt, leaves)
    lacking = sum(last - first + 1 for first, last in arrivals.missing())
    return EpochProof(
        epoch=epoch,
        since=span[0],
        until=span[1],
        arrived=sum(last - first + 1 for first, last in arrivals.ranges),
        signed=check.expected - 1,
        missing=lacking,
        hashed=check.hashed,
        faults=tuple(check.faults),
    )
