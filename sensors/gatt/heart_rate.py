"""Heart Rate Measurement 2A37 with RR intervals in 1/1024 s."""

from decimal import Decimal

from sensors.gatt.cursor import Cursor
from sensors.gatt.record import Field, GattError, Record, names

FLAGS = {
    0: "Heart Rate Value Format UINT16",
    1: "Sensor Contact Detected",
    2: "Sensor Contact Supported",
    3: "Energy Expended Present",
    4: "RR-Interval Present",
}


def decode(data: bytes) -> tuple[Record, ...]:
    """One measurement. GattError for a length that does not fit the flags."""
    cursor = Cursor(data)
    flags = cursor.unsigned(1, "Flags")
    rate = cursor.unsigned(2 if flags & 1 else 1, "Heart Rate Measurement Value")
    fields = [Field(name="Heart Rate Measurement Value", value=Decimal(rate), unit="/min")]
    if flags & 4:
        word = "detected" if flags & 2 else "not detected"
        fields.append(
            Field(name="Sensor Contact Status", value=flags >> 1 & 1, flags=(word,))
        )
    if flags & 8:
        energy = cursor.unsigned(2, "Energy Expended")
        fields.append(Field(name="Energy Expended", value=energy, unit="kJ"))
    if flags & 16:
        if cursor.left < 2:  # noqa: PLR2004 (one interval)
            raise GattError("too short: RR flag set but no RR value")
        while cursor.left:
            ticks = cursor.unsigned(2, "RR-Interval")
            millis = (Decimal(ticks) * 1000 / 1024).quantize(Decimal("0.001"))
            note = (f"{ticks}/1024 s",)
            fields.append(Field(name="RR-Interval", value=millis, unit="ms", flags=note))
    cursor.end()
    return (Record(flags=flags, present=names(flags, FLAGS), fields=tuple(fields)),)
