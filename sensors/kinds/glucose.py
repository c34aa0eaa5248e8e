"""Glucose in tissue fluid by a continuous sensor, every 1 to 5 minutes."""

from datetime import timedelta

from care.alarm import Cause, Priority
from care.observation import Kind
from sensors.detector import Rule, Side
from sensors.kind import SensorKind
from sensors.kinds.glucose_doubt import TURNS, noisy, pressed_low, trusted
from sensors.kinds.glucose_forecast import forecast
from sensors.kinds.glucose_risk import FALLS_UNDER, falling, risk
from sensors.kinds.glucose_run import lasting
from sensors.measures import never, stuck
from sensors.rules import above, silent

GLUCOSE = Kind("glucose")
CONSENSUS = "Battelino 2019 (level 1 below 70, level 2 above 250 mg/dL)"
URGENT = "Dexcom G5/G7 guides (urgent low 55, cannot be switched off)"
SOON = "Dexcom urgent low soon (55 within 20 min)"

RULES = (
    Rule(
        code="GLU-URGENT",
        kind=GLUCOSE,
        reason="glucose_urgent_low",
        priority=Priority.HIGH,
        side=Side.LOW,
        level=55,
        clear=65,
        unit="mg/dL",
        also=(("mmol/L", 3.1, 3.6),),
        repeat=timedelta(minutes=5),
        floor=True,
        group="low-sugar",
        source=URGENT,
    ),
    Rule(
        code="GLUCOSE-LOW-SOON",
        kind=GLUCOSE,
        reason="glucose_low_likely",
        priority=Priority.MEDIUM,
        side=Side.HIGH,
        level=37,
        clear=12,
        unit="%",
        measure=trusted(risk),
        group="low-sugar-soon",
        alone=True,
        source="learned from open recordings (models/glucose_low.json)",
    ),
    Rule(
        code="GLU-SOON",
        kind=GLUCOSE,
        reason="glucose_low_soon",
        priority=Priority.MEDIUM,
        side=Side.LOW,
        level=55,
        clear=70,
        unit="mg/dL",
        also=(("mmol/L", 3.1, 3.9),),
        measure=trusted(forecast(20)),
        group="low-sugar-soon",
        alone=True,
        source=SOON,
    ),
    Rule(
        code="GLU-LOW",
        kind=GLUCOSE,
        reason="glucose_low",
        priority=Priority.MEDIUM,
        side=Side.LOW,
        level=69.9,
        clear=75,
        unit="mg/dL",
        also=(("mmol/L", 3.8, 4.2),),
        measure=trusted(lasting),
        group="low-sugar",
        alone=True,
        source=f"{CONSENSUS}; 15 min as in its definition of an episode, or 10 under",
    ),
    above(
        GLUCOSE,
        "GLU-PRESSED",
        1,
        0,
        unit="1",
        measure=pressed_low,
        clear_readings=1,
        reason="sensor_pressed",
        priority=Priority.MEDIUM,
        ask="low_sugar",
        denied=Priority.LOW,
        group="low-sugar",
        source="compression lows (Helton 2011, Baysal 2014); asks instead of alarming",
    ),
    above(
        GLUCOSE,
        "GLU-NOISY",
        TURNS,
        0,
        unit="1",
        measure=noisy,
        clear_readings=3,
        reason="sensor_noisy",
        priority=Priority.LOW,
        cause=Cause.TECHNICAL,
        group="glucose-sensor",
        source="proposal: jumps to and fro are a failing sensor",
    ),
    above(
        GLUCOSE,
        "GLU-STUCK",
        180,
        0,
        unit="min",
        measure=stuck,
        due=never,
        clear_readings=1,
        reason="sensor_stuck",
        priority=Priority.LOW,
        cause=Cause.TECHNICAL,
        group="glucose-sensor",
        source="proposal: a body does not keep one number for three hours",
    ),
    Rule(
        code="GLU-FALLING",
        kind=GLUCOSE,
        reason="glucose_falling",
        priority=Priority.MEDIUM,
        side=Side.LOW,
        level=-3,
        clear=-1,
        unit="mg/dL",
        also=(("mmol/L", -0.17, -0.06),),
        measure=trusted(falling),
        readings=2,
        group="low-sugar-soon",
        alone=True,
        source=f"Dexcom rate alerts (3 mg/dL/min); only under {FALLS_UNDER:.0f} mg/dL",
    ),
    Rule(
        code="GLU-HIGH",
        kind=GLUCOSE,
        reason="glucose_high",
        priority=Priority.LOW,
        side=Side.HIGH,
        level=250.1,
        clear=240,
        unit="mg/dL",
        also=(("mmol/L", 14.0, 13.3),),
        raise_after=timedelta(minutes=60),
        readings=3,
        repeat=timedelta(minutes=120),
        group="high-sugar",
        source=f"{CONSENSUS}; 60 min as in xDrip+",
    ),
    *silent(
        GLUCOSE,
        "GLU",
        warn=15,
        urgent=30,
        source="Nightscout defaults (15 min warning, 30 min urgent)",
    ),
)

KIND = SensorKind(
    kind=GLUCOSE,
    units=("mg/dL", "mmol/L"),
    plausible=(("mg/dL", 20, 600), ("mmol/L", 1.1, 33.3)),
    no_reading=frozenset({0, 255}),
    fresh=timedelta(minutes=10),
    span=timedelta(hours=24),
    flat_after=timedelta(hours=3),
    rules=RULES,
    loinc="99504-3",
    mdc="160368",
    about="Glucose by a continuous sensor",
)
