"""Limits of the CBOR (RFC 8949) that an authentic device may send.

cbor2 decodes whatever it is given: indefinite lengths, shared references, big numbers,
nesting. This scan walks the heads once, allocates nothing, and lets through only plain
items of definite length, so that decoding costs no more than the bytes are long.
"""

MAX_ITEMS = 16_384
MAX_DEPTH = 4
WIDTHS = {24: 1, 25: 2, 26: 4, 27: 8}
"""Bytes of the argument behind a head (RFC 8949, 3)."""
BYTES, TEXT, ARRAY, MAP, TAG = 2, 3, 4, 5, 6
"""Major types."""


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


def _held(major: int, argument: int, left: int) -> int:
    """How many items the item holds inside."""
    if major == TAG:
        raise BoundsError("tag")
    inside = argument if major == ARRAY else 2 * argument if major == MAP else 0
    if inside > left:
        raise BoundsError("longer than the message")
    return inside


def within_bounds(data: bytes) -> None:
    """Raise BoundsError unless `data` is one plain, definite, shallow CBOR item."""
    at, items, size = 0, 0, len(data)
    still_open = [1]
    while still_open:
        if still_open[-1] == 0:
            still_open.pop()
            continue
        still_open[-1] -= 1
        items += 1
        if at >= size or items > MAX_ITEMS:
            raise BoundsError("truncated" if at >= size else "too many items")
        major, argument = data[at] >> 5, data[at] & 0x1F
        at += 1
        if argument >= 24:  # noqa: PLR2004 (below it is the number itself)
            argument, at = _argument(data, at, argument)
        if major in (BYTES, TEXT):
            at += argument
        elif major > TEXT:
            inside = _held(major, argument, size - at) if major <= TAG else 0
            if inside:
                still_open.append(inside)
            if len(still_open) > MAX_DEPTH + 1:
                raise BoundsError("too deep")
    if at != size:
        raise BoundsError("trailing bytes" if at < size else "truncated")
