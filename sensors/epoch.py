"""Keys of a day: agreed by ECDH, announced under the device's certificate key.

key = HKDF-SHA256(ECDH(device, hub), salt of 16 random bytes,
                  info = CBOR ["philomel/epoch-v1", device, hub])  (RFC 5869)

The fresh salt makes a repeated IV harmless even when a device has lost its counter.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import cbor2
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from care.instants import of_seconds
from care.observation import DeviceId
from sensors.bounds import BoundsError, within_bounds
from sensors.cose import LayoutError
from sensors.envelope import KID, MAX_SEALED, Mark
from sensors.keystore.port import KeyStore
from sensors.refusal import Refusal, Rejected
from sensors.signature import sign, verify
from sensors.topics import HUB, Channel, up

LABEL = "philomel/epoch-v1"
SALT_BYTES = 16
VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Epoch:
    """What a device announces: everything but the secret."""

    device: DeviceId
    number: int
    """48 random bits."""
    salt: bytes
    since: datetime
    """When the device drew it, by the device's clock."""
    peer: bytes = field(default=b"", compare=False)
    """Key that signed the announcement, a point of 65 bytes; known once it was read."""


def point_of(key: EllipticCurvePublicKey) -> bytes:
    """A public key as a point of 65 bytes."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def derive(secret: bytes, *, salt: bytes, device: DeviceId, hub: DeviceId = HUB) -> bytes:
    """The epoch's AES key of 32 bytes out of the ECDH secret."""
    info = cbor2.dumps([LABEL, device, hub])
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(secret)


def announce(epoch: Epoch, keys: KeyStore) -> bytes:
    """The signed announcement, for the topic `up/<device>/epoch`."""
    payload = cbor2.dumps([VERSION, epoch.salt, int(epoch.since.timestamp())])
    kid = Mark(device=epoch.device, epoch=epoch.number, sequence=1).kid
    return sign(payload, kid=kid, topic=up(epoch.device, Channel.EPOCH), keys=keys)


def announced_at(message: bytes) -> datetime:
    """When an epoch of one's own began; not verified, so only for one's own file."""
    try:
        _, _, since = cbor2.loads(cbor2.loads(message).value[2])
        return of_seconds(since)
    except (
        cbor2.CBORDecodeError, ValueError, TypeError, LookupError, AttributeError,
        OverflowError, OSError,
    ):  # fmt: skip
        return datetime.min.replace(tzinfo=UTC)


def read_announcement(
    message: bytes, *, device: DeviceId, public_key: EllipticCurvePublicKey
) -> Epoch | Rejected:
    """Check and read an announcement that came on `up/<device>/epoch`."""
    if len(message) > MAX_SEALED:
        return Rejected(reason=Refusal.OVERSIZED)
    try:
        parts = verify(message, topic=up(device, Channel.EPOCH), public_key=public_key)
        named = KID.fullmatch(parts.kid)
        if named is None or named[1].decode() != device:
            return Rejected(reason=Refusal.FOREIGN)
        within_bounds(parts.payload)
        match cbor2.loads(parts.payload):
            case [1, bytes() as salt, int() as since] if len(salt) == SALT_BYTES:
                at = of_seconds(since)
                return Epoch(
                    device=device,
                    number=int(named[2], 16),
                    salt=salt,
                    since=at,
                    peer=point_of(public_key),
                )
    except LayoutError as error:
        return Rejected(reason=Refusal.FORGED, detail=str(error))
    except (BoundsError, OverflowError, ValueError, OSError) as error:
        return Rejected(reason=Refusal.CONTENT, detail=str(error)[:80])
    return Rejected(reason=Refusal.CONTENT, detail="announcement")
