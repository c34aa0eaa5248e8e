"""The table of characteristics: a new one is one file and one row."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from sensors.gatt import (
    blood_pressure,
    cgm,
    glucose,
    heart_rate,
    pulse_oximeter,
    temperature,
    weight,
)
from sensors.gatt.record import GattError, Record

Decoder = Callable[[bytes], tuple[Record, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Characteristic:
    """One row."""

    uuid: str
    """Assigned number of 16 bits, four hexadecimal digits."""
    name: str
    service: str
    """Assigned number of the service that carries it."""
    decode: Decoder
    quirks: tuple[tuple[str, Decoder], ...] = ()
    """Other readings for devices that are known to differ, by the name of the switch."""


CHARACTERISTICS = {
    row.uuid: row
    for row in (
        Characteristic(
            uuid="2A18", name="Glucose Measurement", service="1808", decode=glucose.decode
        ),
        Characteristic(
            uuid="2AA7",
            name="CGM Measurement",
            service="181F",
            decode=cgm.decode,
            quirks=(("warning_first", partial(cgm.decode, warning_first=True)),),
        ),
        Characteristic(
            uuid="2A5E",
            name="PLX Spot-Check Measurement",
            service="1822",
            decode=pulse_oximeter.decode_spot,
        ),
        Characteristic(
            uuid="2A5F",
            name="PLX Continuous Measurement",
            service="1822",
            decode=pulse_oximeter.decode_continuous,
        ),
        Characteristic(
            uuid="2A37",
            name="Heart Rate Measurement",
            service="180D",
            decode=heart_rate.decode,
        ),
        Characteristic(
            uuid="2A35",
            name="Blood Pressure Measurement",
            service="1810",
            decode=blood_pressure.decode,
        ),
        Characteristic(
            uuid="2A1C",
            name="Temperature Measurement",
            service="1809",
            decode=temperature.decode,
        ),
        Characteristic(
            uuid="2A9D", name="Weight Measurement", service="181D", decode=weight.decode
        ),
    )
}


def decode(uuid: str, data: bytes, quirk: str = "") -> tuple[Record, ...]:
    """Decode one notification. GattError for unknown characteristics, quirks and bytes."""
    row = CHARACTERISTICS.get(uuid.upper())
    if row is None:
        msg = f"characteristic {uuid}: known are {', '.join(sorted(CHARACTERISTICS))}"
        raise GattError(msg)
    if not quirk:
        return row.decode(data)
    decoder = dict(row.quirks).get(quirk)
    if decoder is None:
        known = ", ".join(name for name, _ in row.quirks) or "none"
        msg = f"quirk {quirk!r} of {row.name}: known are {known}"
        raise GattError(msg)
    return decoder(data)
