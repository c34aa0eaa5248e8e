"""Whether the patient breathes air or oxygen, as a person or a concentrator tells."""

from datetime import timedelta

from care.observation import Kind
from sensors.kind import SensorKind

OXYGEN = Kind("oxygen")

KIND = SensorKind(
    kind=OXYGEN,
    units=("1",),
    words=frozenset({"air", "oxygen"}),
    fresh=timedelta(hours=12),
    span=timedelta(hours=24),
    about="Air or oxygen",
)
