"""Medical floating point numbers of IEEE 11073-20601: SFLOAT and FLOAT, exactly.

The exponent is part of the value: E0C8 is 2.00, not 2. Special values are compared as
whole raw values: the same mantissa with another exponent is an ordinary number.
"""

from decimal import Decimal
from enum import StrEnum


class Special(StrEnum):
    """What a device sends in the place of a number."""

    NAN = "NaN"
    NRES = "NRes"
    """Not at this resolution: often "below the measuring range"."""
    PLUS_INF = "+INF"
    MINUS_INF = "-INF"
    RESERVED = "Reserved"


Number = Decimal | Special

_SFLOAT = {
    0x07FF: Special.NAN,
    0x0800: Special.NRES,
    0x07FE: Special.PLUS_INF,
    0x0802: Special.MINUS_INF,
    0x0801: Special.RESERVED,
}
_FLOAT = {
    0x007FFFFF: Special.NAN,
    0x00800000: Special.NRES,
    0x007FFFFE: Special.PLUS_INF,
    0x00800002: Special.MINUS_INF,
    0x00800001: Special.RESERVED,
}


def _signed(value: int, bits: int) -> int:
    return value - (1 << bits) if value >> (bits - 1) else value


def _number(raw: int, mantissa_bits: int, exponent_bits: int) -> Decimal:
    mantissa = _signed(raw & ((1 << mantissa_bits) - 1), mantissa_bits)
    exponent = _signed(raw >> mantissa_bits, exponent_bits)
    return Decimal(mantissa).scaleb(exponent)


def sfloat(raw: int) -> Number:
    """16 bits: exponent of 4, mantissa of 12, both two's complement."""
    return _SFLOAT.get(raw) or _number(raw, 12, 4)


def float32(raw: int) -> Number:
    """32 bits: exponent of 8, mantissa of 24, both two's complement."""
    return _FLOAT.get(raw) or _number(raw, 24, 8)


def written(number: Number) -> str:
    """As text with the precision that the device gave, without an exponent."""
    return number.value if isinstance(number, Special) else format(number, "f")
