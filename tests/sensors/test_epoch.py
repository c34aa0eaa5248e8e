"""Epoch keys agree on both sides, and announcements are believed only when signed."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cwt import COSE, COSEKey
from hypothesis import given
from hypothesis import strategies as st

from care.observation import DeviceId
from sensors.epoch import Epoch, announce, derive, read_announcement
from sensors.keystore.file import FileKeys
from sensors.refusal import Refusal, Rejected
from tests.fakes.keys import made_up_keys

VECTOR = json.loads((Path(__file__).parents[1] / "data" / "wire_vectors.json").read_text())[
    "epoch"
]
DEVICE = DeviceId(VECTOR["device"])
EPOCH = Epoch(
    device=DEVICE,
    number=int(VECTOR["number"], 16),
    salt=bytes.fromhex(VECTOR["salt"]),
    since=datetime.fromisoformat(VECTOR["since"]),
)
KEYS, HUB_KEYS = made_up_keys(0x11), made_up_keys(0x22)


def read(message: bytes, keys: FileKeys = KEYS) -> Epoch | Rejected:
    return read_announcement(message, device=DEVICE, public_key=keys.public_key())


def test_both_sides_derive_the_published_key() -> None:
    for own, peer in ((KEYS, HUB_KEYS), (HUB_KEYS, KEYS)):
        secret = own.agree(peer.public_key())
        assert secret.hex() == VECTOR["secret"]
        key = derive(secret, salt=EPOCH.salt, device=DEVICE)
        assert key.hex() == VECTOR["key"]


def test_another_salt_or_device_gives_another_key() -> None:
    secret = bytes.fromhex(VECTOR["secret"])
    keys = {
        derive(secret, salt=salt, device=DeviceId(name))
        for salt in (bytes(16), EPOCH.salt)
        for name in ("oximeter-1", "oximeter-2")
    }
    assert len(keys) == 4


def test_the_published_announcement_reads() -> None:
    assert read(bytes.fromhex(VECTOR["announcement"])) == EPOCH


def test_an_announcement_survives_the_way() -> None:
    assert read(announce(EPOCH, KEYS)) == EPOCH


def test_the_oracle_verifies_our_signature() -> None:
    numbers = KEYS.public_key().public_numbers()
    key = COSEKey.new(
        {
            1: 2,
            3: -7,
            -1: 1,
            -2: numbers.x.to_bytes(32),
            -3: numbers.y.to_bytes(32),
            2: f"{DEVICE}/{EPOCH.number:012x}".encode(),
        }
    )
    message = announce(EPOCH, KEYS)
    payload = COSE.new().decode(message, key, external_aad=VECTOR["topic"].encode())
    assert EPOCH.salt in payload


def test_an_announcement_under_another_key_is_refused() -> None:
    outcome = read(announce(EPOCH, HUB_KEYS))
    assert isinstance(outcome, Rejected)
    assert outcome.reason is Refusal.FORGED


def test_an_announcement_in_anothers_name_is_refused() -> None:
    other = Epoch(
        device=DeviceId("oximeter-2"), number=1, salt=bytes(16), since=EPOCH.since
    )
    outcome = read(announce(other, KEYS))
    assert isinstance(outcome, Rejected)
    assert outcome.reason is Refusal.FORGED  # the topic is part of what is signed


@given(at=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_every_flipped_bit_is_refused(at: int, bit: int) -> None:
    message = bytearray.fromhex(VECTOR["announcement"])
    message[at % len(message)] ^= 1 << bit
    assert isinstance(read(bytes(message)), Rejected)


@pytest.mark.parametrize("message", [b"", b"\xd2\x84", bytes(70_000)], ids=len)
def test_other_bytes_are_refused(message: bytes) -> None:
    assert isinstance(read(message), Rejected)


def test_the_curve_is_p256() -> None:
    assert isinstance(KEYS.public_key().curve, ec.SECP256R1)
    assert EPOCH.since.tzinfo is UTC
