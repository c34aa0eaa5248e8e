"""The sealed message against python-cwt, its vectors, and everything that can be wrong."""

import json
from pathlib import Path

import pytest
from cwt import COSE, COSEKey
from hypothesis import given
from hypothesis import strategies as st

from care.observation import DeviceId
from sensors.envelope import MAX_SEALED, Mark, Opened, leaf_hash, open_sealed, seal
from sensors.refusal import Refusal, Rejected
from sensors.topics import Channel, up

KEY = bytes(range(32))
DEVICE = DeviceId("oximeter-1")
MARK = Mark(device=DEVICE, epoch=0x0123456789AB, sequence=7)
TOPIC = up(DEVICE, Channel.READINGS)
VECTORS = json.loads((Path(__file__).parents[1] / "data" / "wire_vectors.json").read_text())


def key_of(device: DeviceId, epoch: int) -> bytes | Rejected:
    if (device, epoch) == (DEVICE, MARK.epoch):
        return KEY
    return Rejected(reason=Refusal.UNKNOWN_EPOCH)


def oracle_key(kid: bytes) -> object:
    return COSEKey.from_symmetric_key(KEY, alg="A256GCM", kid=kid)


def refused(sealed: bytes, topic: str = TOPIC) -> Refusal:
    outcome = open_sealed(sealed, topic=topic, key_of=key_of)
    assert isinstance(outcome, Rejected)
    return outcome.reason


@given(plain=st.binary(max_size=300), sequence=st.integers(1, (1 << 63) - 1))
def test_what_is_sealed_opens_again_with_its_mark(plain: bytes, sequence: int) -> None:
    mark = Mark(device=DEVICE, epoch=MARK.epoch, sequence=sequence)
    sealed = seal(plain, key=KEY, mark=mark, topic=TOPIC)
    assert open_sealed(sealed, topic=TOPIC, key_of=key_of) == Opened(
        mark=mark, plain=plain, leaf=leaf_hash(sealed)
    )


def test_the_oracle_opens_what_we_seal() -> None:
    sealed = seal(b"\x81\xa0", key=KEY, mark=MARK, topic=TOPIC)
    opened = COSE.new().decode(sealed, oracle_key(MARK.kid), external_aad=TOPIC.encode())
    assert opened == b"\x81\xa0"


def test_we_open_what_the_oracle_seals() -> None:
    theirs = COSE.new().encode(
        b"\x81\xa0",
        oracle_key(MARK.kid),
        protected={1: 3, 3: 112, 4: MARK.kid},
        unprotected={5: MARK.iv},
        external_aad=TOPIC.encode(),
    )
    assert theirs == seal(b"\x81\xa0", key=KEY, mark=MARK, topic=TOPIC)
    assert isinstance(open_sealed(theirs, topic=TOPIC, key_of=key_of), Opened)


@pytest.mark.parametrize("vector", VECTORS["encrypt0"], ids=lambda vector: vector["name"])
def test_published_vectors_hold(vector: dict[str, str]) -> None:
    mark = Mark(
        device=DeviceId(vector["device"]),
        epoch=int(vector["epoch"], 16),
        sequence=int(vector["sequence"]),
        channel=Channel(vector["channel"]),
    )
    topic, key = up(mark.device, mark.channel), bytes.fromhex(vector["key"])
    sealed = seal(bytes.fromhex(vector["plain"]), key=key, mark=mark, topic=topic)
    assert sealed.hex() == vector["sealed"]
    assert leaf_hash(sealed).hex() == vector["leaf"]


@given(at=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_every_flipped_bit_is_refused(at: int, bit: int) -> None:
    sealed = bytearray(seal(b"\x81\xa1\x02\x18\x60", key=KEY, mark=MARK, topic=TOPIC))
    sealed[at % len(sealed)] ^= 1 << bit
    assert isinstance(open_sealed(bytes(sealed), topic=TOPIC, key_of=key_of), Rejected)


@given(length=st.integers(0, 200))
def test_every_truncation_and_every_tail_is_refused(length: int) -> None:
    sealed = seal(b"\x81\xa1\x02\x18\x60", key=KEY, mark=MARK, topic=TOPIC)
    assert refused(sealed[: length % len(sealed)]) is Refusal.MALFORMED
    assert refused(sealed + bytes(length + 1)) is Refusal.MALFORMED


@given(noise=st.binary(max_size=400))
def test_noise_is_refused_and_never_raises(noise: bytes) -> None:
    assert refused(noise) in {Refusal.MALFORMED, Refusal.FORGED, Refusal.UNKNOWN_EPOCH}


def test_a_message_under_another_topic_of_the_device_is_refused() -> None:
    sealed = seal(b"\x81\xa0", key=KEY, mark=MARK, topic=TOPIC)
    assert refused(sealed, up(DEVICE, Channel.REPORT)) is Refusal.MALFORMED
    assert refused(sealed, "home/v1/up/oximeter-1") is Refusal.TOPIC


def test_a_message_moved_to_another_device_is_refused() -> None:
    sealed = seal(b"\x81\xa0", key=KEY, mark=MARK, topic=TOPIC)
    assert refused(sealed, up(DeviceId("oximeter-2"), Channel.READINGS)) is Refusal.FOREIGN


def test_a_message_sealed_with_another_devices_key_is_refused() -> None:
    sealed = seal(b"\x81\xa0", key=bytes(32), mark=MARK, topic=TOPIC)
    assert refused(sealed) is Refusal.FORGED


def test_a_message_of_an_unknown_epoch_is_refused() -> None:
    mark = Mark(device=DEVICE, epoch=9, sequence=1)
    assert refused(seal(b"", key=KEY, mark=mark, topic=TOPIC)) is Refusal.UNKNOWN_EPOCH


def test_an_oversized_message_is_refused_before_anything_is_read() -> None:
    assert refused(bytes(MAX_SEALED + 1)) is Refusal.OVERSIZED


def test_the_topic_is_part_of_what_is_sealed() -> None:
    sealed = seal(b"\x81\xa0", key=KEY, mark=MARK, topic="home/v1/up/other/readings")
    assert refused(sealed) is Refusal.FORGED
