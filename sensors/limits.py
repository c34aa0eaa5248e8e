"""Limits of one patient: the clinical defaults, and what a clinician changed.

In config.yml under `sensors: limits: <patient id>: <alarm code>:`. A changed limit is in
the unit that it names, or in the rule's own. An urgent floor may be made stricter, never
weaker; there is no switch that turns a rule off.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Annotated, TypeVar

from pydantic import AfterValidator, Field

from care.config import Section
from care.people import Patient
from sensors.detector import Rule, Side
from sensors.kind import SensorKind
from sensors.kinds import KINDS
from sensors.panel import Panel, panel_of

MMOL_IN_MG = 18.016
"""Milligrams per decilitre of glucose in one millimole per litre."""

ROUNDED = 0.1
"""What a limit may have lost in another unit."""

Span = TypeVar("Span", timedelta, timedelta | None)


class LimitSettings(Section):
    """What a clinician changed about one alarm."""

    level: float | None = None
    clear: float | None = None
    unit: str | None = None
    raise_after_s: Annotated[float, Field(ge=0, le=86400)] | None = None
    clear_after_s: Annotated[float, Field(ge=0, le=86400)] | None = None
    repeat_min: Annotated[float, Field(ge=1, le=1440)] | None = None
    again_min: Annotated[float, Field(ge=5, le=240)] | None = None


def _known(code: str) -> str:
    if code not in known_codes():
        raise ValueError(f"no alarm has this code (docs/alarms.md lists them): {code}")
    return code


PatientLimits = dict[Annotated[str, AfterValidator(_known)], LimitSettings]
"""By alarm code."""


class LimitsFile(Section):
    """What `philomel replay --limits FILE` reads."""

    oxygen_scale: Annotated[int, Field(ge=1, le=2)] = 1
    limits: PatientLimits = Field(default_factory=dict)


def known_codes() -> frozenset[str]:
    """Every alarm code that may be changed."""
    return frozenset(rule.code for kind in KINDS.values() for rule in kind.rules)


SCALES: dict[tuple[str, str], tuple[float, int]] = {
    ("mg/dL", "mmol/L"): (1 / MMOL_IN_MG, 1),
    ("mmol/L", "mg/dL"): (MMOL_IN_MG, 0),
    ("mm[Hg]", "kPa"): (0.133322, 1),
    ("kPa", "mm[Hg]"): (7.50062, 0),
    ("kg", "[lb_av]"): (2.20462, 1),
    ("[lb_av]", "kg"): (0.453592, 1),
}
"""Factor from one unit to another, and decimals of the result."""


def converted(number: float, given: str, wanted: str) -> float:
    """A limit in another unit; KeyError when there is no factor between the two."""
    if given == wanted:
        return number
    factor, decimals = SCALES[given, wanted]
    return round(number * factor, decimals)


def in_unit(rule: Rule, unit: str, kind: SensorKind) -> Rule:
    """The rule with the limits of the unit that the device measures in.

    A measure in a unit of its own (minutes, percent) stays as it is.
    """
    if rule.begins_under is not None and unit != kind.units[0]:
        under = converted(rule.begins_under, kind.units[0], unit)
        rule = replace(rule, begins_under=under + ROUNDED)
    for other, level, clear in rule.also:
        if other == unit:
            return replace(rule, level=level, clear=clear, unit=unit, also=())
    if rule.unit == unit or rule.unit not in kind.units:
        return rule
    level, clear = (converted(one, rule.unit, unit) for one in (rule.level, rule.clear))
    return replace(rule, level=level, clear=clear, unit=unit)


def _stricter(rule: Rule, level: float) -> float:
    """A floor's level: never less strict than the default."""
    if not rule.floor:
        return level
    return max(rule.level, level) if rule.side is Side.LOW else min(rule.level, level)


def changed(rule: Rule, change: LimitSettings) -> Rule:
    """A rule, in the unit of its stream, as a clinician changed it."""
    given = change.unit or rule.unit
    margin = rule.clear - rule.level
    level, clear = rule.level, rule.clear
    if change.level is not None:
        level = _stricter(rule, converted(change.level, given, rule.unit))
        clear = level + margin
    if change.clear is not None:
        clear = converted(change.clear, given, rule.unit)
    clear = max(clear, level) if rule.side is Side.LOW else min(clear, level)
    wait = rule.raise_after
    if change.raise_after_s is not None:
        wait = timedelta(seconds=change.raise_after_s)
        wait = min(wait, rule.raise_after) if rule.floor else wait
    return replace(
        rule,
        level=level,
        clear=clear,
        raise_after=wait,
        clear_after=_span(change.clear_after_s, 1, rule.clear_after),
        repeat=_span(change.repeat_min, 60, rule.repeat),
        again=_span(change.again_min, 60, rule.again),
    )


def _span(number: float | None, seconds: int, default: Span) -> timedelta | Span:
    return default if number is None else timedelta(seconds=number * seconds)


def personal(patient: Patient, limits: Mapping[str, LimitSettings]) -> dict[str, Panel]:
    """All rules of one patient by kind and unit ("glucose mg/dL")."""
    found: dict[str, Panel] = {}
    for kind in KINDS.values():
        for unit in kind.units:
            rules = [in_unit(rule, unit, kind) for rule in kind.rules]
            own = {rule.code: _changed(rule, limits) for rule in rules}
            wanted = tuple(
                _following(rule, own, rules)
                for rule in own.values()
                if rule.scale in (0, patient.oxygen_scale)
                and (not rule.opt_in or rule.code in limits)
            )
            found[f"{kind.kind} {unit}"] = panel_of(wanted)
    return found


def _changed(rule: Rule, limits: Mapping[str, LimitSettings]) -> Rule:
    return changed(rule, limits[rule.code]) if rule.code in limits else rule


def _following(rule: Rule, own: Mapping[str, Rule], default: list[Rule]) -> Rule:
    """A rule whose inner limit moves with another rule's level."""
    if rule.base is None or rule.measure_of is None or not rule.follows:
        return rule
    before = next(one.level for one in default if one.code == rule.follows)
    base = rule.base + own[rule.follows].level - before
    return replace(rule, base=base, measure=rule.measure_of(base))
