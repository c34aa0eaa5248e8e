"""Renewing a certificate over the device's own topics: what is asked, what is answered.

Both are COSE_Sign1 (`sensors.signature`) over CBOR. On `up/<device>/renewal`, under the
device's present certificate key: `[1, request]`, the certificate request (PKCS #10, PEM)
signed by the key it asks for. On `down/<device>/certificate`, under the hub's key:
`[1, certificate]` (PEM), or `[1, null]`, which orders the device to ask now.
"""

from dataclasses import dataclass

import cbor2
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

from care.observation import DeviceId
from sensors.bounds import BoundsError, within_bounds
from sensors.certificate import is_p256
from sensors.cose import LayoutError
from sensors.keystore.port import KeyStore
from sensors.refusal import Refusal, Rejected
from sensors.signature import sign, verify
from sensors.topics import HUB, Channel, down, up

VERSION = 1
MAX_BYTES = 8_192


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """A device asks for a new certificate."""

    device: DeviceId
    request: bytes
    """PKCS #10 in PEM; its own signature was checked."""
    wanted: EllipticCurvePublicKey
    """The key that the certificate shall name."""
    signer: EllipticCurvePublicKey
    """The key under which it was asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the home says about a device's certificate."""

    certificate: bytes | None
    """PEM; None orders the device to ask for one."""


def ask(device: DeviceId, request: bytes, keys: KeyStore) -> bytes:
    """The device's message, signed by its present key."""
    payload = cbor2.dumps([VERSION, request])
    topic = up(device, Channel.RENEWAL)
    return sign(payload, kid=device.encode(), topic=topic, keys=keys)


def read_renewal(
    message: bytes, *, device: DeviceId, public_key: EllipticCurvePublicKey
) -> Renewal | Rejected:
    """Check and read what came on `up/<device>/renewal`."""
    if len(message) > MAX_BYTES:
        return Rejected(reason=Refusal.OVERSIZED)
    try:
        parts = verify(message, topic=up(device, Channel.RENEWAL), public_key=public_key)
        within_bounds(parts.payload)
        match cbor2.loads(parts.payload):
            case [1, bytes() as request]:
                asked = x509.load_pem_x509_csr(request)
                wanted = asked.public_key()
                if asked.is_signature_valid and is_p256(wanted):
                    return Renewal(
                        device=device, request=request, wanted=wanted, signer=public_key
                    )
    except LayoutError as error:
        return Rejected(reason=Refusal.FORGED, detail=str(error))
    except (BoundsError, ValueError, TypeError) as error:
        return Rejected(reason=Refusal.CONTENT, detail=str(error)[:80])
    return Rejected(reason=Refusal.CONTENT, detail="renewal")


def answer(device: DeviceId, certificate: bytes | None, keys: KeyStore) -> bytes:
    """The home's message: a certificate, or the order to ask for one."""
    payload = cbor2.dumps([VERSION, certificate])
    topic = down(device, Channel.CERTIFICATE)
    return sign(payload, kid=HUB.encode(), topic=topic, keys=keys)


def read_answer(
    message: bytes, *, device: DeviceId, hub: EllipticCurvePublicKey
) -> Answer | None:
    """The authentic answer for this device, or None."""
    if len(message) > MAX_BYTES:
        return None
    try:
        topic = down(device, Channel.CERTIFICATE)
        payload = verify(message, topic=topic, public_key=hub).payload
        within_bounds(payload)
        match cbor2.loads(payload):
            case [1, None]:
                return Answer(certificate=None)
            case [1, bytes() as certificate]:
                return Answer(certificate=certificate)
    except (LayoutError, BoundsError, ValueError, TypeError):
        return None
    return None
