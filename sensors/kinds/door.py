"""Doors that lead outside: opened and closed."""

from datetime import timedelta

from care.alarm import Cause, Priority
from care.observation import Kind
from sensors.detector import View
from sensors.kind import SensorKind
from sensors.localtime import awake
from sensors.rules import above, silent

DOOR = Kind("door")
NIGHT_MINUTES = 10
"""How long a door opened at night stays a matter."""


def _open_since(view: View) -> float | None:
    words = [one for one in view.window if one.value != "alive"]
    last = words[-1] if words else None
    return last.at if last is not None and last.value == "opened" else None


def open_for(view: View) -> float | None:
    """Minutes since the door was opened, 0 when it is closed."""
    since = _open_since(view)
    return 0.0 if since is None else (view.at - since) / 60


def open_until(view: View, level: float) -> float | None:
    """When it will have been open for `level` minutes."""
    since = _open_since(view)
    return None if since is None else since + level * 60


def opened_at_night(view: View) -> float | None:
    """1 when it was opened in the last minutes while the patient should sleep."""
    for one in reversed(view.window):
        if view.at - one.at > NIGHT_MINUTES * 60:
            return 0.0
        if one.value == "opened" and not awake(view.patient, one.at):
            return 1.0
    return 0.0


def night_over(view: View, _level: float) -> float | None:
    """When the last opening will be old."""
    times = [one.at for one in view.window if one.value == "opened"]
    return times[-1] + NIGHT_MINUTES * 60 + 1 if times else None


KIND = SensorKind(
    kind=DOOR,
    units=("1",),
    words=frozenset({"opened", "closed", "alive"}),
    fresh=timedelta(minutes=15),
    span=timedelta(hours=3),
    per_device=True,
    rules=(
        above(
            DOOR,
            "DOOR-NIGHT",
            1,
            0,
            unit="1",
            measure=opened_at_night,
            due=night_over,
            clear_readings=1,
            reason="door_at_night",
            priority=Priority.MEDIUM,
            ask="door",
            denied=Priority.LOW,
            latch=True,
            group="wandering",
            source="proposal: leaving home at night with dementia",
        ),
        above(
            DOOR,
            "DOOR-OPEN",
            30,
            0,
            unit="min",
            measure=open_for,
            due=open_until,
            clear_readings=1,
            reason="door_open",
            priority=Priority.LOW,
            cause=Cause.ADVISORY,
            group="door-open",
            source="proposal",
        ),
        *silent(
            DOOR, "DOOR", warn=1500, source="proposal: heartbeat once a day", each=True
        ),
    ),
    about="Doors that lead outside",
)
