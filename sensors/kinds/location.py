"""How far from home a person who is out has gone; only for those who chose it.

The device sends a distance, never coordinates, so that nobody can be followed.
"""

from datetime import timedelta

from care.alarm import Priority
from care.observation import Kind
from sensors.kind import SensorKind
from sensors.rules import above

LOCATION = Kind("location")

KIND = SensorKind(
    kind=LOCATION,
    units=("m",),
    plausible=(("m", 0, 20_000_000),),
    fresh=timedelta(minutes=10),
    span=timedelta(hours=1),
    rules=(
        above(
            LOCATION,
            "LOCATION-FAR",
            500,
            300,
            unit="m",
            raise_after=timedelta(minutes=3),
            readings=2,
            reason="far_from_home",
            priority=Priority.MEDIUM,
            group="wandering",
            opt_in=True,
            source="proposal; active only where a limit is set for the patient",
        ),
    ),
    about="Distance from home when out (opt-in)",
)
