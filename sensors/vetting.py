"""Whether one reading may decide anything: believed, or refused with the reason.

A refused reading is still stored and shown, marked as what it is; it neither raises nor
clears an alarm (hazards H-05, H-06, H-22).
"""

import math
from datetime import datetime, timedelta
from enum import StrEnum

from care.observation import Observation, Quality
from sensors.kind import SensorKind
from sensors.window import Sample

AHEAD = timedelta(minutes=2)
"""A device clock may be this far ahead of the home's."""


class Doubt(StrEnum):
    """Why a reading decides nothing."""

    LATE = "late"
    """Measured too long ago: backfill after an outage."""
    AHEAD = "ahead"
    """Measured in the future: the device's clock is wrong."""
    NO_READING = "no_reading"
    QUESTIONABLE = "questionable"
    IMPOSSIBLE = "impossible"
    UNIT = "unit"
    """A unit that this kind does not come in."""
    WORD = "word"
    """A code word that this kind does not know, or a word in place of a number."""


def _number(kind: SensorKind, value: float, unit: str, quality: Quality) -> Doubt | None:
    if math.isnan(value) or value in kind.no_reading:
        return Doubt.NO_READING
    if quality is Quality.CENSORED:
        return None
    for known, lowest, highest in kind.plausible:
        if known == unit and not lowest <= value <= highest:
            return Doubt.IMPOSSIBLE
    return None


def doubt(kind: SensorKind, reading: Observation, now: datetime) -> Doubt | None:
    """The reason not to believe a reading, or None."""
    if reading.quality is Quality.NO_READING or reading.value is None:
        return Doubt.NO_READING
    if reading.unit not in kind.units:
        return Doubt.UNIT
    if isinstance(reading.value, str):
        unknown = kind.plausible or (kind.words and reading.value not in kind.words)
        if unknown:
            return Doubt.WORD
    elif kind.words:
        return Doubt.WORD
    else:
        found = _number(kind, reading.value, reading.unit, reading.quality)
        if found:
            return found
    if reading.quality is Quality.QUESTIONABLE:
        return Doubt.QUESTIONABLE
    if now - reading.taken_at > kind.fresh:
        return Doubt.LATE
    return Doubt.AHEAD if reading.taken_at - now > AHEAD else None


def sample(reading: Observation) -> Sample:
    """A believed reading as it enters a window."""
    assert reading.value is not None
    return Sample(reading.taken_at.timestamp(), reading.value, reading.perfusion)
