"""Oxygen saturation by pulse oximetry, continuous or as spot checks."""

from datetime import timedelta

from care.alarm import Priority
from care.observation import Kind
from sensors.detector import Rule, Side
from sensors.kind import SensorKind
from sensors.measures import depth_times_time, from_usual
from sensors.rules import silent

SPO2 = Kind("spo2")
MASIMO = "Masimo Rad-97 manual (limit 88 %, delay 15 s); Zahradka 2022 on delays"
NEWS2 = "RCP NEWS2 oxygen scales (3 points)"


def _low(
    code: str,
    *,
    level: float,
    clear: float,
    seconds: int,
    priority: Priority,
    scale: int,
    ask: str | None = None,
    source: str = MASIMO,
) -> Rule:
    return Rule(
        code=code,
        kind=SPO2,
        reason="spo2_low",
        priority=priority,
        side=Side.LOW,
        level=level,
        clear=clear,
        unit="%",
        raise_after=timedelta(seconds=seconds),
        readings=2,
        clear_after=timedelta(seconds=30),
        group="breathing",
        ask=ask,
        scale=scale,
        source=source,
    )


def _floor(code: str, level: float, scale: int) -> Rule:
    return Rule(
        code=code,
        kind=SPO2,
        reason="spo2_very_low",
        priority=Priority.HIGH,
        side=Side.LOW,
        level=level,
        clear=level + 4,
        unit="%",
        raise_after=timedelta(seconds=4),
        readings=3,
        clear_after=timedelta(seconds=30),
        floor=True,
        group="breathing",
        scale=scale,
        source="Masimo rapid desaturation (10 points below the limit does not wait)",
    )


RULES = (
    _floor("SPO2-FLOOR", 78, 1),
    _low(
        "SPO2-CRIT",
        level=88,
        clear=90,
        seconds=15,
        priority=Priority.HIGH,
        scale=1,
        ask="breathless",
    ),
    _low(
        "SPO2-LOW",
        level=91,
        clear=93,
        seconds=60,
        priority=Priority.MEDIUM,
        scale=1,
        source=NEWS2,
    ),
    _floor("SPO2-FLOOR-2", 73, 2),
    _low(
        "SPO2-CRIT-2",
        level=83,
        clear=85,
        seconds=15,
        priority=Priority.HIGH,
        scale=2,
        ask="breathless",
        source=NEWS2,
    ),
    _low(
        "SPO2-LOW-2",
        level=87,
        clear=89,
        seconds=60,
        priority=Priority.MEDIUM,
        scale=2,
        source=NEWS2,
    ),
    Rule(
        code="SPO2-DEPTH",
        kind=SPO2,
        reason="spo2_depth",
        priority=Priority.HIGH,
        side=Side.HIGH,
        level=50,
        clear=5,
        unit="%.s",
        measure=depth_times_time(88, 1),
        group="breathing",
        ask="breathless",
        scale=1,
        source="SatSeconds (GE Dash manual), limit 50",
    ),
    Rule(
        code="SPO2-TREND",
        kind=SPO2,
        reason="spo2_below_usual",
        priority=Priority.LOW,
        side=Side.LOW,
        level=-3,
        clear=-1,
        unit="%",
        measure=from_usual,
        raise_after=timedelta(minutes=10),
        readings=2,
        group="breathing",
        source="BTS 2017: a fall of 3 % or more needs assessment",
    ),
    *silent(SPO2, "SPO2", warn=5, urgent=30, source="proposal: 5 min for a worn oximeter"),
)

KIND = SensorKind(
    kind=SPO2,
    units=("%",),
    plausible=(("%", 51, 100),),
    no_reading=frozenset({0, 50, 127, 255}),
    fresh=timedelta(minutes=5),
    span=timedelta(minutes=5),
    usual=True,
    rules=RULES,
    loinc="59408-5",
    mdc="150456",
    about="Oxygen saturation by pulse oximetry",
)
