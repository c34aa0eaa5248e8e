"""How far the clock of a device is ahead of the home's, told only when it is too far.

What a device says it measured in the future is kept and decides nothing (`vetting`), so a
device with a wrong clock would watch over nobody, and nobody would know.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from care.alarm import Cause, Priority
from care.observation import Kind, Observation, Quality
from sensors.detector import View
from sensors.kind import SensorKind
from sensors.rules import above
from sensors.vetting import AHEAD

CLOCK = Kind("device_clock")

LASTS = 3600.0
"""Seconds without another such reading after which the clock counts as right again."""


def lately(view: View) -> float | None:
    """Seconds that the clock was ahead, of the last hour; 0 when that is over."""
    newest = view.window[-1]
    if isinstance(newest.value, str):
        return None
    return newest.value if view.at - newest.at <= LASTS else 0.0


def forgotten(view: View, _level: float) -> float | None:
    """When the last such reading will be old."""
    return view.window[-1].at + LASTS + 1 if view.window else None


KIND = SensorKind(
    kind=CLOCK,
    units=("s",),
    span=timedelta(hours=1),
    per_device=True,
    rules=(
        above(
            CLOCK,
            "CLOCK-AHEAD",
            AHEAD,
            AHEAD / 2,
            unit="s",
            readings=2,
            gap=timedelta(hours=6),
            clear_readings=1,
            measure=lately,
            due=forgotten,
            reason="device_clock",
            priority=Priority.MEDIUM,
            cause=Cause.TECHNICAL,
            group="device-clock",
            source="proposal: a reading from the future cannot be trusted",
        ),
    ),
    about="Clock of a device",
)


def ahead(reading: Observation, now: datetime) -> Observation | None:
    """How far a reading's device is ahead, where that is too far."""
    seconds = (reading.taken_at - now).total_seconds()
    if seconds <= AHEAD:
        return None
    value = float(round(seconds))
    return replace(
        reading,
        kind=CLOCK,
        value=value,
        unit="s",
        taken_at=now,
        quality=Quality.GOOD,
        perfusion=None,
    )
