"""Blood Pressure Measurement 2A35. The mean is often NaN on home cuffs."""

from sensors.gatt.cursor import Cursor
from sensors.gatt.record import Field, Record, names

FLAGS = {
    0: "Blood Pressure Units kPa",
    1: "Time Stamp Present",
    2: "Pulse Rate Present",
    3: "User ID Present",
    4: "Measurement Status Present",
}
STATUS = {
    0: "body movement",
    1: "cuff too loose",
    2: "irregular pulse",
    5: "improper measurement position",
}
PULSE_RANGE = ("", "pulse above upper limit", "pulse below lower limit", "pulse reserved")


def _status(status: int) -> tuple[str, ...]:
    pulse = PULSE_RANGE[status >> 3 & 3]
    return names(status & ~0b11000, STATUS) + ((pulse,) if pulse else ())


def decode(data: bytes) -> tuple[Record, ...]:
    """One measurement. GattError for a length that does not fit the flags."""
    cursor = Cursor(data)
    flags = cursor.unsigned(1, "Flags")
    unit = "kPa" if flags & 1 else "mm[Hg]"
    fields = [
        Field(name=name, value=cursor.sfloat(name), unit=unit)
        for name in ("Systolic", "Diastolic", "Mean Arterial Pressure")
    ]
    if flags & 2:
        fields.append(cursor.date_time("Time Stamp"))
    if flags & 4:
        fields.append(
            Field(name="Pulse Rate", value=cursor.sfloat("Pulse Rate"), unit="/min")
        )
    if flags & 8:
        user = cursor.unsigned(1, "User ID")
        note = ("unknown user",) if user == 0xFF else ()  # noqa: PLR2004
        fields.append(Field(name="User ID", value=user, flags=note))
    if flags & 16:
        status = cursor.unsigned(2, "Measurement Status")
        fields.append(Field(name="Measurement Status", value=status, flags=_status(status)))
    cursor.end()
    return (Record(flags=flags, present=names(flags, FLAGS), fields=tuple(fields)),)
