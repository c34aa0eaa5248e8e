"""Only plain, definite, shallow CBOR passes."""

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sensors.bounds import MAX_DEPTH, MAX_ITEMS, BoundsError, within_bounds

plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(1 << 63), (1 << 63) - 1)
    | st.floats()
    | st.text(max_size=20)
    | st.binary(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=3,
)


@given(plain)
def test_what_cbor2_writes_plainly_passes_unless_deep(value: object) -> None:
    data = cbor2.dumps(value)
    try:
        within_bounds(data)
    except BoundsError as error:
        assert str(error) == "too deep"  # noqa: PT017


@given(st.binary(max_size=60))
def test_what_passes_can_be_decoded(data: bytes) -> None:
    try:
        within_bounds(data)
    except BoundsError:
        return
    try:
        cbor2.loads(data)
    except (cbor2.CBORDecodeError, UnicodeDecodeError, TypeError):
        return


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "truncated"),
        (b"\x81", "longer"),
        (b"\x18", "truncated"),
        (b"\x42\x00", "truncated"),
        (b"\x9f\xff", "indefinite"),
        (b"\xc0\x00", "tag"),
        (b"\x00\x00", "trailing"),
        (b"\x1c", "reserved"),
        (b"\x81" * (MAX_DEPTH + 1) + b"\x00", "deep"),
        (b"\x99\x50\x00" + b"\x00" * 0x5000, "too many"),
        (b"\x5b" + b"\xff" * 8, "truncated"),
    ],
)
def test_the_reason_is_named(data: bytes, why: str) -> None:
    with pytest.raises(BoundsError, match=why):
        within_bounds(data)


def test_the_limits_themselves_pass() -> None:
    within_bounds(b"\x81" * MAX_DEPTH + b"\x00")
    within_bounds(cbor2.dumps([0] * (MAX_ITEMS - 1)))
