"""Signatures hold for one topic, one payload, one key."""

import pytest

from sensors.cose import LayoutError
from sensors.signature import sign, verify
from tests.fakes.keys import made_up_keys

KEYS = made_up_keys(0x11)


def test_what_was_signed_verifies() -> None:
    message = sign(b"payload", kid=b"me", topic="a/b", keys=KEYS)
    parts = verify(message, topic="a/b", public_key=KEYS.public_key())
    assert (parts.kid, parts.payload) == (b"me", b"payload")


def test_another_topic_key_or_signature_does_not() -> None:
    message = sign(b"payload", kid=b"me", topic="a/b", keys=KEYS)
    zero = message[:-64] + bytes(64)
    other = made_up_keys(0x22).public_key()
    for bad, topic, key in (
        (message, "a/c", KEYS.public_key()),
        (message, "a/b", other),
        (zero, "a/b", KEYS.public_key()),
    ):
        with pytest.raises(LayoutError):
            verify(bad, topic=topic, public_key=key)
