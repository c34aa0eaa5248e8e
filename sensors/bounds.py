"""Limits of the CBOR (RFC 8949) that an authentic device may send.

cbor2 decodes whatever it is given: indefinite lengths, shared references, big numbers,
nesting. This scan walks the heads once, allocates nothing, and lets through only plain
items of definite length, so that decoding costs no more than the bytes are long.
"""

from dataclasses import dataclass

MAX_ITEMS = 16_384
MAX_DEPTH = 4


class BoundsError(ValueError):
    """The bytes go beyond the limits; the text says which."""


@dataclass(slots=True)
class _Walk:
    """Where the scan is."""

    at: int = 0
    items: int = 0


def _argument(data: bytes, walk: _Walk, low: int) -> int:
    """The number in or behind a head, moving on behind it."""
    if low < 24:  # noqa: PLR2004 (RFC 8949, 3)
        return low
    width = {24: 1, 25: 2, 26: 4, 27: 8}.get(low)
    if width is None:
        raise BoundsError("indefinite or reserved length")
    if walk.at + width > len(data):
        raise BoundsError("truncated")
    walk.at += width
    return int.from_bytes(data[walk.at - width : walk.at])


def _step(data: bytes, walk: _Walk) -> int:
    """Pass one item; how many items it holds inside."""
    if walk.at >= len(data):
        raise BoundsError("truncated")
    walk.items += 1
    if walk.items > MAX_ITEMS:
        raise BoundsError("too many items")
    head = data[walk.at]
    walk.at += 1
    major, argument = head >> 5, _argument(data, walk, head & 0x1F)
    if major in (2, 3):
        walk.at += argument
        if walk.at > len(data):
            raise BoundsError("truncated")
    elif major == 6:  # noqa: PLR2004
        raise BoundsError("tag")
    return argument if major == 4 else 2 * argument if major == 5 else 0  # noqa: PLR2004


def within_bounds(data: bytes) -> None:
    """Raise BoundsError unless `data` is one plain, definite, shallow CBOR item."""
    walk = _Walk()
    open_items = [1]
    while open_items:
        if open_items[-1] == 0:
            open_items.pop()
            continue
        open_items[-1] -= 1
        inside = _step(data, walk)
        if inside > len(data):
            raise BoundsError("longer than the message")
        if inside:
            open_items.append(inside)
        if len(open_items) > MAX_DEPTH + 1:
            raise BoundsError("too deep")
    if walk.at != len(data):
        raise BoundsError("trailing bytes")
