"""Receipts: due ones, repeated ones, and none for what is not there."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from care.observation import DeviceId
from sensors.clerk import MAX_SIGNED, Clerk
from sensors.envelope import leaf_hash
from sensors.merkle import root
from sensors.receipt import Receipt, read_receipt
from sensors.store import Envelope
from tests.fakes.intake import NOW, PENDANT, Bench
from tests.fakes.readings import ADA, OXIMETER


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


def test_a_stream_that_goes_on_is_signed_for_now_and_then(bench: Bench) -> None:
    rest = timedelta(seconds=20)
    clerk = bench.clerk = Clerk(bench.ledger, bench.hub_keys, NOW - rest, rest)
    bench.send(bench.message(1))
    assert len(clerk.settle(NOW)) == 1
    for sequence in (2, 3):
        bench.send(bench.message(sequence))
        clerk.arrived(sealed(sequence))
    assert clerk.settle(NOW + rest / 2) == []
    assert not clerk.owes
    assert len(clerk.settle(NOW + rest)) == 1
    clerk.repeated(OXIMETER, 7, 1)
    assert len(clerk.settle(NOW + rest)) == 2


def test_a_long_backlog_is_signed_for_in_parts(bench: Bench) -> None:
    for sequence in range(1, MAX_SIGNED + 3):
        bench.ledger.record([sealed(sequence)], [])
        bench.clerk.arrived(sealed(sequence))
        bench.clerk.arrived(replace(sealed(sequence), device=PENDANT))
        bench.ledger.record([replace(sealed(sequence), device=PENDANT)], [])
    devices: list[list[DeviceId]] = []
    while not devices or bench.clerk.owes:
        devices.append([device for device, _ in bench.clerk.settle(NOW)])
    assert devices == [[OXIMETER], [PENDANT]]


def sealed(sequence: int) -> Envelope:
    return Envelope(
        device=OXIMETER,
        epoch=7,
        sequence=sequence,
        patient=ADA,
        leaf=sequence.to_bytes(32),
        received_at=NOW,
        readings=(),
    )
