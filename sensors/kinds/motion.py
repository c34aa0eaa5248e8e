"""Motion and presence: in which room somebody moved.

A value is the name of the room; "alive" is the sensors' heartbeat, which is no movement.
"""

from datetime import timedelta

from care.alarm import Cause, Priority
from care.observation import Kind
from sensors.detector import Due, Measure, View
from sensors.kind import SensorKind
from sensors.localtime import awake, last_wake, local, next_bed
from sensors.rules import above, below, link

MOTION = Kind("motion")
IDLE = frozenset({"alive"})
EVENING = 20
"""Local hour from which a day's movement is compared with the usual."""


def _last_moved(view: View) -> float | None:
    for one in reversed(view.window):
        if one.value not in IDLE:
            return one.at
    return None


def _entered(view: View, room: str) -> float | None:
    """When the person last seen in `room`, and nowhere else since, came in."""
    entered: float | None = None
    for one in reversed(view.window):
        if one.value in IDLE:
            continue
        if one.value != room:
            break
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


def quiet(view: View) -> float | None:
    """Minutes without movement, counted only from getting-up time to bedtime."""
    moved = _last_moved(view)
    if moved is None or not awake(view.patient, view.at):
        return 0.0
    return (view.at - max(moved, last_wake(view.patient, view.at))) / 60


def quiet_until(view: View, level: float) -> float | None:
    """When the quiet will have lasted as long as the level, if that is before bedtime.

    Before it can have lasted so long at all, the clock on the wall is not looked at.
    """
    moved = _last_moved(view)
    if moved is None:
        return None
    if moved + level * 60 > view.at:
        return moved + level * 60
    wake = last_wake(view.patient, view.at)
    today = max(moved, wake) + level * 60
    if today < next_bed(view.patient, max(moved, wake)):
        return today if today > view.at else None
    return None


def share_of_usual(view: View) -> float | None:
    """Today's movement in percent of a usual day, from the evening on."""
    if view.busy is None or local(view.patient, view.at).hour < EVENING:
        return None
    return 100 * view.today / view.busy


LINK_KIND = link(
    MOTION,
    "MOTION",
    warn=120,
    source="proposal: heartbeat each hour, missed twice",
    about="Each movement sensor",
)

KIND = SensorKind(
    kind=MOTION,
    units=("1",),
    link=LINK_KIND.kind,
    fresh=timedelta(minutes=15),
    span=timedelta(hours=12),
    usual=True,
    rules=(
        above(
            MOTION,
            "MOTION-BATHROOM",
            45,
            0,
            clear_readings=1,
            unit="min",
            measure=dwell("bathroom"),
            due=dwelt("bathroom"),
            reason="bathroom_long",
            priority=Priority.MEDIUM,
            group="routine",
            ask="bathroom",
            denied=Priority.LOW,
            source="proposal: far beyond a usual stay",
        ),
        above(
            MOTION,
            "MOTION-STILL",
            240,
            0,
            clear_readings=1,
            unit="min",
            measure=quiet,
            due=quiet_until,
            reason="no_movement",
            priority=Priority.MEDIUM,
            group="routine",
            ask="quiet",
            denied=Priority.LOW,
            source="proposal; Fleming and Brayne 2008 on long lies",
        ),
        below(
            MOTION,
            "MOTION-LESS",
            35,
            60,
            clear_readings=1,
            unit="%",
            measure=share_of_usual,
            reason="less_movement",
            priority=Priority.LOW,
            cause=Cause.ADVISORY,
            readings=3,
            group="routine-day",
            source="proposal: far less movement than the own usual day",
        ),
    ),
    about="Movement by room",
)
