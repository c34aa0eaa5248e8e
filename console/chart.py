"""From a series to the geometry of a picture: pure numbers, drawn by templates/chart.html.

A chart is `WIDTH` x `HEIGHT` units of an SVG viewBox. It carries its axes with their
labels, the target band, the nights, stretches of line, the holes between them, and flags
for alarms and doses. Nothing here knows a colour or a word.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from care.people import Routine
from console.series import Mark, Point, Series, thin

WIDTH, HEIGHT = 960, 280
LEFT, RIGHT, TOP, BOTTOM = 62, 18, 34, 34
"""Margins for the labels."""
COLUMNS = WIDTH - LEFT - RIGHT
MOST_DOTS = 120
"""Series of more points than this are drawn as lines alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What part of the time line is shown, and in whose zone."""

    start: datetime
    end: datetime
    zone: ZoneInfo

    def x(self, at: datetime) -> float:
        """Position of an instant, kept inside the frame."""
        share = (at - self.start) / (self.end - self.start)
        return round(LEFT + COLUMNS * min(1.0, max(0.0, share)), 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """What values are shown."""

    low: float
    high: float
    step: float

    def y(self, value: float) -> float:
        """Position of a value; larger values are higher up."""
        share = (value - self.low) / (self.high - self.low)
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """One label on an axis."""

    at: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One drawn point."""

    x: float
    y: float
    mark: Mark
    up: bool = False
    """For a value beyond the range: whether the arrow points up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Something that happened, above the line."""

    at: datetime
    style: str
    """Priority of an alarm ("high", ...), or "dose" and "dose open"."""
    x: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One picture."""

    lines: tuple[str, ...]
    """SVG path data, one per stretch."""
    dots: tuple[Dot, ...]
    holes: tuple[tuple[float, float, float, float], ...]
    """x1, y1, x2, y2 of the dotted hint between two stretches."""
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    band: tuple[float, float] | None
    """Top and bottom of the target band."""
    nights: tuple[tuple[float, float], ...]
    flags: tuple[Flag, ...]


def nice_step(width: float) -> float:
    """The largest of 1, 2, 5 times a power of ten that gives at least four steps."""
    power = 10.0 ** math.floor(math.log10(width / 4))
    return max(power * m for m in (1, 2, 5) if power * m <= width / 4)


def scale(values: Iterable[float], band: tuple[float, float] | None) -> Scale:
    """Round limits that hold every value and the target band."""
    known = [*values, *(band or ())]
    low, high = min(known), max(known)
    if high - low < 1:
        low, high = low - 0.5, high + 0.5
    step = nice_step(high - low)
    return Scale(
        low=math.floor(low / step) * step, high=math.ceil(high / step) * step, step=step
    )


def number(value: float) -> str:
    """A value as written on an axis or in a table: no tail of zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _y_ticks(given: Scale) -> tuple[Tick, ...]:
    count = round((given.high - given.low) / given.step)
    values = [given.low + i * given.step for i in range(count + 1)]
    return tuple(Tick(at=given.y(value), text=number(value)) for value in values)


def _x_ticks(span: Span) -> tuple[Tick, ...]:
    """Every third full hour of the patient's own clock."""
    at = span.start.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    ticks = []
    while at <= span.end:
        local = at.astimezone(span.zone)
        if local.hour % 3 == 0:
            ticks.append(Tick(at=span.x(at), text=f"{local:%H:%M}"))
        at += timedelta(hours=1)
    return tuple(ticks)


def nights(span: Span, routine: Routine) -> tuple[tuple[float, float], ...]:
    """From bed time to waking on every date that the span touches."""
    shaded = []
    day = (span.start.astimezone(span.zone) - timedelta(days=1)).date()
    while day <= span.end.astimezone(span.zone).date():
        bed_day = day if routine.bed > time(12) else day + timedelta(days=1)
        bed = datetime.combine(bed_day, routine.bed, span.zone)
        wake = datetime.combine(day + timedelta(days=1), routine.wake, span.zone)
        if wake > span.start and bed < span.end:
            shaded.append((span.x(bed), span.x(wake)))
        day += timedelta(days=1)
    return tuple(shaded)


def _path(stretch: tuple[Point, ...], span: Span, axis: Scale) -> str:
    steps = (f"{span.x(p.at):g} {axis.y(p.value):g}" for p in stretch)
    return "M" + " L".join(steps)


def _dots(given: Series, span: Span, axis: Scale) -> tuple[Dot, ...]:
    """Every point of a short series; else only the lone, the doubtful, the limits."""
    every = len(given.points()) <= MOST_DOTS
    middle = (axis.low + axis.high) / 2
    return tuple(
        Dot(x=span.x(p.at), y=axis.y(p.value), mark=p.mark, up=p.value > middle)
        for stretch in given.stretches
        for p in stretch
        if every or len(stretch) == 1 or p.mark is not Mark.GOOD
    )


def _hole(a: Point, b: Point, span: Span, axis: Scale) -> tuple[float, float, float, float]:
    """A level dotted line at the foot of the picture: time passed, nothing measured."""
    foot = axis.y(axis.low) - 5
    return (span.x(a.at), foot, span.x(b.at), foot)


def draw(
    given: Series,
    *,
    span: Span,
    routine: Routine,
    band: tuple[float, float] | None = None,
    flags: Iterable[Flag] = (),
) -> Chart:
    """The picture of one series.

    Args:
        given: values of one kind and unit.
        span: what part of time is shown; flags outside it are left out.
        routine: when it is night for this patient.
        band: target range in the unit of the series, where a clinician set one.
        flags: alarms and doses on the time line.
    """
    shown = thin(given, column=(span.end - span.start) / COLUMNS)
    axis = scale((point.value for point in shown.points()), band)
    pairs = zip(shown.stretches, shown.stretches[1:], strict=False)
    return Chart(
        lines=tuple(_path(s, span, axis) for s in shown.stretches if len(s) > 1),
        dots=_dots(shown, span, axis),
        holes=tuple(_hole(a[-1], b[0], span, axis) for a, b in pairs),
        x_ticks=_x_ticks(span),
        y_ticks=_y_ticks(axis),
        band=(axis.y(band[1]), axis.y(band[0])) if band else None,
        nights=nights(span, routine),
        flags=tuple(
            Flag(at=f.at, style=f.style, x=span.x(f.at))
            for f in flags
            if span.start <= f.at <= span.end
        ),
    )
