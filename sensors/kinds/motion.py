"""Motion and presence: in which room somebody moved."""

from datetime import timedelta

from care.alarm import Priority
from care.observation import Kind
from sensors.detector import Due, Measure, Rule, Side, View
from sensors.kind import SensorKind
from sensors.rules import silent

MOTION = Kind("motion")
IDLE = frozenset({"alive"})
"""A heartbeat of the sensor, which is no movement."""


def _entered(view: View, room: str) -> float | None:
    """When the last person seen in `room`, and nowhere else since, came in."""
    entered: float | None = None
    for one in view.window:
        if one.value in IDLE:
            continue
        if one.value != room:
            entered = None
        elif entered is None:
            entered = one.at
    return entered


def dwell(room: str) -> Measure:
    """Minutes since the patient went into `room`, with no movement elsewhere since."""

    def measure(view: View) -> float | None:
        entered = _entered(view, room)
        return 0.0 if entered is None else (view.at - entered) / 60

    return measure


def dwelt(room: str) -> Due:
    """When a stay in `room` will have lasted as long as the level, in minutes."""

    def due(view: View, level: float) -> float | None:
        entered = _entered(view, room)
        return None if entered is None else entered + level * 60

    return due


KIND = SensorKind(
    kind=MOTION,
    units=("1",),
    fresh=timedelta(minutes=15),
    span=timedelta(hours=3),
    rules=(
        Rule(
            code="MOTION-BATHROOM",
            kind=MOTION,
            reason="bathroom_long",
            priority=Priority.MEDIUM,
            side=Side.HIGH,
            level=45,
            clear=0,
            clear_readings=1,
            unit="min",
            measure=dwell("bathroom"),
            due=dwelt("bathroom"),
            group="routine",
            ask="all_right",
            denied=Priority.LOW,
            source="proposal: far beyond a usual stay",
        ),
        *silent(
            MOTION, "MOTION", warn=120, source="proposal: heartbeat each hour, missed twice"
        ),
    ),
    about="Movement by room",
)
