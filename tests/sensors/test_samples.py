"""Samples: exact, short, and limited."""

import cbor2
import pytest

from sensors.samples import MAX_SAMPLES, pack, unpack


def test_decimal_samples_take_two_bytes_each() -> None:
    rows = tuple((i / 100, -i / 100) for i in range(100))
    data = pack(25.0, ("x", "y"), rows)
    assert len(data) < 2 * 200 + 30
    assert unpack(data) == (25.0, ("x", "y"), rows)


def test_other_samples_take_eight() -> None:
    rows = ((1 / 3, 1e9),)
    assert unpack(pack(0.5, ("x", "y"), rows)) == (0.5, ("x", "y"), rows)


@pytest.mark.parametrize(
    "item",
    [
        [],
        [0, ["x"], 0, b""],
        [-1, ["x"], 0, b""],
        [True, ["x"], 0, b""],
        [1e9, ["x"], 0, b""],
        [50, [], 0, b""],
        [50, ["x"] * 10, 0, b""],
        [50, [1], 0, b""],
        [50, ["x"], 9, b"\0\0"],
        [50, ["x"], 0, b"\0"],
        [50, ["x", "y"], 0, b"\0\0"],
        [50, ["x"], None, b"\0" * 7],
        [50, ["x"], None, b"\0\0\0\0\0\0\xf0\x7f"],
        [50, ["x"], 0, bytes(2 * MAX_SAMPLES + 2)],
        [50, ["x"], 0, "text"],
    ],
    ids=str,
)
def test_other_forms_are_refused(item: list[object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        unpack(cbor2.dumps(item))
