"""Readings made of readings: NEWS2, signs of infection, oxygen on oxygen.

A derived reading goes through the same windows, delays and clearings as a measured one.
"""

from collections.abc import Mapping
from datetime import datetime

from care.observation import DeviceId, Kind, Observation
from care.people import Patient
from sensors import news2
from sensors.held import Kept
from sensors.kinds.score import SCORE
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
    warm = temperature is not None and temperature.unit == "Cel"
    said = any(
        one.code == "confused" and (now - one.at).total_seconds() <= SIGNS_LAST
        for one in kept.reports
    )
    return sum(
        (
            warm and _above(streams, "temperature", at, SIGNS_LAST, (WARM, WARMER)),
            _above(streams, "pulse", at, RECENT, (FAST, FASTER)),
            _above(streams, "respiration", at, RECENT, (BREATHING, 6)),
            said or _last(streams, "consciousness", at, RECENT) == "confusion",
        )
    )


def score(streams: Streams, patient: Patient, now: datetime) -> news2.News2:
    """The patient's NEWS2 of this moment, partial or whole."""
    values = {
        name: (streams[name].window[-1].value, streams[name].seen)
        for name in news2.ITEMS
        if name in streams and streams[name].window
    }
    return news2.score(values, scale=patient.oxygen_scale, now=now.timestamp())


def _due(streams: Streams, kind: Kind, value: float, at: float) -> bool:
    stream = streams.get(kind)
    if stream is None or not stream.window:
        return value > 0
    changed = stream.window[-1].value != value
    return changed or (value > 0 and at - stream.seen >= EVERY)


def derive(
    streams: Streams, patient: Patient, kept: Kept, now: datetime
) -> tuple[Observation, ...]:
    """What the vital signs of an instant say together."""
    at = now.timestamp()
    news = score(streams, patient, now)
    signs = float(signs_of_infection(streams, kept, now))
    found: list[tuple[Kind, float, str]] = [(INFECTION, signs, "{count}")]
    if len(news.items) >= ENOUGH:
        found.append((SCORE, float(news.total), "{score}"))
    value = _last(streams, "spo2", at, EVERY)
    on_oxygen = _last(streams, "oxygen", at, 86400.0) == "oxygen"
    if on_oxygen and isinstance(value, float | int):
        found.append((OVER_OXYGENATED, float(value), "%"))
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
        for kind, value, unit in found
        if _due(streams, kind, value, at)
    )
