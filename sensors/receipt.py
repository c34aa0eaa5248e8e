"""What arrived, signed by the home: the device deletes nothing that is not covered.

COSE_Sign1 on `down/<device>/receipt` over CBOR
`[1, device, epoch, lo, hi, root, missing, at]`: all messages lo to hi are stored, the
RFC 6962 root over their sealed bytes is `root`; `missing` are ranges above hi that
the home lacks although it has something later. lo = hi + 1 covers nothing new.
"""

from dataclasses import dataclass
from datetime import datetime

import cbor2
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

from care.instants import micros, of_micros
from care.observation import DeviceId
from sensors.bounds import BoundsError, within_bounds
from sensors.cose import LayoutError
from sensors.keystore.port import KeyStore
from sensors.signature import sign, verify
from sensors.topics import HUB, Channel, down

VERSION = 1
MAX_MISSING = 64
MAX_COVERED = 4_096
"""Messages in one receipt."""

Range = tuple[int, int]
"""First and last, both inside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One signed statement of the home."""

    device: DeviceId
    epoch: int
    lo: int
    hi: int
    root: bytes
    missing: tuple[Range, ...]
    at: datetime
    """By the home's clock, to the microsecond."""

    @property
    def covers(self) -> bool:
        """Whether it covers anything, or only lists what is missing."""
        return self.hi >= self.lo


def write_receipt(receipt: Receipt, keys: KeyStore) -> bytes:
    """The signed message."""
    missing = [list(pair) for pair in receipt.missing[:MAX_MISSING]]
    fields = [VERSION, receipt.device, receipt.epoch, receipt.lo, receipt.hi]
    payload = cbor2.dumps([*fields, receipt.root, missing, micros(receipt.at)])
    topic = down(receipt.device, Channel.RECEIPT)
    return sign(payload, kid=HUB.encode(), topic=topic, keys=keys)


def read_receipt(
    message: bytes, *, device: DeviceId, hub: EllipticCurvePublicKey
) -> Receipt | None:
    """The authentic receipt for this device, or None."""
    try:
        topic = down(device, Channel.RECEIPT)
        payload = verify(message, topic=topic, public_key=hub).payload
        within_bounds(payload)
        match cbor2.loads(payload):
            case [
                1,
                str() as named,
                int() as epoch,
                int() as lo,
                int() as hi,
                bytes() as root,
                [*missing],
                int() as at,
            ] if named == device:
                return Receipt(
                    device=device,
                    epoch=epoch,
                    lo=lo,
                    hi=hi,
                    root=root,
                    missing=tuple((int(first), int(last)) for first, last in missing),
                    at=of_micros(at),
                )
    except (LayoutError, BoundsError, ValueError, TypeError, OverflowError):
        return None
    return None
