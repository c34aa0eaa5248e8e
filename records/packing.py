"""Samples of a waveform as few bytes, exactly."""

import sys
import zlib
from array import array
from itertools import chain

from care.errors import StoreError

Samples = tuple[tuple[float, ...], ...]


def _swapped(numbers: "array[float]") -> "array[float]":
    """The same numbers in little-endian order, whatever the machine's own is."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def pack(samples: Samples) -> bytes:
    """Doubles in little-endian order, instant by instant, deflated."""
    return zlib.compress(_swapped(array("d", chain.from_iterable(samples))).tobytes(), 1)


def unpack(packed: bytes, axes: int) -> Samples:
    """What `pack` packed, with `axes` numbers an instant; StoreError when it is not."""
    numbers = array("d")
    try:
        numbers.frombytes(zlib.decompress(packed))
    except (zlib.error, ValueError) as error:
        raise StoreError("a stored waveform is damaged") from error
    flat = _swapped(numbers)
    if axes < 1 or len(flat) % axes:
        raise StoreError("a stored waveform does not fit its axes")
    return tuple(tuple(flat[i : i + axes]) for i in range(0, len(flat), axes))
