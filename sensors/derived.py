"""Readings made of readings: NEWS2, signs of infection, oxygen on oxygen.

A derived reading goes through the same windows, delays and clearings as a measured one.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import cast

from care.observation import DeviceId, Kind, Observation
from care.people import Patient
from sensors import news2
from sensors.held import Kept
from sensors.kinds.score import SCORE, TREND, WHOLE
from sensors.kinds.signs import INFECTION, OVER_OXYGENATED
from sensors.stream import Stream

HOME = DeviceId("home")
EVERY = 300.0
"""Seconds between derived readings of one kind while nothing changes."""
ENOUGH = 3
"""Parameters that make a partial score worth computing."""
SIGNS_LAST = 12 * 3600.0
"""Seconds that a temperature counts as a sign."""
RECENT = 3600.0
"""Seconds that other signs count."""
WARM, WARMER = 37.3, 1.1
"""Cel, absolute and above the own usual (IDSA 2008)."""
FAST, FASTER = 100.0, 20.0
"""Pulse a minute, absolute and above the own usual."""
BREATHING = 21.0
FAHRENHEIT = "[degF]"
ZERO, DEGREE = 32.0, 1.8
"""Cel 0 and one Cel, in Fahrenheit."""

SOURCES = frozenset(news2.ITEMS)
"""Kinds whose readings other readings are derived from."""

Streams = Mapping[str, Stream]


def _last(streams: Streams, kind: str, now: float, within: float) -> float | str | None:
    stream = streams.get(kind)
    if stream is None or not stream.window or now - stream.seen > within:
        return None
    return stream.window[-1].value


def _above(
    streams: Streams, kind: str, now: float, within: float, limits: tuple[float, float]
) -> bool:
    """Whether the newest value is over the first limit, or over the usual by the second."""
    value = _last(streams, kind, now, within)
    if value is None or isinstance(value, str):
        return False
    usual = streams[kind].baseline.usual
    over = usual is not None and value - usual >= limits[1]
    return over or value >= limits[0]


def signs_of_infection(streams: Streams, kept: Kept, now: datetime) -> int:
    """How many of four signs there are: warmth, fast pulse, fast breathing, confusion."""
    at = now.timestamp()
    temperature = streams.get("temperature")
    warm = (WARM, WARMER)
    if temperature is not None and temperature.unit == FAHRENHEIT:
        warm = (ZERO + DEGREE * WARM, DEGREE * WARMER)
    said = any(
        one.code == "confused" and (now - one.at).total_seconds() <= SIGNS_LAST
        for one in kept.reports
    )
    return sum(
        (
            _above(streams, "temperature", at, SIGNS_LAST, warm),
            _above(streams, "pulse", at, RECENT, (FAST, FASTER)),
            _above(streams, "respiration", at, RECENT, (BREATHING, 6)),
            said or _last(streams, "consciousness", at, RECENT) == "confusion",
        )
    )


def _charted(stream: Stream) -> float | str:
    """The newest value in the unit of the NEWS2 chart, which knows no Fahrenheit."""
    value = stream.window[-1].value
    if stream.unit == FAHRENHEIT and not isinstance(value, str):
        return (value - ZERO) / DEGREE
    return value


def values_of(streams: Streams) -> dict[str, tuple[float | str, float]]:
    """The newest value and instant of each parameter of NEWS2 that there is."""
    return {
        name: (_charted(stream), stream.seen)
        for name in news2.ITEMS
        if (stream := streams.get(name)) is not None and stream.window
    }


def score(streams: Streams, patient: Patient, now: datetime) -> news2.News2:
    """The patient's NEWS2 of this moment, partial or whole."""
    return news2.score(values_of(streams), scale=patient.oxygen_scale, now=now.timestamp())


def _trend(streams: Streams, patient: Patient, now: datetime, total: float) -> float | None:
    """The trend at this instant; None when it is too early for a new point."""
    stream, at = streams.get(TREND), now.timestamp()
    age = news2.age_points(patient.born, now.year)
    if stream is None or not stream.window:
        return total + age
    passed = at - stream.seen
    if passed < EVERY:
        return None
    before = cast("float", stream.window[-1].value) - age
    return news2.trend(before, total, passed) + age


def _due(streams: Streams, kind: Kind, value: float, at: float) -> bool:
    stream = streams.get(kind)
    if stream is None or not stream.window:
        return value > 0
    changed = stream.window[-1].value != value
    return changed or (value > 0 and at - stream.seen >= EVERY)


def _found(
    streams: Streams, patient: Patient, kept: Kept, now: datetime
) -> Iterator[tuple[Kind, float, str]]:
    """Kind, value and unit of everything that follows."""
    at, scale = now.timestamp(), patient.oxygen_scale
    values = values_of(streams)
    total, count, longer = news2.lower_bounds(values, scale=scale, now=at)
    if count >= ENOUGH and _due(streams, SCORE, total, at):
        yield SCORE, float(total), "{score}"
    if count == len(news2.ITEMS) and _due(streams, WHOLE, total, at):
        yield WHOLE, float(total), "{score}"
    trend = _trend(streams, patient, now, longer)
    if trend is not None and len(values) >= ENOUGH:
        yield TREND, trend, "{score}"
    signs = float(signs_of_infection(streams, kept, now))
    if _due(streams, INFECTION, signs, at):
        yield INFECTION, signs, "{count}"
    value = _last(streams, "spo2", at, EVERY)
    on_oxygen = scale == 2 and _last(streams, "oxygen", at, 86400.0) == "oxygen"  # noqa: PLR2004
    if on_oxygen and isinstance(value, float | int):
        yield OVER_OXYGENATED, float(value), "%"


def derive(
    streams: Streams, patient: Patient, kept: Kept, now: datetime
) -> tuple[Observation, ...]:
    """What the vital signs of an instant say together."""
    return tuple(
        Observation(
            patient=patient.id,
            kind=kind,
            value=value,
            unit=unit,
            taken_at=now,
            received_at=now,
            device=HOME,
        )
        for kind, value, unit in _found(streams, patient, kept, now)
    )
