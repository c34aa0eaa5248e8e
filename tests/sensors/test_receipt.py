"""Receipts: published vector, survival, and refusal of everything else."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from care.observation import DeviceId
from sensors.receipt import MAX_MISSING, Receipt, read_receipt, write_receipt
from tests.fakes.keys import made_up_keys

VECTOR = json.loads((Path(__file__).parents[1] / "data" / "wire_vectors.json").read_text())[
    "receipt"
]
DEVICE = DeviceId("oximeter-1")
HUB = made_up_keys(0x22)
RECEIPT = Receipt(
    device=DEVICE,
    epoch=int(VECTOR["epoch"], 16),
    lo=VECTOR["lo"],
    hi=VECTOR["hi"],
    root=bytes.fromhex(VECTOR["root"]),
    missing=((7, 9),),
    at=datetime.fromisoformat(VECTOR["at"]),
)


def read(message: bytes, device: DeviceId = DEVICE) -> Receipt | None:
    return read_receipt(message, device=device, hub=HUB.public_key())


def test_the_published_receipt_reads() -> None:
    assert read(bytes.fromhex(VECTOR["message"])) == RECEIPT


def test_a_receipt_survives_the_way() -> None:
    assert read(write_receipt(RECEIPT, HUB)) == RECEIPT


def test_a_receipt_for_another_device_or_by_another_hub_says_nothing() -> None:
    assert read(write_receipt(RECEIPT, HUB), DeviceId("oximeter-2")) is None
    assert read(write_receipt(RECEIPT, made_up_keys(0x33))) is None


@given(at=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_every_flipped_bit_is_refused(at: int, bit: int) -> None:
    message = bytearray.fromhex(VECTOR["message"])
    message[at % len(message)] ^= 1 << bit
    assert read(bytes(message)) is None


def test_a_long_list_of_missing_is_cut() -> None:
    many = Receipt(
        device=DEVICE,
        epoch=1,
        lo=1,
        hi=0,
        root=bytes(32),
        missing=tuple((n, n) for n in range(2, 600, 2)),
        at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(microseconds=1),
    )
    found = read(write_receipt(many, HUB))
    assert found is not None
    assert len(found.missing) == MAX_MISSING
    assert found.at == many.at
