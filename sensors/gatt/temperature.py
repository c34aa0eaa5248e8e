"""Temperature Measurement 2A1C: a FLOAT of 32 bits in Celsius or Fahrenheit."""

from sensors.gatt.cursor import Cursor
from sensors.gatt.record import Field, Record, names

FLAGS = {
    0: "Temperature Units Fahrenheit",
    1: "Time Stamp Present",
    2: "Temperature Type Present",
}
TYPES = {
    1: "armpit",
    2: "body (general)",
    3: "ear (usually earlobe)",
    4: "finger",
    5: "gastrointestinal tract",
    6: "mouth",
    7: "rectum",
    8: "toe",
    9: "tympanum",
}


def decode(data: bytes) -> tuple[Record, ...]:
    """One measurement. GattError for a length that does not fit the flags."""
    cursor = Cursor(data)
    flags = cursor.unsigned(1, "Flags")
    name = "Temperature Measurement Value"
    unit = "[degF]" if flags & 1 else "Cel"
    fields = [Field(name=name, value=cursor.float32(name), unit=unit)]
    if flags & 2:
        fields.append(cursor.date_time("Time Stamp"))
    if flags & 4:
        kind = cursor.unsigned(1, "Temperature Type")
        place = TYPES.get(kind, "reserved")
        fields.append(Field(name="Temperature Type", value=kind, flags=(place,)))
    cursor.end()
    return (Record(flags=flags, present=names(flags, FLAGS), fields=tuple(fields)),)
