"""The one layout, and nothing that only resembles it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sensors.cose import (
    ENCRYPTED_HEAD,
    SIGNED_HEAD,
    LayoutError,
    protected_header,
    read_sealed,
    read_signed,
    write_sealed,
    write_signed,
)

names = st.binary(min_size=1, max_size=300)


@given(kid=names, iv=st.binary(min_size=12, max_size=12), cipher=st.binary(max_size=70_000))
def test_a_sealed_message_comes_apart_as_it_was_put_together(
    kid: bytes, iv: bytes, cipher: bytes
) -> None:
    parts = read_sealed(write_sealed(protected_header(ENCRYPTED_HEAD, kid), iv, cipher))
    assert (parts.kid, parts.iv, parts.ciphertext) == (kid, iv, cipher)


@given(kid=names, payload=st.binary(max_size=300))
def test_a_signed_message_comes_apart_as_it_was_put_together(
    kid: bytes, payload: bytes
) -> None:
    message = write_signed(protected_header(SIGNED_HEAD, kid), payload, bytes(64))
    parts = read_signed(message)
    assert (parts.kid, parts.payload, parts.signature) == (kid, payload, bytes(64))


@pytest.mark.parametrize(
    "data",
    [
        "",
        "d083",
        "d08340",
        "83",
        "d08344a1010340a1054c000000000000000000000000" + "40",
        "d08348a301030318700440a1054c0000000000000000000000005800",
        "d08348a301030318700440a1054c00000000000000000000000040" + "00",
        "d08348a301030318700440a1054d0000000000000000000000000040",
        "d08348a301030318700440a0" + "40",
        "d0835f",
    ],
)
def test_other_layouts_are_refused(data: str) -> None:
    with pytest.raises(LayoutError):
        read_sealed(bytes.fromhex(data))


def test_the_layout_of_the_cases_above_is_right_but_for_their_fault() -> None:
    good = "d08348a301030318700440a1054c00000000000000000000000040"
    assert read_sealed(bytes.fromhex(good)).kid == b""
    with pytest.raises(LayoutError):
        read_signed(bytes.fromhex(good))
