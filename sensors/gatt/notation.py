"""How people write bytes and assigned numbers: `00:e8-F3 0x84`, `0x2A5F`, a full UUID."""

import re

from sensors.gatt.characteristics import CHARACTERISTICS
from sensors.gatt.record import GattError

BASE = re.compile(r"0000([0-9A-F]{4})(00001000800000805F9B34FB)?")
"""Bluetooth's base UUID around an assigned number, or its form of 32 bits."""
_PREFIX = re.compile(r"(?<![0-9a-fA-F])(?:0[xX]|\\x)")
_BETWEEN = re.compile(r"[\s:;,._\-\[\]{}()'\"]+|\\x")


def octets(text: str) -> bytes:
    """The bytes of a hexadecimal text, pairs apart or joined, with 0x or without.

    GattError says which sign is none, or that a half byte is left.
    """
    bare = _BETWEEN.sub("", _PREFIX.sub(" ", text))
    wrong = re.search(r"[^0-9a-fA-F]", bare)
    if wrong:
        msg = f"{wrong[0]!r} is no hexadecimal digit"
        raise GattError(msg)
    if len(bare) % 2:
        msg = f"{len(bare)} hexadecimal digits are no whole bytes"
        raise GattError(msg)
    return bytes.fromhex(bare)


def assigned_number(text: str) -> str:
    """The four digits of a characteristic, given as number, UUID or name.

    What is none of ours comes back as it was written, for the error that names it.
    """
    wanted = re.sub(r"[\s_]+", " ", text.strip().rpartition("characteristic.")[2]).lower()
    for row in CHARACTERISTICS.values():
        if row.name.lower() == wanted:
            return row.uuid
    bare = text.strip().upper().removeprefix("URN:UUID:").removeprefix("0X")
    bare = bare.strip("{}").replace("-", "")
    based = BASE.fullmatch(bare)
    return based[1] if based else bare
