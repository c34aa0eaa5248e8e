"""What a decoder gives: named fields with value, unit and flags."""

from dataclasses import dataclass
from decimal import Decimal

from sensors.gatt.number import Number


class GattError(ValueError):
    """The bytes are not what the characteristic promises; the text says where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field by its GATT name."""

    name: str
    value: Number | int | str
    unit: str = ""
    """UCUM; empty for codes, counts and times."""
    flags: tuple[str, ...] = ()
    """What set bits or a code mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One measurement; a notification can hold several."""

    flags: int
    present: tuple[str, ...]
    """Names of the flags that are set."""
    fields: tuple[Field, ...]
    intact: bool = True
    """False when its checksum does not fit."""

    def get(self, name: str) -> Field | None:
        """The field of that name."""
        return next((field for field in self.fields if field.name == name), None)

    def number(self, name: str) -> Decimal | None:
        """The field's number; None when it is absent or a special value."""
        field = self.get(name)
        return (
            field.value if field is not None and isinstance(field.value, Decimal) else None
        )

    def bits(self, name: str) -> int:
        """The field's bits; 0 when it is absent."""
        field = self.get(name)
        return field.value if field is not None and isinstance(field.value, int) else 0


def names(bits: int, table: dict[int, str]) -> tuple[str, ...]:
    """Names of the set bits; a bit without a name is called by its number."""
    return tuple(
        table.get(bit, f"reserved bit {bit}")
        for bit in range(bits.bit_length())
        if bits >> bit & 1
    )
