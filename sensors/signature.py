"""Signed messages: COSE_Sign1 (RFC 9052) with ES256 under a certificate key."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from sensors.cose import (
    SIGNED_HEAD,
    LayoutError,
    Signed,
    protected_header,
    read_signed,
    signature_structure,
    write_signed,
)
from sensors.keystore.port import KeyStore


def sign(payload: bytes, *, kid: bytes, topic: str, keys: KeyStore) -> bytes:
    """Sign `payload` for one topic."""
    protected = protected_header(SIGNED_HEAD, kid)
    structure = signature_structure(protected, topic.encode(), payload)
    return write_signed(protected, payload, keys.sign(structure))


def verify(message: bytes, *, topic: str, public_key: ec.EllipticCurvePublicKey) -> Signed:
    """The parts of an authentic message; LayoutError when it is not what was signed."""
    parts = read_signed(message)
    half = len(parts.signature) // 2
    r, s = (
        int.from_bytes(number)
        for number in (parts.signature[:half], parts.signature[half:])
    )
    structure = signature_structure(parts.protected, topic.encode(), parts.payload)
    try:
        public_key.verify(encode_dss_signature(r, s), structure, ec.ECDSA(SHA256()))
    except InvalidSignature as error:
        raise LayoutError("signature does not fit") from error
    return parts
