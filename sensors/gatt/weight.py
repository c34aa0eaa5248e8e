"""Weight Measurement 2A9D: steps of 0.005 kg or 0.01 lb; FFFF means it failed."""

from decimal import Decimal

from sensors.gatt.cursor import Cursor
from sensors.gatt.number import Number, Special
from sensors.gatt.record import Field, Record, names

FLAGS = {
    0: "Measurement Units Imperial",
    1: "Time Stamp Present",
    2: "User ID Present",
    3: "BMI and Height Present",
}
FAILED = 0xFFFF
UNKNOWN_USER = 0xFF


def decode(data: bytes) -> tuple[Record, ...]:
    """One measurement. GattError for a length that does not fit the flags."""
    cursor = Cursor(data)
    flags = cursor.unsigned(1, "Flags")
    imperial = bool(flags & 1)
    raw = cursor.unsigned(2, "Weight")
    step = Decimal("0.01") if imperial else Decimal("0.005")
    weight: Number = Special.NAN if raw == FAILED else raw * step
    fields = [Field(name="Weight", value=weight, unit="[lb_av]" if imperial else "kg")]
    if flags & 2:
        fields.append(cursor.date_time("Time Stamp"))
    if flags & 4:
        user = cursor.unsigned(1, "User ID")
        note = ("unknown user",) if user == UNKNOWN_USER else ()
        fields.append(Field(name="User ID", value=user, flags=note))
    if flags & 8:
        bmi = cursor.unsigned(2, "BMI") * Decimal("0.1")
        fields.append(Field(name="BMI", value=bmi, unit="kg/m2"))
        step = Decimal("0.1") if imperial else Decimal("0.001")
        height = cursor.unsigned(2, "Height") * step
        fields.append(
            Field(name="Height", value=height, unit="[in_i]" if imperial else "m")
        )
    cursor.end()
    return (Record(flags=flags, present=names(flags, FLAGS), fields=tuple(fields)),)
