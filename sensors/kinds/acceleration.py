"""Raw acceleration worn at the waist or the wrist becomes fall events.

Each blow is judged once, `AFTER` seconds after it, when what follows it can be seen
(`fall_model`); when the signal ends before that, with what there is of it. A stretch
without samples says that the signal has ended; a gap says the same.
"""

from typing import NamedTuple

import numpy as np

from care.instants import of_seconds
from care.observation import Kind, Observation, Waveform
from sensors.kind import SensorKind
from sensors.kinds.fall_model import candidates, fell, why
from sensors.kinds.fall_signal import (
    AFTER,
    ALONE,
    BLOW,
    LEAST,
    LONG_BEFORE,
    RATE,
    Samples,
    even,
)

ACCELERATION = Kind("acceleration")
WRIST = Kind("acceleration_wrist")
FALL = Kind("fall")

SPAN = LONG_BEFORE + AFTER + ALONE + 2.0
"""Seconds of samples kept."""
PAUSE = 15.0
"""Seconds after a decided fall in which another blow is the same fall."""
ALIVE = 60.0
"""Seconds between signs of life of the stream."""
GAP = 1.0
"""Seconds without samples that end a signal."""
APART = 0.1
"""Seconds between the signs of a fall and the fall, which are told together."""


class Motion(NamedTuple):
    """The last seconds of one worn sensor."""

    origin: float
    """Instant of the first sample of the signal, POSIX seconds."""
    start: float
    """Instant of the first sample kept."""
    rate: float
    samples: Samples
    judged: float = 0.0
    """Instant of the last blow that was judged."""
    fell: float = 0.0
    """Instant of the last fall."""
    alive: float = 0.0
    """Last sign of life passed on."""

    @property
    def end(self) -> float:
        """Instant after the last sample."""
        return self.start + len(self.samples) / self.rate


def _falls(motion: Motion, wear: str, wait: float) -> tuple[Motion, tuple[str, ...]]:
    """Judge each new blow that is followed by `wait` seconds of signal.

    Gives the words to tell: of a fall its signs, strongest first, then "fall".
    """
    loud = np.square(motion.samples).sum(axis=1).max(initial=0.0) >= BLOW[wear] ** 2
    if len(motion.samples) < motion.rate or not loud:
        return motion, ()
    times = motion.start - motion.origin + np.arange(len(motion.samples)) / motion.rate
    first, last = np.ceil(times[0] * RATE - 1e-6), np.floor(times[-1] * RATE + 1e-6)
    grid = np.arange(int(first), int(last) + 1) / RATE
    samples = even(times, motion.samples, grid)
    found: tuple[str, ...] = ()
    for blow in candidates(samples, wear):
        at = motion.origin + float(grid[blow])
        if at <= motion.judged or (len(grid) - 1 - blow) / RATE < wait:
            continue
        motion = motion._replace(judged=at)
        if at - motion.fell > PAUSE and fell(samples, blow, wear):
            motion, found = motion._replace(fell=at), (*why(samples, blow, wear), "fall")
    return motion, found


def _joined(motion: Motion, wave: Waveform) -> Motion:
    """The last seconds with a new stretch."""
    fresh = np.asarray(wave.samples, dtype=np.float64)
    surplus = max(0, len(motion.samples) - int(SPAN * motion.rate))
    return motion._replace(
        start=motion.start + surplus / motion.rate,
        samples=np.vstack([motion.samples[surplus:], fresh]),
    )


def _event(wave: Waveform, word: str, taken: float) -> Observation:
    return Observation(
        patient=wave.patient,
        kind=FALL,
        value=word,
        unit="1",
        taken_at=of_seconds(taken),
        received_at=wave.received_at,
        device=wave.device,
    )


def _told(wave: Waveform, words: tuple[str, ...], now: float) -> tuple[Observation, ...]:
    """Words that are told together, the last of them now."""
    last = len(words) - 1
    return tuple(
        _event(wave, word, now - APART * (last - i)) for i, word in enumerate(words)
    )


def _goes_on(motion: Motion, wave: Waveform, start: float) -> bool:
    same = abs(wave.rate - motion.rate) <= motion.rate / 10
    return bool(wave.samples) and same and abs(start - motion.end) <= GAP


def gather(motion: Motion | None, wave: Waveform) -> tuple[Motion, tuple[Observation, ...]]:
    """One more stretch of samples; gives fall events, and a sign of life each minute."""
    start, now = wave.taken_at.timestamp(), wave.received_at.timestamp()
    wear = "wrist" if wave.kind == WRIST else "waist"
    events: tuple[Observation, ...] = ()
    if motion is None:
        motion = Motion(start, start, wave.rate, np.empty((0, len(wave.axes))))
    if not _goes_on(motion, wave, start):
        motion, found = _falls(motion, wear, LEAST)
        events += _told(wave, found, now)
        motion = motion._replace(
            origin=start, start=start, rate=wave.rate, samples=motion.samples[:0]
        )
    if not wave.samples:
        return motion, events
    motion, found = _falls(_joined(motion, wave), wear, AFTER)
    if now - motion.alive >= ALIVE:
        motion, events = motion._replace(alive=now), (*events, _event(wave, "alive", now))
    return motion, (*events, *_told(wave, found, now))


def _kind(kind: Kind, where: str) -> SensorKind:
    return SensorKind(
        kind=kind, units=("[g]",), gather=gather, about=f"Raw acceleration at the {where}"
    )


KIND = _kind(ACCELERATION, "waist")
WRIST_KIND = _kind(WRIST, "wrist")
