"""Blood pressure by a cuff: systolic and diastolic, a few times a day."""

from datetime import timedelta
from typing import Any

from care.alarm import Priority
from care.observation import Kind
from sensors.detector import Rule
from sensors.kind import SensorKind
from sensors.measures import drop, from_usual
from sensors.rules import above, below

SYSTOLIC = Kind("systolic")
DIASTOLIC = Kind("diastolic")
CRISIS = "2025 AHA/ACC summary (over 180 and/or 120); repeat after some minutes"
NEWS2 = "RCP NEWS2 systolic bands"
FOLLOWED = "what clinicians followed up at home in TIHM (Palermo 2023)"
COMMON: dict[str, Any] = {
    "unit": "mm[Hg]",
    "clear_readings": 1,
    "gap": timedelta(hours=2),
    "group": "pressure",
}


def _crisis(kind: Kind, prefix: str, level: float) -> tuple[Rule, ...]:
    """Very high: once asks about symptoms, twice is an alarm without them."""
    once = above(
        kind,
        f"{prefix}-EMERG",
        level,
        level - 10,
        reason="pressure_very_high",
        priority=Priority.HIGH,
        ask="pressure_signs",
        denied=Priority.LOW,
        source=CRISIS,
        **COMMON,
    )
    twice = above(
        kind,
        f"{prefix}-SEVERE",
        level,
        level - 10,
        reason="pressure_very_high",
        priority=Priority.MEDIUM,
        raise_after=timedelta(minutes=2),
        readings=2,
        source=CRISIS,
        **COMMON,
    )
    return once, twice


SYSTOLIC_KIND = SensorKind(
    kind=SYSTOLIC,
    units=("mm[Hg]", "kPa"),
    plausible=(("mm[Hg]", 50, 280), ("kPa", 6.7, 37.3)),
    no_reading=frozenset({0, 255, 2047}),
    fresh=timedelta(minutes=30),
    span=timedelta(hours=24),
    usual=True,
    rules=(
        *_crisis(SYSTOLIC, "BP", 181),
        below(
            SYSTOLIC,
            "BP-LOW",
            90,
            100,
            reason="pressure_low",
            priority=Priority.HIGH,
            ask="faint",
            source=NEWS2,
            **COMMON,
        ),
        below(
            SYSTOLIC,
            "BP-LOW-2",
            100,
            110,
            reason="pressure_low",
            priority=Priority.MEDIUM,
            raise_after=timedelta(minutes=1),
            readings=2,
            source=f"{NEWS2} (2 points), repeated",
            **COMMON,
        ),
        below(
            SYSTOLIC,
            "BP-UNUSUAL",
            -30,
            -15,
            reason="pressure_below_usual",
            priority=Priority.MEDIUM,
            measure=from_usual,
            readings=2,
            source="proposal: 30 below the own median, repeated",
            **COMMON,
        ),
        above(
            SYSTOLIC,
            "BP-HIGH",
            160,
            150,
            reason="pressure_high",
            priority=Priority.LOW,
            repeat=timedelta(hours=12),
            source=FOLLOWED,
            **(COMMON | {"group": "pressure-high"}),
        ),
        above(
            SYSTOLIC,
            "BP-ORTHO",
            20,
            10,
            reason="pressure_drop",
            priority=Priority.LOW,
            measure=drop(5),
            opt_in=True,
            source="orthostatic fall of 20; only where standing up is measured",
            **COMMON,
        ),
    ),
    loinc="8480-6",
    mdc="150021",
    about="Systolic blood pressure",
)

DIASTOLIC_KIND = SensorKind(
    kind=DIASTOLIC,
    units=("mm[Hg]", "kPa"),
    plausible=(("mm[Hg]", 25, 180), ("kPa", 3.3, 24.0)),
    no_reading=frozenset({0, 255, 2047}),
    fresh=timedelta(minutes=30),
    span=timedelta(hours=24),
    usual=True,
    rules=(
        *_crisis(DIASTOLIC, "DBP", 121),
        above(
            DIASTOLIC,
            "DBP-HIGH",
            95,
            85,
            reason="pressure_high",
            priority=Priority.LOW,
            repeat=timedelta(hours=12),
            source=FOLLOWED,
            **(COMMON | {"group": "pressure-high"}),
        ),
    ),
    loinc="8462-4",
    mdc="150022",
    about="Diastolic blood pressure",
)
