"""Body temperature: oral, in the ear, or by a patch."""

from datetime import timedelta

from care.alarm import Priority
from care.observation import Kind
from sensors.kind import SensorKind
from sensors.measures import from_usual
from sensors.rules import above, below

TEMPERATURE = Kind("temperature")
IDSA = "IDSA 2008 for older adults (single over 37.8, repeated over 37.2, 1.1 over own)"
NEWS2 = "RCP NEWS2 temperature bands"
COMMON = {
    "unit": "Cel",
    "clear_readings": 1,
    "gap": timedelta(hours=12),
    "group": "infection",
}

KIND = SensorKind(
    kind=TEMPERATURE,
    units=("Cel", "[degF]"),
    plausible=(("Cel", 30, 43), ("[degF]", 86, 109.4)),
    no_reading=frozenset({0, 255}),
    fresh=timedelta(minutes=30),
    span=timedelta(hours=24),
    usual=True,
    rules=(
        above(
            TEMPERATURE,
            "TEMP-FEVER",
            37.9,
            37.4,
            also=(("[degF]", 100.2, 99.3),),
            reason="fever",
            priority=Priority.MEDIUM,
            source=IDSA,
            **COMMON,
        ),
        above(
            TEMPERATURE,
            "TEMP-RAISED",
            37.3,
            37.0,
            also=(("[degF]", 99.1, 98.5),),
            reason="fever",
            priority=Priority.LOW,
            raise_after=timedelta(hours=2),
            readings=2,
            source=IDSA,
            **COMMON,
        ),
        above(
            TEMPERATURE,
            "TEMP-UNUSUAL",
            1.2,
            0.6,
            also=(("[degF]", 2.0, 1.1),),
            reason="warmer_than_usual",
            priority=Priority.LOW,
            measure=from_usual,
            source=IDSA,
            **COMMON,
        ),
        below(
            TEMPERATURE,
            "TEMP-LOW",
            35.0,
            35.5,
            also=(("[degF]", 95.0, 95.9),),
            reason="cold",
            priority=Priority.MEDIUM,
            source=NEWS2,
            **COMMON,
        ),
        below(
            TEMPERATURE,
            "TEMP-VERY-LOW",
            34.0,
            35.0,
            also=(("[degF]", 93.2, 95.0),),
            reason="cold",
            priority=Priority.HIGH,
            source=f"{NEWS2}; 34 proposed",
            **COMMON,
        ),
    ),
    loinc="8310-5",
    mdc="150364",
    about="Body temperature",
)
