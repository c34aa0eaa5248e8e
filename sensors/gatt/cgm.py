"""CGM Measurement 2AA7: one or more records, each with its own size.

Annunciation octets follow the SIG table: status (flag 7), calibration and temperature
(flag 6), warning (flag 5). Some devices send the warning octet first: `warning_first` is
the switch for these.
"""

from sensors.gatt.cursor import Cursor
from sensors.gatt.record import Field, GattError, Record, names

FLAGS = {
    0: "CGM Trend Information Present",
    1: "CGM Quality Present",
    5: "Sensor Status Annunciation Field, Warning-Octet Present",
    6: "Sensor Status Annunciation Field, Cal/Temp-Octet Present",
    7: "Sensor Status Annunciation Field, Status-Octet Present",
}
STATUS = {
    0: "session stopped",
    1: "device battery low",
    2: "sensor type incorrect for device",
    3: "sensor malfunction",
    4: "device specific alert",
    5: "general device fault",
}
CAL_TEMP = {
    0: "time synchronisation required",
    1: "calibration not allowed",
    2: "calibration recommended",
    3: "calibration required",
    4: "sensor temperature too high",
    5: "sensor temperature too low",
    6: "calibration process pending",
}
WARNING = {
    0: "below patient low",
    1: "above patient high",
    2: "below hypo level",
    3: "above hyper level",
    4: "rate of decrease exceeded",
    5: "rate of increase exceeded",
    6: "lower than device can process",
    7: "higher than device can process",
}
OCTETS = {7: ("Status", STATUS), 6: ("Cal/Temp", CAL_TEMP), 5: ("Warning", WARNING)}
SMALLEST = 6
CRC_BYTES = 2


def crc16(data: bytes) -> int:
    """CRC-16/MCRF4XX: polynomial 8408 reflected, start FFFF (CGMS 1.0.1, 3.11)."""
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x8408 if crc & 1 else 0)
    return crc


def _octets(cursor: Cursor, flags: int, *, warning_first: bool) -> list[Field]:
    fields = []
    for bit in (5, 6, 7) if warning_first else (7, 6, 5):
        if flags >> bit & 1:
            name, table = OCTETS[bit]
            octet = cursor.unsigned(1, f"{name} octet")
            title = f"Sensor Status Annunciation - {name}"
            fields.append(Field(name=title, value=octet, flags=names(octet, table)))
    return fields


def _record(raw: bytes, *, warning_first: bool) -> Record:
    cursor = Cursor(raw)
    size, flags = cursor.unsigned(1, "Size"), cursor.unsigned(1, "Flags")
    fields = [
        Field(name="Size", value=size),
        Field(
            name="CGM Glucose Concentration",
            value=cursor.sfloat("CGM Glucose Concentration"),
            unit="mg/dL",
        ),
        Field(name="Time Offset", value=cursor.unsigned(2, "Time Offset"), unit="min"),
    ]
    fields += _octets(cursor, flags, warning_first=warning_first)
    if flags & 1:
        value = cursor.sfloat("CGM Trend Information")
        fields.append(Field(name="CGM Trend Information", value=value, unit="mg/dL/min"))
    if flags & 2:
        fields.append(
            Field(name="CGM Quality", value=cursor.sfloat("CGM Quality"), unit="%")
        )
    intact = True
    if cursor.left == CRC_BYTES:
        crc = cursor.unsigned(CRC_BYTES, "E2E-CRC")
        intact = crc == crc16(raw[:-CRC_BYTES])
        note = () if intact else ("does not fit",)
        fields.append(Field(name="E2E-CRC", value=crc, flags=note))
    cursor.end()
    return Record(
        flags=flags, present=names(flags, FLAGS), fields=tuple(fields), intact=intact
    )


def decode(data: bytes, *, warning_first: bool = False) -> tuple[Record, ...]:
    """All records. GattError for sizes or lengths that do not fit; a bad CRC is told."""
    records = []
    while data:
        size = data[0]
        if not SMALLEST <= size <= len(data):
            msg = f"bad size: a record of {size} bytes, {len(data)} left"
            raise GattError(msg)
        records.append(_record(data[:size], warning_first=warning_first))
        data = data[size:]
    if not records:
        raise GattError("too short: no record")
    return tuple(records)
