"""Every kind of sensor, one file and one row each."""

from care.observation import Kind
from sensors.kind import SensorKind
from sensors.kinds import (
    acceleration,
    battery,
    fall,
    glucose,
    motion,
    panic,
    pillbox,
    pulse,
    spo2,
)

KINDS: dict[Kind, SensorKind] = {
    row.kind: row
    for row in (
        glucose.KIND,
        spo2.KIND,
        pulse.KIND,
        fall.KIND,
        panic.KIND,
        acceleration.KIND,
        acceleration.WRIST_KIND,
        motion.KIND,
        pillbox.KIND,
        battery.KIND,
    )
}
