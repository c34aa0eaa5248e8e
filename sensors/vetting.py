"""Whether one reading may decide anything: believed, or refused with the reason.

A refused reading is still stored and shown, marked as what it is; it neither raises nor
clears an alarm (hazards H-05, H-06, H-22).
"""

from datetime import UTC, datetime
from enum import StrEnum

from care.observation import Observation, Quality
from sensors.kind import SensorKind
from sensors.window import Sample

AHEAD = 120.0
"""Seconds that a device clock may be ahead of the home's."""
UNSET = datetime(2010, 1, 1, tzinfo=UTC)
"""A clock that tells an earlier time was never set: it counts from its battery."""
_NOWHERE = (float("inf"), float("-inf"))
EVERYTHING = (float("-inf"), float("inf"))


class Doubt(StrEnum):
    """Why a reading decides nothing."""

    LATE = "late"
    """Measured too long ago: backfill after an outage."""
    AHEAD = "ahead"
    """Measured in the future: the device's clock is wrong."""
    NO_READING = "no_reading"
    QUESTIONABLE = "questionable"
    """The device doubts it: movement, poor perfusion, an early estimate."""
    IMPOSSIBLE = "impossible"
    UNIT = "unit"
    """A unit that this kind does not come in."""
    WORD = "word"
    """A code word that this kind does not know, or a word in place of a number."""


def _number(kind: SensorKind, value: float, unit: str, quality: Quality) -> Doubt | None:
    if value in kind.no_reading or value != value:  # noqa: PLR0124 - not a number
        return Doubt.NO_READING
    if quality is Quality.CENSORED:
        return None
    lowest, highest = kind.limits.get(unit, EVERYTHING)
    return None if lowest <= value <= highest else Doubt.IMPOSSIBLE


def _content(kind: SensorKind, reading: Observation) -> Doubt | None:
    value, quality = reading.value, reading.quality
    if quality is Quality.NO_READING or value is None:
        return Doubt.NO_READING
    if reading.unit not in kind.units:
        return Doubt.UNIT
    if isinstance(value, str):
        unknown = kind.plausible or (kind.words and value not in kind.words)
        return Doubt.WORD if unknown else None
    if kind.words:
        return Doubt.WORD
    return _number(kind, value, reading.unit, quality)


def doubt(kind: SensorKind, reading: Observation, now: datetime) -> Doubt | None:
    """The reason not to believe a reading, or None."""
    value, quality = reading.value, reading.quality
    lowest, highest = kind.limits.get(reading.unit, _NOWHERE)
    usual = isinstance(value, float) and lowest <= value <= highest
    if not usual or quality is not Quality.GOOD or value in kind.no_reading:
        found = _content(kind, reading)
        if found is not None:
            return found
    poor = reading.perfusion is not None and reading.perfusion < kind.least_perfusion
    if poor or quality is Quality.QUESTIONABLE:
        return Doubt.QUESTIONABLE
    age = (now - reading.taken_at).total_seconds()
    if age > kind.fresh_s:
        return Doubt.LATE
    return Doubt.AHEAD if age < -AHEAD else None


def sample(reading: Observation) -> Sample:
    """A believed reading as it enters a window."""
    assert reading.value is not None
    return Sample(reading.taken_at.timestamp(), reading.value, reading.perfusion)
