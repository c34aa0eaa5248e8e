"""Time from one heartbeat to the next, as chest straps tell it; kept, with no rule."""

from datetime import timedelta

from care.observation import Kind
from sensors.kind import SensorKind

RR_INTERVAL = Kind("rr_interval")

KIND = SensorKind(
    kind=RR_INTERVAL,
    units=("ms",),
    plausible=(("ms", 0, 64_000),),  # a pause of the heart is no error of measurement
    fresh=timedelta(minutes=5),
    span=timedelta(minutes=5),
    mdc="147240",
    about="Interval between two heartbeats",
)
