"""Breathing rate, from a bed, chest or radar sensor."""

from datetime import timedelta

from care.alarm import Priority
from care.observation import Kind
from sensors.kind import SensorKind
from sensors.rules import above, below, silent

RESPIRATION = Kind("respiration")
NEWS2 = "RCP NEWS2 breathing bands; delays proposed"
COMMON = {
    "unit": "/min",
    "clear_after": timedelta(minutes=1),
    "readings": 2,
    "group": "breathing",
    "source": NEWS2,
}

KIND = SensorKind(
    kind=RESPIRATION,
    units=("/min",),
    plausible=(("/min", 3, 70),),
    no_reading=frozenset({0, 255}),
    fresh=timedelta(minutes=5),
    span=timedelta(minutes=30),
    usual=True,
    rules=(
        below(
            RESPIRATION,
            "RR-CRIT-LOW",
            8,
            10,
            reason="breathing_slow",
            priority=Priority.HIGH,
            raise_after=timedelta(minutes=1),
            **COMMON,
        ),
        above(
            RESPIRATION,
            "RR-CRIT-HIGH",
            25,
            23,
            reason="breathing_fast",
            priority=Priority.HIGH,
            raise_after=timedelta(minutes=2),
            ask="breathless",
            **COMMON,
        ),
        above(
            RESPIRATION,
            "RR-HIGH",
            21,
            19,
            reason="breathing_fast",
            priority=Priority.LOW,
            raise_after=timedelta(minutes=15),
            **COMMON,
        ),
        *silent(
            RESPIRATION, "RR", warn=60, source="proposal: bed sensors, 60 min", worn=True
        ),
    ),
    loinc="9279-1",
    mdc="151562",
    about="Breathing rate",
)
