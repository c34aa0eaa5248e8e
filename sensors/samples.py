"""A stretch of samples as bytes, exact and short.

Inside a SenML data value: CBOR `[rate, [axes], decimals, bytes]`. With decimals 0 to 4
the bytes are little-endian int16, each the sample times 10^decimals; with null they are
little-endian float64. The writer takes the shortest form that gives every sample back.
"""

from typing import Any

import cbor2
import numpy as np

MAX_SAMPLES = 20_000
"""Numbers in one message, all axes together."""
MAX_AXES = 9
MAX_RATE = 10_000.0

Rows = tuple[tuple[float, ...], ...]


def pack(rate: float, axes: tuple[str, ...], samples: Rows) -> bytes:
    """Write samples, one row per instant and one column per axis."""
    table = np.array(samples, dtype="<f8").reshape(len(samples), len(axes))
    for decimals in range(5):
        with np.errstate(over="ignore"):
            scaled = np.rint(table * 10**decimals)
        small = bool((np.abs(scaled) <= np.iinfo("<i2").max).all())
        if small and bool((scaled / 10**decimals == table).all()):
            body: list[Any] = [decimals, scaled.astype("<i2").tobytes()]
            break
    else:
        body = [None, table.tobytes()]
    return cbor2.dumps([rate, list(axes), *body], canonical=True)


def _table(decimals: Any, body: bytes, width: int) -> "np.ndarray[Any, Any]":
    if decimals is not None and decimals not in range(5):
        raise ValueError("decimals of samples")
    kind = "<f8" if decimals is None else "<i2"
    if len(body) % (np.dtype(kind).itemsize * width):
        raise ValueError("rows of samples are incomplete")
    flat = np.frombuffer(body, dtype=kind).astype("<f8")
    if flat.size > MAX_SAMPLES or not bool(np.isfinite(flat).all()):
        raise ValueError("too many or endless samples")
    table = flat if decimals is None else flat / 10**decimals
    return table.reshape(-1, width)


def unpack(data: bytes) -> tuple[float, tuple[str, ...], Rows]:
    """Rate in 1/s, axes and rows; ValueError for anything else. Scan the bounds before."""
    item = cbor2.loads(data)
    match item:
        case [int() | float() as rate, [*axes], decimals, bytes() as body]:
            pass
        case _:
            raise ValueError("samples have another form")
    if isinstance(rate, bool) or not 0 < rate <= MAX_RATE:
        raise ValueError("rate of samples")
    named = 0 < len(axes) <= MAX_AXES and all(isinstance(axis, str) for axis in axes)
    if not named:
        raise ValueError("axes of samples")
    table = _table(decimals, body, len(axes))
    return float(rate), tuple(axes), tuple(tuple(row) for row in table.tolist())
