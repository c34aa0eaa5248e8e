"""Pulse or heart rate, from an oximeter, a cuff, a band or a patch."""

from datetime import timedelta
from typing import Any

from care.alarm import Priority
from care.observation import Kind
from sensors.detector import Rule, Side
from sensors.kind import SensorKind
from sensors.measures import spot
from sensors.rules import above, below, silent

PULSE = Kind("pulse")
SOURCE = "RCP NEWS2 pulse bands; delays proposed"
SPOT: dict[str, Any] = {
    "unit": "/min",
    "priority": Priority.LOW,
    "measure": spot,
    "as_newest": True,
    "clear_readings": 1,
    "repeat": timedelta(hours=12),
    "group": "circulation-spot",
    "source": "what clinicians followed up at home (TIHM, Palermo 2023)",
}
"""For pulses taken now and then, not for a worn sensor."""


def _rule(
    code: str,
    *,
    side: Side,
    level: float,
    clear: float,
    minutes: int,
    priority: Priority,
    readings: int = 2,
) -> Rule:
    return Rule(
        code=code,
        kind=PULSE,
        reason="pulse_slow" if side is Side.LOW else "pulse_fast",
        priority=priority,
        side=side,
        level=level,
        clear=clear,
        unit="/min",
        raise_after=timedelta(minutes=minutes),
        readings=readings,
        clear_after=timedelta(minutes=1),
        group="circulation",
        source=SOURCE,
    )


RULES = (
    _rule(
        "HR-CRIT-LOW", side=Side.LOW, level=40, clear=45, minutes=1, priority=Priority.HIGH
    ),
    _rule(
        "HR-LOW",
        side=Side.LOW,
        level=50,
        clear=55,
        minutes=30,
        priority=Priority.LOW,
        readings=5,
    ),
    _rule(
        "HR-HIGH",
        side=Side.HIGH,
        level=111,
        clear=105,
        minutes=10,
        priority=Priority.MEDIUM,
    ),
    _rule(
        "HR-CRIT-HIGH",
        side=Side.HIGH,
        level=131,
        clear=125,
        minutes=5,
        priority=Priority.HIGH,
    ),
    above(
        PULSE,
        "HR-SPOT-HIGH",
        100,
        95,
        reason="pulse_high_once",
        **SPOT,
    ),
    below(
        PULSE,
        "HR-SPOT-LOW",
        49,
        54,
        reason="pulse_low_once",
        **SPOT,
    ),
    *silent(PULSE, "HR", warn=30, source="proposal: worn devices, 30 min", worn=True),
)

KIND = SensorKind(
    kind=PULSE,
    units=("/min",),
    plausible=(("/min", 20, 250),),
    no_reading=frozenset({0, 255}),
    fresh=timedelta(minutes=5),
    span=timedelta(minutes=30),
    least_perfusion=0.3,
    usual=True,
    rules=RULES,
    loinc="8867-4",
    mdc="149530",
    about="Pulse or heart rate",
)
