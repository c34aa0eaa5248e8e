"""Charge of a device's battery."""

from datetime import timedelta

from care.alarm import Cause, Priority
from care.observation import Kind
from sensors.detector import Rule, Side
from sensors.kind import SensorKind

BATTERY = Kind("battery")


def _rule(code: str, level: float, clear: float, priority: Priority) -> Rule:
    return Rule(
        code=code,
        kind=BATTERY,
        cause=Cause.TECHNICAL,
        reason="battery_low",
        priority=priority,
        side=Side.LOW,
        level=level,
        clear=clear,
        clear_readings=1,
        unit="%",
        gap=timedelta(days=2),
        group="battery",
        source="proposal",
    )


KIND = SensorKind(
    kind=BATTERY,
    units=("%",),
    plausible=(("%", 0, 100),),
    fresh=timedelta(hours=6),
    span=timedelta(hours=6),
    per_device=True,
    rules=(
        _rule("BATTERY-LOW", 20, 30, Priority.LOW),
        _rule("BATTERY-EMPTY", 5, 15, Priority.MEDIUM),
    ),
    loinc="",
    mdc="67996",
    about="Battery charge of a device",
)
