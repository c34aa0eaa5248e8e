"""Signatures of orders: Ed25519 (RFC 8032) by the clinician's own key.

An edge only in that it leans on a library: it reads no file and no clock. The private
key stays with the clinician; the station holds public keys and runs nothing unsigned.
"""

import json
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from care.codec import decode
from care.order import Order, Signature, SignedOrder
from care.people import ProviderId
from reminders.order import signing_text

PublicKeys = Mapping[ProviderId, tuple[Ed25519PublicKey, ...]]
"""The keys of every clinician who may sign for this home."""


def key_id(key: Ed25519PublicKey) -> str:
    """First 16 hex digits of the SHA-256 of the raw public key."""
    return sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()[:16]


def public_key(text: str) -> Ed25519PublicKey:
    """A raw public key from Base64; ValueError when it is none."""
    return Ed25519PublicKey.from_public_bytes(b64decode(text, validate=True))


def signed(
    signed_order: SignedOrder, by: ProviderId, key: Ed25519PrivateKey
) -> SignedOrder:
    """The order with one more signature, over the same words as those before it."""
    text = signed_order.text or signing_text(signed_order.order, signed_order.shown)
    signature = Signature(
        by=by,
        key=key_id(key.public_key()),
        value=b64encode(key.sign(text.encode())).decode(),
    )
    signatures = (*signed_order.signatures, signature)
    return replace(signed_order, signatures=signatures, text=text)


def signers(signed_order: SignedOrder, keys: PublicKeys) -> frozenset[ProviderId]:
    """Everybody whose signature holds; a signature that does not is no signature.

    Nobody has signed an order that says something else than the words signed.
    """
    if not unaltered(signed_order):
        return frozenset()
    message = signed_order.text.encode()
    return frozenset(
        one.by for one in signed_order.signatures if _holds(one, message, keys)
    )


def unaltered(signed_order: SignedOrder) -> bool:
    """Whether the order and the lines shown are what the signed words say."""
    try:
        said = json.loads(signed_order.text)
        order, shown = decode(Order, said["order"]), tuple(said["shown"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    return order == signed_order.order and shown == signed_order.shown


def _holds(signature: Signature, message: bytes, keys: PublicKeys) -> bool:
    for key in keys.get(signature.by, ()):
        if key_id(key) == signature.key:
            try:
                key.verify(b64decode(signature.value, validate=True), message)
            except (InvalidSignature, Base64Error, ValueError):
                return False
            return True
    return False
