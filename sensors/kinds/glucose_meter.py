"""Glucose in a drop of blood, by a meter: single values, a few a day."""

from datetime import timedelta

from care.alarm import Priority
from care.observation import Kind
from sensors.kind import SensorKind
from sensors.rules import above, below

METER = Kind("glucose_meter")
CONSENSUS = "Battelino 2019 (level 1 and 2 low, level 2 high)"
SPOT = timedelta(hours=12)

KIND = SensorKind(
    kind=METER,
    units=("mg/dL", "mmol/L"),
    plausible=(("mg/dL", 10, 800), ("mmol/L", 0.6, 44.4)),
    no_reading=frozenset({0}),
    fresh=timedelta(minutes=15),
    span=timedelta(hours=24),
    rules=(
        below(
            METER,
            "METER-URGENT",
            55,
            70,
            reason="glucose_urgent_low",
            priority=Priority.HIGH,
            unit="mg/dL",
            also=(("mmol/L", 3.1, 3.9),),
            clear_readings=1,
            gap=SPOT,
            floor=True,
            group="low-sugar",
            source=CONSENSUS,
        ),
        below(
            METER,
            "METER-LOW",
            69.9,
            80,
            reason="glucose_low_once",
            priority=Priority.MEDIUM,
            unit="mg/dL",
            also=(("mmol/L", 3.8, 4.4),),
            clear_readings=1,
            gap=SPOT,
            group="low-sugar",
            source=CONSENSUS,
        ),
        above(
            METER,
            "METER-HIGH",
            300,
            250,
            reason="glucose_high_once",
            priority=Priority.LOW,
            unit="mg/dL",
            also=(("mmol/L", 16.7, 13.9),),
            clear_readings=1,
            gap=SPOT,
            group="high-sugar",
            source="proposal; sick-day limit of common diabetes advice",
        ),
    ),
    loinc="41653-7",
    mdc="160184",
    about="Glucose by a finger-prick meter",
)
