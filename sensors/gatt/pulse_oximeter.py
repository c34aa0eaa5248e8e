"""PLX Spot-Check Measurement 2A5E and PLX Continuous Measurement 2A5F (PLXS 1.0.1)."""

from sensors.gatt.cursor import Cursor
from sensors.gatt.record import Field, Record, names

SPOT_FLAGS = {
    0: "Timestamp Present",
    1: "Measurement Status Present",
    2: "Device and Sensor Status Present",
    3: "Pulse Amplitude Index Present",
    4: "Device Clock is Not Set",
}
CONTINUOUS_FLAGS = {
    0: "SpO2PR-Fast Present",
    1: "SpO2PR-Slow Present",
    2: "Measurement Status Present",
    3: "Device and Sensor Status Present",
    4: "Pulse Amplitude Index Present",
}
MEASUREMENT_STATUS = {
    5: "measurement ongoing",
    6: "early estimated data",
    7: "validated data",
    8: "fully qualified data",
    9: "data from measurement storage",
    10: "data for demonstration",
    11: "data for testing",
    12: "calibration ongoing",
    13: "measurement unavailable",
    14: "questionable measurement",
    15: "invalid measurement",
}
SENSOR_STATUS = {
    0: "extended display update ongoing",
    1: "equipment malfunction",
    2: "signal processing irregularity",
    3: "inadequate signal",
    4: "poor signal",
    5: "low perfusion",
    6: "erratic signal",
    7: "non-pulsatile signal",
    8: "questionable pulse",
    9: "signal analysis ongoing",
    10: "sensor interference",
    11: "sensor unconnected to user",
    12: "unknown sensor connected",
    13: "sensor displaced",
    14: "sensor malfunctioning",
    15: "sensor disconnected",
}


def _pair(cursor: Cursor, which: str) -> list[Field]:
    return [
        Field(name=f"{which} - {what}", value=cursor.sfloat(f"{which} - {what}"), unit=unit)
        for what, unit in (("SpO2", "%"), ("PR", "/min"))
    ]


def _status(cursor: Cursor, flags: int, first: int) -> list[Field]:
    """Measurement status, sensor status and amplitude, announced by three bits."""
    fields = []
    if flags >> first & 1:
        name = "Measurement Status"
        bits = cursor.unsigned(2, name)
        fields.append(Field(name=name, value=bits, flags=names(bits, MEASUREMENT_STATUS)))
    if flags >> first + 1 & 1:
        name = "Device and Sensor Status"
        bits = cursor.unsigned(3, name)
        fields.append(Field(name=name, value=bits, flags=names(bits, SENSOR_STATUS)))
    if flags >> first + 2 & 1:
        name = "Pulse Amplitude Index"
        fields.append(Field(name=name, value=cursor.sfloat(name), unit="%"))
    return fields


def decode_spot(data: bytes) -> tuple[Record, ...]:
    """One spot check. GattError for a length that does not fit the flags."""
    cursor = Cursor(data)
    flags = cursor.unsigned(1, "Flags")
    fields = _pair(cursor, "SpO2PR-Spot-Check")
    if flags & 1:
        fields.append(cursor.date_time("Timestamp"))
    fields += _status(cursor, flags, 1)
    cursor.end()
    return (Record(flags=flags, present=names(flags, SPOT_FLAGS), fields=tuple(fields)),)


def decode_continuous(data: bytes) -> tuple[Record, ...]:
    """One continuous measurement. GattError for a length that does not fit the flags."""
    cursor = Cursor(data)
    flags = cursor.unsigned(1, "Flags")
    fields = _pair(cursor, "SpO2PR-Normal")
    if flags & 1:
        fields += _pair(cursor, "SpO2PR-Fast")
    if flags & 2:
        fields += _pair(cursor, "SpO2PR-Slow")
    fields += _status(cursor, flags, 2)
    cursor.end()
    return (
        Record(flags=flags, present=names(flags, CONTINUOUS_FLAGS), fields=tuple(fields)),
    )
