"""Raw acceleration worn at the waist or the wrist becomes fall events.

A plain first detector: a blow over 2.5 g, then two seconds of stillness within six, then a
posture tilted by more than 45 degrees against the one before the blow (threshold falls as
in Kangas 2008; lying posture as in Bourke 2007). `decide` is the one function to replace.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from care.observation import Kind, Observation, Waveform
from sensors.kind import SensorKind

ACCELERATION = Kind("acceleration")
WRIST = Kind("acceleration_wrist")
FALL = Kind("fall")

BLOW = 2.5
"""g, magnitude."""
WAIT = 6.0
"""Seconds after the blow within which stillness must begin."""
STILL_FOR = 2.0
"""Seconds."""
STILL = 0.12
"""Standard deviation of the magnitude in g below which a body lies still."""
TILT = 45.0
"""Degrees between the postures before and after."""
BEFORE = 3.0
"""Seconds before the blow whose mean is the posture before."""
SPAN = BEFORE + WAIT + STILL_FOR + 2.0
"""Seconds of samples kept."""
PAUSE = 15.0
"""Seconds after a decided fall in which another blow is the same fall."""
ALIVE = 60.0
"""Seconds between signs of life of the stream."""

Samples = NDArray[np.float64]
"""One row per instant, columns x, y, z in g."""


class Motion(NamedTuple):
    """The last seconds of one worn sensor."""

    start: float
    """Instant of the first sample, POSIX seconds."""
    rate: float
    samples: Samples
    fell: float = 0.0
    """Instant of the last decided blow, POSIX seconds."""
    alive: float = 0.0
    """Last sign of life passed on, POSIX seconds."""


def _tilt(before: Samples, after: Samples) -> float:
    one, other = before.mean(axis=0), after.mean(axis=0)
    size = float(np.linalg.norm(one) * np.linalg.norm(other))
    if size == 0:
        return 0.0
    return float(np.degrees(np.arccos(np.clip(float(one @ other) / size, -1, 1))))


def decide(samples: Samples, rate: float, wear: str) -> tuple[int, int] | None:
    """The first fall in some seconds of samples: index of the blow, index of the decision.

    `wear` is "waist" or "wrist"; this first detector treats both alike.
    """
    del wear
    size = np.linalg.norm(samples, axis=1)
    blows = np.flatnonzero(size > BLOW)
    if not len(blows):
        return None
    blow, calm = int(blows[0]), int(STILL_FOR * rate)
    before = samples[max(0, blow - int(BEFORE * rate)) : max(1, blow - int(rate / 2))]
    last = min(len(samples), blow + int((WAIT + STILL_FOR) * rate))
    for end in range(blow + int(rate) + calm, last + 1, max(1, int(rate / 10))):
        still = samples[end - calm : end]
        quiet = float(size[end - calm : end].std()) < STILL
        if quiet and _tilt(before, still) > TILT:
            return blow, end - 1
    return None


def _joined(motion: Motion | None, wave: Waveform, start: float) -> Motion:
    """The last seconds with a new stretch; begun anew after a gap or a changed rate."""
    fresh = np.asarray(wave.samples, dtype=np.float64)
    if motion is None:
        return Motion(start, wave.rate, fresh)
    end = motion.start + len(motion.samples) / motion.rate
    if abs(start - end) > 1 or abs(wave.rate - motion.rate) > motion.rate / 10:
        return motion._replace(start=start, rate=wave.rate, samples=fresh)
    joined = np.vstack([motion.samples, fresh])
    surplus = max(0, len(joined) - int(SPAN * motion.rate) - len(fresh))
    return motion._replace(
        start=motion.start + surplus / motion.rate, samples=joined[surplus:]
    )


def _event(wave: Waveform, word: str) -> Observation:
    return Observation(
        patient=wave.patient,
        kind=FALL,
        value=word,
        unit="1",
        taken_at=wave.received_at,
        received_at=wave.received_at,
        device=wave.device,
    )


def gather(motion: Motion | None, wave: Waveform) -> tuple[Motion, tuple[Observation, ...]]:
    """One more stretch of samples; gives fall events, and a sign of life each minute."""
    motion = _joined(motion, wave, wave.taken_at.timestamp())
    now = wave.received_at.timestamp()
    events: tuple[Observation, ...] = ()
    if now - motion.alive >= ALIVE:
        motion, events = motion._replace(alive=now), (_event(wave, "alive"),)
    wear = "wrist" if wave.kind == WRIST else "waist"
    found = decide(motion.samples, motion.rate, wear)
    if found is None:
        return motion, events
    blow = motion.start + found[0] / motion.rate
    if blow - motion.fell <= PAUSE:
        return motion, events
    return motion._replace(fell=blow), (*events, _event(wave, "fall"))


def _kind(kind: Kind, where: str) -> SensorKind:
    return SensorKind(
        kind=kind, units=("[g]",), gather=gather, about=f"Raw acceleration at the {where}"
    )


KIND = _kind(ACCELERATION, "waist")
WRIST_KIND = _kind(WRIST, "wrist")
