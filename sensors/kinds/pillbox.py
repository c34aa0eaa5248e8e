"""The pill box: which compartment was opened and closed."""

from datetime import timedelta

from care.observation import Kind
from sensors.kind import SensorKind
from sensors.rules import link

PILLBOX = Kind("pillbox")

LINK_KIND = link(
    PILLBOX,
    "PILLBOX",
    warn=360,
    source="proposal: heartbeat every 6 hours",
    about="Each pill box",
)

KIND = SensorKind(
    kind=PILLBOX,
    units=("1",),
    link=LINK_KIND.kind,
    fresh=timedelta(hours=1),
    span=timedelta(hours=1),
    about="Pill box openings",
)
