"""National Early Warning Score 2 (Royal College of Physicians, 2017).

Nothing missing is ever taken for normal: a partial score lists what is missing and has no
risk band. Values older than an hour are missing. Scale 2 only where it was prescribed.
"""

import math
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

WINDOW = 3600.0
"""Seconds within which the observations of one score must lie (proposal)."""
STANDING = {"oxygen": 86400.0}
"""Longer for what is a state and no measurement: seconds."""

Bands = tuple[tuple[float, ...], tuple[int, ...]]
"""Highest values of all bands but the last, ascending, and the points of each band."""

RESPIRATION: Bands = ((8, 11, 20, 24), (3, 1, 0, 2, 3))
SCALE_1: Bands = ((91, 93, 95), (3, 2, 1, 0))
SCALE_2_AIR: Bands = ((83, 85, 87), (3, 2, 1, 0))
SCALE_2_OXYGEN: Bands = ((83, 85, 87, 92, 94, 96), (3, 2, 1, 0, 1, 2, 3))
SYSTOLIC: Bands = ((90, 100, 110, 219), (3, 2, 1, 0, 3))
PULSE: Bands = ((40, 50, 90, 110, 130), (3, 1, 0, 1, 2, 3))
TEMPERATURE: Bands = ((35.0, 36.0, 38.0, 39.0), (3, 1, 0, 1, 2))
PLAIN = {"respiration": RESPIRATION, "systolic": SYSTOLIC, "pulse": PULSE}

ITEMS = (
    "respiration",
    "spo2",
    "oxygen",
    "systolic",
    "pulse",
    "consciousness",
    "temperature",
)
"""The seven parameters, by their kinds."""
ALARMING = 3
"""Points of a single parameter that call for attention by themselves."""


class Risk(StrEnum):
    """The response bands of the chart."""

    LOW = "low"
    LOW_MEDIUM = "low-medium"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One parameter that went into a score."""

    name: str
    value: float | str
    points: int
    age: float = 0.0
    """Seconds since it was measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News2:
    """A score with everything that a clinician needs to judge it."""

    scale: int
    items: tuple[Item, ...]
    missing: tuple[str, ...]
    total: int
    """Sum of the points there are: a lower bound when something is missing."""
    single_three: tuple[str, ...]
    risk: Risk | None
    """None for a partial score."""


def _banded(bands: Bands, value: float) -> int:
    return bands[1][bisect_left(bands[0], value)]


def _half_up(value: float, tenths: int) -> float:
    """Rounded as the chart is filled in by hand: halves go up, 38.05 becomes 38.1."""
    return math.floor(round(value * tenths, 6) + 0.5) / tenths


def points(name: str, value: float | str, *, scale: int, on_oxygen: bool) -> int:
    """Points of one parameter; ValueError for a name that is none."""
    return _points(name, value, scale, on_oxygen)


@lru_cache(maxsize=4096)
def _points(name: str, value: float | str, scale: int, on_oxygen: bool) -> int:  # noqa: FBT001 - positions are what the cache is quickest with
    if name == "consciousness":
        return 0 if value == "alert" else 3
    if name == "oxygen":
        return 2 if value == "oxygen" else 0
    if isinstance(value, str):
        raise ValueError(f"{name} needs a number")  # noqa: TRY004 - one kind of refusal
    if name == "temperature":
        return _banded(TEMPERATURE, _half_up(value, 10))
    bands = PLAIN.get(name)
    if name == "spo2":
        scale_2 = SCALE_2_OXYGEN if on_oxygen else SCALE_2_AIR
        bands = SCALE_1 if scale == 1 else scale_2
    if bands is None:
        raise ValueError(f"{name} is no parameter of NEWS2")
    return _banded(bands, _half_up(value, 1))


def _risk(total: int, single_three: tuple[str, ...]) -> Risk:
    if total >= 7:  # noqa: PLR2004 - the chart's own numbers
        return Risk.HIGH
    if total >= 5:  # noqa: PLR2004
        return Risk.MEDIUM
    return Risk.LOW_MEDIUM if single_three else Risk.LOW


HALF_LIFE = 8 * 3600.0
"""Seconds after which a past score weighs half in the trend."""
TREND_WINDOW = 6 * 3600.0
"""Seconds that a value counts in the trend: people measure every few hours."""
MIDDLE_AGE, YEARS_A_POINT = 65.0, 20.0
"""The trend gains a point for so many years over the first, and loses one under it."""


def trend(before: float | None, held: float, seconds: float) -> float:
    """The weighted mean of all scores so far, after `held` has stood for some seconds."""
    if before is None:
        return held
    return before + (1 - math.exp2(-seconds / HALF_LIFE)) * (held - before)


def age_points(born: int | None, year: int) -> float:
    """What age adds to a trend; 0 where it is not known."""
    return 0.0 if born is None else (year - born - MIDDLE_AGE) / YEARS_A_POINT


SURE = 4
"""Known parameters from which the missing ones are counted in the trend."""
MISSING_WEIGH = 0.5
"""Share of the mean of the known parameters that a missing one is taken for."""


def filled(points: int, known: int) -> float:
    """Points for the trend where some parameters are missing: not taken for normal."""
    if known < SURE:
        return points
    return points * (1 + MISSING_WEIGH * (len(ITEMS) - known) / known)


def lower_bounds(
    values: Mapping[str, tuple[float | str, float]], *, scale: int, now: float
) -> tuple[int, int, float]:
    """Sum of the points of the hour, number of its parameters, and points of the trend."""
    total = count = longer = known = 0
    on_oxygen = values.get("oxygen", ("air", 0.0))[0] == "oxygen"
    for name, (value, instant) in values.items():
        age, lasts = now - instant, STANDING.get(name, WINDOW)
        if age < 0 or (age > TREND_WINDOW and age > lasts):
            continue
        gained = _points(name, value, scale, on_oxygen)
        longer += gained
        known += 1
        if age <= lasts:
            total += gained
            count += 1
    return total, count, filled(longer, known)


def score(
    values: Mapping[str, tuple[float | str, float]], *, scale: int, now: float
) -> News2:
    """Score what is there: kind to (value, instant in POSIX seconds).

    Air is not assumed either: without word on oxygen, the parameter is missing, and scale
    2 is read as on air, which gives the lower bound.
    """
    fresh = {
        name: (values[name][0], now - values[name][1])
        for name in ITEMS
        if name in values and 0 <= now - values[name][1] <= STANDING.get(name, WINDOW)
    }
    on_oxygen = fresh.get("oxygen", ("air", 0.0))[0] == "oxygen"
    items = tuple(
        Item(
            name=name,
            value=value,
            points=points(name, value, scale=scale, on_oxygen=on_oxygen),
            age=age,
        )
        for name, (value, age) in fresh.items()
    )
    missing = tuple(name for name in ITEMS if name not in fresh)
    total = sum(item.points for item in items)
    threes = tuple(
        item.name for item in items if item.points == ALARMING and item.name != "oxygen"
    )
    risk = None if missing else _risk(total, threes)
    return News2(
        scale=scale,
        items=items,
        missing=missing,
        total=total,
        single_three=threes,
        risk=risk,
    )
