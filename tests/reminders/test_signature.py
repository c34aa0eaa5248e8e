"""Signatures of orders: a person with full control of the wire changes nothing."""

from base64 import b64decode, b64encode
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from care.order import SignedOrder
from reminders.signature import key_id, public_key, signed, signers
from tests.fakes.orders import BERG, COLD, KEYS, PUBLIC, order, sealed

GOOD = sealed(order("08:00"), BERG, COLD)


def forged(kind: str) -> SignedOrder:
    first = GOOD.signatures[0]
    stranger = Ed25519PrivateKey.from_private_bytes(b"x" * 32)
    match kind:
        case "another dose":
            return replace(GOOD, order=order("20:00"))
        case "another rendering":
            return replace(GOOD, shown=("2026-03-02: 08:00 two tablets",))
        case "a flipped bit":
            raw = bytearray(b64decode(first.value))
            raw[0] ^= 1
            return replace(
                GOOD, signatures=(replace(first, value=b64encode(raw).decode()),)
            )
        case "no base64":
            return replace(GOOD, signatures=(replace(first, value="%"),))
        case "another name":
            return replace(GOOD, signatures=(replace(first, by=COLD),))
        case "a stranger's key":
            bare = replace(GOOD, signatures=())
            return signed(bare, BERG, stranger)
    return replace(GOOD, signatures=())


def test_good_signatures_name_their_people() -> None:
    assert signers(GOOD, PUBLIC) == {BERG, COLD}


@pytest.mark.parametrize(
    "kind",
    ["another dose", "another rendering", "a flipped bit", "no base64", "another name",
     "a stranger's key", "none"],
)  # fmt: skip
def test_a_forged_order_has_no_signers(kind: str) -> None:
    assert signers(forged(kind), PUBLIC) == frozenset()


def test_a_withdrawn_key_signs_no_more() -> None:
    assert signers(GOOD, {COLD: PUBLIC[COLD]}) == {COLD}


def test_public_keys_are_base64_of_32_bytes() -> None:
    key = KEYS[BERG].public_key()
    text = b64encode(key.public_bytes_raw()).decode()
    assert key_id(public_key(text)) == GOOD.signatures[0].key
    with pytest.raises(ValueError, match="32"):
        public_key("AAAA")
