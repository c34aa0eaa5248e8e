"""The outbox forgets only what a fitting receipt covers."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from care.errors import StoreError
from care.observation import DeviceId
from sensors.envelope import leaf_hash
from sensors.merkle import root
from sensors.module.outbox import Outbox, Settled
from sensors.receipt import Receipt

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
SEALED = [bytes([n]) * 10 for n in range(1, 6)]


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    made = Outbox(tmp_path / "outbox.db")
    made.begin_epoch(7, b"announcement")
    made.put([(7, n, "topic", sealed) for n, sealed in enumerate(SEALED, 1)])
    yield made
    made.close()


def receipt(lo: int, hi: int, top: bytes | None = None) -> Receipt:
    leaves = [leaf_hash(sealed) for sealed in SEALED[lo - 1 : hi]]
    return Receipt(
        device=DeviceId("oximeter-1"),
        epoch=7,
        lo=lo,
        hi=hi,
        root=top or root(leaves),
        missing=(),
        at=NOW,
    )


def test_a_fitting_receipt_deletes_its_run_and_stays(outbox: Outbox) -> None:
    assert outbox.settle(receipt(1, 3), b"signed") is Settled.DELETED
    assert [row.sequence for row in outbox.pending(0, 10)] == [4, 5]
    (epoch,) = outbox.epochs()
    assert (epoch.number, epoch.highest, epoch.receipts) == (7, 5, (b"signed",))


def test_another_root_deletes_nothing(outbox: Outbox) -> None:
    assert outbox.settle(receipt(1, 3, bytes(32)), b"x") is Settled.MISMATCH
    assert outbox.waiting() == 5


def test_a_receipt_for_more_than_was_sealed_deletes_nothing(outbox: Outbox) -> None:
    assert outbox.settle(receipt(3, 9), b"x") is Settled.MISMATCH
    assert outbox.waiting() == 5


def test_a_known_receipt_does_nothing(outbox: Outbox) -> None:
    outbox.settle(receipt(1, 3), b"signed")
    assert outbox.settle(receipt(1, 3), b"signed") is Settled.KNOWN
    assert outbox.waiting() == 2


def test_it_survives_being_opened_again(outbox: Outbox, tmp_path: Path) -> None:
    outbox.close()
    again = Outbox(tmp_path / "outbox.db")
    assert [row.sealed for row in again.pending(0, 10)] == SEALED
    assert again.announcements() == [b"announcement"]
    again.settle(receipt(1, 5), b"signed")
    assert again.announcements() == []
    again.close()


def test_a_sequence_is_never_used_twice(outbox: Outbox) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        outbox.put([(7, 6, "topic", b"new"), (7, 5, "topic", b"other")])
    assert outbox.waiting() == 5


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.db").write_bytes(b"this is no database" * 100)
    with pytest.raises(StoreError, match=r"bad\.db"):
        Outbox(tmp_path / "bad.db")


def test_an_epoch_that_nobody_signed_for_is_told_too(outbox: Outbox) -> None:
    outbox.begin_epoch(8, b"another")
    (epoch,) = outbox.epochs()
    assert (epoch.number, epoch.highest, epoch.receipts) == (7, 5, ())
    assert epoch.first == epoch.last
