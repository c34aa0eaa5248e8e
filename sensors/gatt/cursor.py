"""Reads a characteristic from front to back, little-endian."""

from datetime import datetime

from sensors.gatt.number import Number, float32, sfloat
from sensors.gatt.record import Field, GattError

PARTS = ("year", "month", "day")
"""Of a Date Time, those that are not known when they are 0."""


class Cursor:
    """Where the next field starts."""

    def __init__(self, data: bytes) -> None:
        """Start at the first byte."""
        self._data, self._at = data, 0

    @property
    def left(self) -> int:
        """Bytes not read yet."""
        return len(self._data) - self._at

    def take(self, size: int, what: str) -> bytes:
        """That many bytes; GattError when there are fewer."""
        if self.left < size:
            msg = f"too short: {what} wants {size} bytes, {self.left} left"
            raise GattError(msg)
        self._at += size
        return self._data[self._at - size : self._at]

    def unsigned(self, size: int, what: str) -> int:
        """An unsigned integer of `size` bytes."""
        return int.from_bytes(self.take(size, what), "little")

    def signed(self, size: int, what: str) -> int:
        """A signed integer of `size` bytes."""
        return int.from_bytes(self.take(size, what), "little", signed=True)

    def sfloat(self, what: str) -> Number:
        """A medical number of 16 bits."""
        return sfloat(self.unsigned(2, what))

    def float32(self, what: str) -> Number:
        """A medical number of 32 bits."""
        return float32(self.unsigned(4, what))

    def date_time(self, what: str) -> Field:
        """Date Time as ISO 8601 without a zone; the flags say why it is no instant."""
        raw = self.take(7, what)
        year = int.from_bytes(raw[:2], "little")
        month, day, hour, minute, second = raw[2:]
        text = f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
        known = zip(PARTS, (year, month, day), strict=True)
        notes = tuple(f"{part} not known" for part, value in known if not value)
        if not notes:
            try:
                datetime.fromisoformat(text)
            except ValueError:
                notes = ("no such time",)
        return Field(name=what, value=text, flags=notes)

    def end(self) -> None:
        """GattError unless everything was read."""
        if self.left:
            msg = f"too long: {self.left} bytes that no flag announces"
            raise GattError(msg)
