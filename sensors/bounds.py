"""Limits of the CBOR (RFC 8949) that an authentic device may send.

cbor2 decodes whatever it is given: indefinite lengths, shared references, big numbers,
nesting. This scan walks the heads once, allocates nothing, and lets through only plain
items of definite length, so that decoding costs no more than the bytes are long.
"""

MAX_ITEMS = 16_384
MAX_DEPTH = 4
WIDTHS = {24: 1, 25: 2, 26: 4, 27: 8}
"""Bytes of the argument behind a head (RFC 8949, 3)."""
STRINGS, ARRAYS, MAPS, TAGS, SIMPLE = 0x40, 0x80, 0xA0, 0xC0, 0xE0
"""First heads of byte strings (text follows), arrays, maps, tags, simple values."""


class BoundsError(ValueError):
    """The bytes go beyond the limits; the text says which."""


def _argument(data: bytes, at: int, low: int) -> tuple[int, int]:
    """The number behind a head whose low bits do not hold it, and where it ends."""
    width = WIDTHS.get(low)
    if width is None:
        raise BoundsError("indefinite or reserved length")
    end = at + width
    if end > len(data):
        raise BoundsError("truncated")
    return int.from_bytes(data[at:end]), end


def _inside(head: int, argument: int, left: int, depth: int) -> int:
    """How many items an array or map holds; BoundsError for a tag or too many."""
    if head >= TAGS:
        raise BoundsError("tag")
    inside = 2 * argument if head >= MAPS else argument
    if inside > left:
        raise BoundsError("longer than the message")
    if inside and depth >= MAX_DEPTH:
        raise BoundsError("too deep")
    return inside


def within_bounds(data: bytes) -> None:
    """Raise BoundsError unless `data` is one plain, definite, shallow CBOR item."""
    at, items, left, size = 0, 1, 1, len(data)
    outer: list[int] = []
    while left or outer:
        if not left:
            left = outer.pop()
            continue
        left -= 1
        if at >= size:
            raise BoundsError("truncated")
        head = data[at]
        argument = head & 0x1F
        at += 1
        if argument >= 24:  # noqa: PLR2004 (below it is the number itself)
            argument, at = _argument(data, at, argument)
        if head < STRINGS or head >= SIMPLE:
            continue
        if head < ARRAYS:
            at += argument
            continue
        inside = _inside(head, argument, size - at, len(outer))
        items += inside
        if items > MAX_ITEMS:
            raise BoundsError("too many items")
        if inside:
            outer.append(left)
            left = inside
    if at != size:
        raise BoundsError("trailing bytes" if at < size else "truncated")
