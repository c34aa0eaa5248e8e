"""The pill box: which compartment was opened and closed."""

from datetime import timedelta

from care.observation import Kind
from sensors.kind import SensorKind
from sensors.rules import silent

PILLBOX = Kind("pillbox")

KIND = SensorKind(
    kind=PILLBOX,
    units=("1",),
    fresh=timedelta(hours=1),
    span=timedelta(hours=1),
    rules=silent(PILLBOX, "PILLBOX", warn=360, source="proposal: heartbeat every 6 hours"),
    about="Pill box openings",
)
