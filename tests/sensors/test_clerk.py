"""Receipts: due ones, repeated ones, and none for what is not there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sensors.envelope import leaf_hash
from sensors.merkle import root
from sensors.receipt import Receipt, read_receipt
from tests.fakes.intake import NOW, Bench
from tests.fakes.readings import OXIMETER


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    made.announced()
    yield made
    made.ledger.close()


def settled(bench: Bench) -> list[Receipt]:
    hub = bench.hub_keys.public_key()
    receipts = []
    for device, message in bench.clerk.settle(NOW):
        receipt = read_receipt(message, device=device, hub=hub)
        assert receipt is not None
        receipts.append(receipt)
    return receipts


def test_a_receipt_covers_what_came_once(bench: Bench) -> None:
    sent = [bench.message(n) for n in (1, 2, 3)]
    for message in sent:
        bench.send(message)
    (receipt,) = settled(bench)
    assert (receipt.lo, receipt.hi, receipt.missing) == (1, 3, ())
    assert receipt.root == root([leaf_hash(message) for message in sent])
    assert settled(bench) == []


def test_a_hole_is_named_and_not_covered(bench: Bench) -> None:
    for sequence in (1, 4, 5):
        bench.send(bench.message(sequence))
    (receipt,) = settled(bench)
    assert (receipt.lo, receipt.hi, receipt.missing) == (1, 1, ((2, 3),))
    bench.send(bench.message(3))
    (receipt,) = settled(bench)
    assert (receipt.lo, receipt.hi, receipt.missing) == (2, 1, ((2, 2),))
    bench.send(bench.message(2))
    (receipt,) = settled(bench)
    assert (receipt.lo, receipt.hi) == (2, 5)


def test_a_repeat_brings_the_same_receipt_again(bench: Bench) -> None:
    for sequence in (1, 2):
        bench.send(bench.message(sequence))
    first = bench.clerk.settle(NOW)
    bench.send(bench.message(2))
    assert bench.clerk.settle(NOW) == first


def test_a_restart_goes_on_where_it_was(bench: Bench) -> None:
    bench.send(bench.message(1))
    settled(bench)
    bench.send(bench.message(2))
    bench.restart()
    (receipt,) = settled(bench)
    assert (receipt.lo, receipt.hi) == (2, 2)
    assert bench.clerk.gaps() == {OXIMETER: (0, 0)}
