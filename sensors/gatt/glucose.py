"""Glucose Measurement 2A18.

The concentration is in kg/L or mol/L: times 100,000 it is mg/dL, times 1,000 mmol/L.
The time offset is in signed minutes against Base Time, a local clock without zone.
"""

from decimal import Decimal

from sensors.gatt.cursor import Cursor
from sensors.gatt.record import Field, Record, names

FLAGS = {
    0: "Time Offset Present",
    1: "Glucose Concentration, Type and Sample Location Present",
    2: "Glucose Concentration Units mol/L",
    3: "Sensor Status Annunciation Present",
    4: "Context Information Follows",
}
STATUS = {
    0: "device battery low",
    1: "sensor malfunction",
    2: "sample size insufficient",
    3: "strip insertion error",
    4: "strip type incorrect",
    5: "sensor result too high",
    6: "sensor result too low",
    7: "sensor temperature too high",
    8: "sensor temperature too low",
    9: "sensor read interrupted",
    10: "general device fault",
    11: "time fault",
}
TYPES = {
    1: "capillary whole blood",
    2: "capillary plasma",
    3: "venous whole blood",
    4: "venous plasma",
    5: "arterial whole blood",
    6: "arterial plasma",
    7: "undetermined whole blood",
    8: "undetermined plasma",
    9: "interstitial fluid",
    10: "control solution",
}
LOCATIONS = {
    1: "finger",
    2: "alternate site",
    3: "earlobe",
    4: "control solution",
    15: "not available",
}


def _concentration(cursor: Cursor, *, molar: bool) -> list[Field]:
    value = cursor.sfloat("Glucose Concentration")
    what = cursor.unsigned(1, "Type and Sample Location")
    kind, place = what & 0xF, what >> 4
    fields = [
        Field(name="Glucose Concentration", value=value, unit="mol/L" if molar else "kg/L")
    ]
    if isinstance(value, Decimal):
        factor, unit = (1_000, "mmol/L") if molar else (100_000, "mg/dL")
        name = f"Glucose Concentration ({unit})"
        fields.append(Field(name=name, value=value * factor, unit=unit))
    return [
        *fields,
        Field(name="Type", value=kind, flags=(TYPES.get(kind, "reserved"),)),
        Field(
            name="Sample Location", value=place, flags=(LOCATIONS.get(place, "reserved"),)
        ),
    ]


def decode(data: bytes) -> tuple[Record, ...]:
    """One measurement. GattError for a length that does not fit the flags."""
    cursor = Cursor(data)
    flags = cursor.unsigned(1, "Flags")
    fields = [
        Field(name="Sequence Number", value=cursor.unsigned(2, "Sequence Number")),
        cursor.date_time("Base Time"),
    ]
    if flags & 1:
        offset = cursor.signed(2, "Time Offset")
        fields.append(Field(name="Time Offset", value=offset, unit="min"))
    if flags & 2:
        fields += _concentration(cursor, molar=bool(flags & 4))
    if flags & 8:
        status = cursor.unsigned(2, "Sensor Status Annunciation")
        fields.append(
            Field(
                name="Sensor Status Annunciation", value=status, flags=names(status, STATUS)
            )
        )
    cursor.end()
    return (Record(flags=flags, present=names(flags, FLAGS), fields=tuple(fields)),)
