"""Signs for what arrived: which receipts are due, and to whom again."""

from datetime import datetime, timedelta

from care.observation import DeviceId
from sensors.arrivals import Arrivals
from sensors.keystore.port import KeyStore
from sensors.ledger import Ledger
from sensors.merkle import root
from sensors.receipt import MAX_COVERED, MAX_MISSING, Receipt, write_receipt
from sensors.store import Envelope

MAX_AGAIN = 64
"""Old receipts sent again at a time."""
MAX_SIGNED = 512
"""Messages signed for in one go, about: the intake stands still meanwhile."""

Stream = tuple[DeviceId, int]
"""Device and epoch."""


class Clerk:
    """Knows all arrivals and all receipts. One thread at a time."""

    def __init__(
        self,
        ledger: Ledger,
        keys: KeyStore,
        since: datetime,
        rest: timedelta = timedelta(),
    ) -> None:
        """Go on from what the ledger holds of epochs announced since then.

        A stream that was signed for gets its next receipt after `rest` at the earliest:
        receipts stay for good, and one every few seconds would outweigh the readings.
        """
        self._ledger, self._keys, self._rest = ledger, keys, rest
        self._signed_at: dict[Stream, datetime] = {}
        self.owes = False
        """Whether the last `settle` left something that is due at once."""
        self._arrivals = ledger.arrivals(since)
        self._covered = ledger.covered()
        self._due: set[Stream] = set(self._arrivals)
        self._again: dict[Stream, int] = {}

    def has(self, device: DeviceId, epoch: int, sequence: int) -> bool:
        """Whether that message is kept already."""
        return self._arrivals.get((device, epoch), Arrivals()).has(sequence)

    def arrived(self, envelope: Envelope) -> None:
        """A message is kept for good."""
        stream = envelope.device, envelope.epoch
        held = self._arrivals.get(stream, Arrivals())
        self._arrivals[stream] = held.plus(envelope.sequence)
        self._due.add(stream)

    def repeated(self, device: DeviceId, epoch: int, sequence: int) -> None:
        """A device sent again what is kept: it lacks the receipt."""
        stream = device, epoch
        self._again[stream] = min(sequence, self._again.get(stream, sequence))
        self._due.add(stream)

    def gaps(self) -> dict[DeviceId, tuple[int, int]]:
        """How many messages are known to lack and in how many holes, by device."""
        found: dict[DeviceId, tuple[int, int]] = {}
        for (device, _), held in self._arrivals.items():
            count, holes = found.get(device, (0, 0))
            missing = held.missing()
            lacking = sum(last - first + 1 for first, last in missing)
            found[device] = count + lacking, holes + len(missing)
        return found

    def settle(self, now: datetime) -> list[tuple[DeviceId, bytes]]:
        """Sign a part of what is due, in one commit; device and message to send.

        Call it again while `owes`. StoreError when it cannot keep; all stays due then.
        """
        again: list[tuple[DeviceId, bytes]] = []
        signed: dict[Stream, tuple[Receipt, bytes]] = {}
        size, due = 0, [stream for stream in sorted(self._due) if self._rested(stream, now)]
        for stream in due:
            first = self._again.get(stream)
            if first is not None and first <= self._covered.get(stream, 0):
                held = self._ledger.receipts(*stream, first, MAX_AGAIN)
                again += [(stream[0], message) for message in held]
            signed[stream] = self._sign(stream, now)
            size += signed[stream][0].hi - self._covered.get(stream, 0)
            if size >= MAX_SIGNED:
                break
        self._ledger.keep_receipts([one for one in signed.values() if one[0].covers])
        for stream, (receipt, _) in signed.items():
            self._covered[stream] = receipt.hi
            self._signed_at[stream] = now
            self._again.pop(stream, None)
            if receipt.hi >= self._arrivals.get(stream, Arrivals()).complete:
                self._due.discard(stream)
        self.owes = any(stream in self._due for stream in due)
        wanted = [one for one in signed.values() if one[0].covers or one[0].missing]
        return again + [(receipt.device, message) for receipt, message in wanted]

    def _rested(self, stream: Stream, now: datetime) -> bool:
        """Whether its last receipt is old enough, or it needs one to send again."""
        last = self._signed_at.get(stream)
        if last is None or not last <= now < last + self._rest or stream in self._again:
            return True
        return bool(self._arrivals.get(stream, Arrivals()).missing())

    def _sign(self, stream: Stream, now: datetime) -> tuple[Receipt, bytes]:
        """Over the next run without a hole, which may be empty, and what lacks above."""
        device, epoch = stream
        held = self._arrivals.get(stream, Arrivals())
        covered = self._covered.get(stream, 0)
        lo, hi = covered + 1, max(covered, min(held.complete, covered + MAX_COVERED))
        receipt = Receipt(
            device=device,
            epoch=epoch,
            lo=lo,
            hi=hi,
            root=root(self._ledger.leaves(device, epoch, lo, hi)),
            missing=held.missing()[:MAX_MISSING],
            at=now,
        )
        return receipt, write_receipt(receipt, self._keys)
