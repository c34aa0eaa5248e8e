"""Proofs hold for whole streams and name every fault."""

from datetime import UTC, datetime

from care.observation import DeviceId
from sensors.arrivals import Arrivals
from sensors.envelope import leaf_hash
from sensors.merkle import root
from sensors.proof import EpochProof, prove
from sensors.receipt import Receipt, write_receipt
from tests.fakes.keys import made_up_keys

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
HUB, DEVICE, EPOCH = made_up_keys(0x22), DeviceId("oximeter-1"), 7
LEAVES = [leaf_hash(bytes([n])) for n in range(100)]


def leaves(_epoch: int, lo: int, hi: int) -> list[bytes]:
    return LEAVES[lo - 1 : hi]


def receipt(lo: int, hi: int, epoch: int = EPOCH) -> bytes:
    made = Receipt(
        device=DEVICE,
        epoch=epoch,
        lo=lo,
        hi=hi,
        root=root(leaves(epoch, lo, hi)),
        missing=(),
        at=NOW,
    )
    return write_receipt(made, HUB)


def proof(messages: list[bytes], *ranges: tuple[int, int]) -> EpochProof:
    return prove(
        DEVICE,
        EPOCH,
        messages,
        hub=HUB.public_key(),
        arrivals=Arrivals(ranges),
        span=(NOW, NOW),
        leaves=leaves,
    )


def test_a_whole_stream_is_proven() -> None:
    held = proof([receipt(1, 10), receipt(11, 100)], (1, 100))
    assert held.whole
    assert held.signed == held.hashed == 100


def test_an_unsigned_tail_is_not_whole() -> None:
    assert not proof([receipt(1, 10)], (1, 11)).whole


def test_a_hole_is_counted() -> None:
    held = proof([receipt(1, 10)], (1, 10), (13, 20))
    assert (held.whole, held.missing) == (False, 2)


def test_a_lost_receipt_is_named() -> None:
    held = proof([receipt(1, 10), receipt(21, 30)], (1, 30))
    assert held.faults == ("receipts leave out 11 to 20",)


def test_a_changed_record_is_named() -> None:
    message = receipt(1, 10)
    LEAVES[4], before = bytes(32), LEAVES[4]
    held = proof([message], (1, 10))
    LEAVES[4] = before
    assert held.faults == ("the root of 1 to 10 differs",)


def test_a_forged_or_foreign_receipt_is_named() -> None:
    forged = bytearray(receipt(1, 10))
    forged[-1] ^= 1
    for message in (bytes(forged), receipt(1, 10, epoch=8)):
        assert proof([message], (1, 10)).faults == ("a receipt does not verify",)
