"""Oxygen saturation by pulse oximetry, continuous or as spot checks."""

from datetime import timedelta
from typing import Any

from care.alarm import Priority
from care.observation import Kind
from sensors.detector import Rule, Side
from sensors.kind import SensorKind
from sensors.measures import depth_times_time, from_usual, steep
from sensors.rules import above, below, silent

SPO2 = Kind("spo2")
MASIMO = "Masimo Rad-97 manual (limit 88 %, delay 15 s); Zahradka 2022 on delays"
NEWS2 = "RCP NEWS2 oxygen scales (3 points)"


STEADY = timedelta(seconds=30)


def _sustained(code: str, level: float, seconds: int, **more: Any) -> Rule:
    return below(
        SPO2,
        code,
        level,
        level + 2,
        reason="spo2_low",
        unit="%",
        raise_after=timedelta(seconds=seconds),
        readings=2,
        clear_after=STEADY,
        group="breathing",
        **more,
    )


def _deep(suffix: str, level: float, **more: Any) -> Rule:
    """Depth times time under a limit a little over the critical one."""
    return above(
        SPO2,
        f"SPO2-DEPTH{suffix}",
        25,
        5,
        reason="spo2_low",
        unit="%.s",
        clear_after=STEADY,
        base=level + 1.5,
        measure_of=depth_times_time,
        measure=depth_times_time(level + 1.5),
        **more,
    )


def _falling(suffix: str, level: float, **more: Any) -> Rule:
    """A steep fall that ends about the critical limit."""
    return above(
        SPO2,
        f"SPO2-DROP{suffix}",
        4,
        1,
        reason="spo2_falling",
        unit="%",
        raise_after=timedelta(seconds=5),
        readings=3,
        gap=timedelta(seconds=20),
        clear_after=STEADY,
        base=level + 1,
        measure_of=steep,
        measure=steep(level + 1),
        **more,
    )


def _floor(suffix: str, level: float, scale: int) -> Rule:
    """Far below the critical limit nobody is asked first."""
    return below(
        SPO2,
        f"SPO2-FLOOR{suffix}",
        level - 10,
        level - 6,
        reason="spo2_very_low",
        priority=Priority.HIGH,
        unit="%",
        raise_after=timedelta(seconds=8),
        readings=3,
        clear_after=STEADY,
        floor=True,
        group="breathing",
        scale=scale,
        source="Masimo rapid desaturation (10 points below the limit does not wait)",
    )


def _critical(suffix: str, level: float, scale: int, source: str) -> tuple[Rule, ...]:
    """What makes oxygen dangerous around one limit: long, deep, steep, or far below."""
    asking: dict[str, Any] = {
        "priority": Priority.HIGH,
        "ask": "breathless",
        "scale": scale,
        "source": source,
    }
    shaped = asking | {"group": "breathing", "follows": f"SPO2-CRIT{suffix}"}
    return (
        _sustained(f"SPO2-CRIT{suffix}", level, 15, **asking),
        _deep(suffix, level, **shaped),
        _falling(suffix, level, **shaped),
        _floor(suffix, level, scale),
    )


RULES = (
    *_critical("", 88, 1, f"{MASIMO}; SatSeconds (GE Dash manual)"),
    _sustained("SPO2-LOW", 91, 300, priority=Priority.MEDIUM, scale=1, source=NEWS2),
    *_critical("-2", 83, 2, f"{NEWS2}; SatSeconds (GE Dash manual)"),
    _sustained("SPO2-LOW-2", 87, 300, priority=Priority.MEDIUM, scale=2, source=NEWS2),
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
    *silent(
        SPO2,
        "SPO2",
        warn=5,
        urgent=30,
        source="proposal: 5 min for a worn oximeter, nothing for spot checks",
        worn=True,
    ),
)

KIND = SensorKind(
    kind=SPO2,
    units=("%",),
    plausible=(("%", 51, 100),),
    no_reading=frozenset({0, 50, 127, 255}),
    fresh=timedelta(minutes=5),
    span=timedelta(minutes=5),
    least_perfusion=0.3,
    usual=True,
    rules=RULES,
    loinc="59408-5",
    mdc="150456",
    about="Oxygen saturation by pulse oximetry",
)
