"""Readings of one kind and unit, cut where nothing was measured, thinned with care.

Rules a clinician relies on (hazard H-21): values of different units are never put on one
axis, a hole in the readings is never bridged by a line, and thinning keeps the lowest and
the highest value of every column of the picture, so an average can hide nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from care.observation import Kind, Observation, Quality


class Mark(StrEnum):
    """How a point is drawn."""

    GOOD = "good"
    DOUBT = "doubt"
    """The device itself doubts it: drawn hollow."""
    LIMIT = "limit"
    """Beyond the measuring range: drawn as an arrow at the limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One value that may be drawn."""

    at: datetime
    value: float
    mark: Mark = Mark.GOOD


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Points of one kind and one unit, in stretches without a hole."""

    kind: Kind
    unit: str
    stretches: tuple[tuple[Point, ...], ...]
    """Every stretch is in order of time and has at least one point."""

    def points(self) -> tuple[Point, ...]:
        """All points in order of time."""
        return tuple(point for stretch in self.stretches for point in stretch)

    def holes(self) -> tuple[tuple[datetime, datetime], ...]:
        """From the last point of a stretch to the first of the next."""
        return tuple((a[-1].at, b[0].at) for a, b in pairwise(self.stretches))


_MARKS = {
    Quality.GOOD: Mark.GOOD,
    Quality.QUESTIONABLE: Mark.DOUBT,
    Quality.CENSORED: Mark.LIMIT,
}


def _point(seen: Observation) -> Point | None:
    """A point, or None where the device gave no number (which makes a hole)."""
    if seen.quality not in _MARKS or not isinstance(seen.value, int | float):
        return None
    return Point(at=seen.taken_at, value=float(seen.value), mark=_MARKS[seen.quality])


def _cut(readings: Sequence[Observation], hole: timedelta) -> tuple[tuple[Point, ...], ...]:
    """Stretches of points no farther apart than `hole`; "no reading" also ends one."""
    stretches: list[list[Point]] = []
    last: datetime | None = None
    for seen in readings:
        point = _point(seen)
        if point is None:
            last = None
            continue
        if last is None or point.at - last > hole:
            stretches.append([])
        stretches[-1].append(point)
        last = point.at
    return tuple(tuple(stretch) for stretch in stretches)


def series(readings: Iterable[Observation], *, hole: timedelta) -> tuple[Series, ...]:
    """One series per kind and unit, sorted by them.

    Args:
        readings: observations in any order; the same instant twice counts once.
        hole: a longer time between two values is a gap in the measuring.
    """
    groups: dict[tuple[Kind, str], dict[datetime, Observation]] = {}
    for seen in readings:
        groups.setdefault((seen.kind, seen.unit), {})[seen.taken_at] = seen
    made = []
    for (kind, unit), by_time in sorted(groups.items()):
        ordered = [by_time[at] for at in sorted(by_time)]
        stretches = _cut(ordered, hole)
        if stretches:
            made.append(Series(kind=kind, unit=unit, stretches=stretches))
    return tuple(made)


def _extremes(column: Sequence[Point]) -> list[Point]:
    """First, lowest, highest and last point of a column, in order of time, once each."""
    low = min(column, key=lambda point: point.value)
    high = max(column, key=lambda point: point.value)
    kept = {point.at: point for point in (column[0], low, high, column[-1])}
    return [kept[at] for at in sorted(kept)]


def thin(given: Series, *, column: timedelta) -> Series:
    """The same picture with at most four points in every `column` of time."""
    stretches = []
    for stretch in given.stretches:
        kept: list[Point] = []
        open_column: list[Point] = []
        for point in stretch:
            if open_column and point.at - open_column[0].at >= column:
                kept += _extremes(open_column)
                open_column = []
            open_column.append(point)
        kept += _extremes(open_column)
        stretches.append(tuple(kept))
    return Series(kind=given.kind, unit=given.unit, stretches=tuple(stretches))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hour:
    """One line of the table that says the same as the picture."""

    start: datetime
    low: float | None
    high: float | None
    last: Point | None


def hours(given: Series, *, start: datetime, end: datetime) -> tuple[Hour, ...]:
    """The series hour by hour from `start`; an hour without a value says so."""
    points = given.points()
    lines = []
    at = start
    while at < end:
        inside = [p for p in points if at <= p.at < at + timedelta(hours=1)]
        values = [p.value for p in inside]
        lines.append(
            Hour(
                start=at,
                low=min(values, default=None),
                high=max(values, default=None),
                last=inside[-1] if inside else None,
            )
        )
        at += timedelta(hours=1)
    return tuple(lines)
