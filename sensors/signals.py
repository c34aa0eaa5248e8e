"""Sampled signals of one patient: stretches of samples become readings.

A worn sensor that is taken off, breaks or runs out of power just stops. When nothing has
come for `QUIET`, the signal has ended, and what is still open in it (a blow of a few
seconds ago) is decided with what there is.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from care.observation import Observation, Waveform
from sensors.kind import SensorKind
from sensors.kinds import KINDS

QUIET = timedelta(seconds=20)
"""Without a stretch for so long, a signal has ended."""


class Signal(NamedTuple):
    """What is remembered of one sampled signal."""

    memory: Any
    """What the kind's `gather` remembers."""
    last: Waveform
    """The newest stretch; one without samples has ended the signal."""


Signals = dict[str, Signal]
"""By kind and device."""
Heard = tuple[Signals, tuple[Observation, ...]]


def _kind(wave: Waveform, now: datetime) -> SensorKind | None:
    """The kind that gathers a stretch; None when it is too old or nobody does."""
    kind = KINDS.get(wave.kind)
    if kind is None or kind.gather is None or now - wave.taken_at > kind.fresh:
        return None
    return kind


def heard(signals: Signals, wave: Waveform, now: datetime) -> Heard:
    """The signals with one more stretch of one of them, and the readings it gives."""
    kind = _kind(wave, now)
    if kind is None or kind.gather is None:
        return signals, ()
    name = f"{wave.kind}@{wave.device}"
    before = signals.get(name)
    memory, readings = kind.gather(before.memory if before else None, wave)
    return signals | {name: Signal(memory, wave)}, readings


def ended(signals: Signals, now: datetime) -> Heard:
    """The signals once those that fell silent are over, and the readings they give."""
    readings: tuple[Observation, ...] = ()
    for signal in tuple(signals.values()):
        last = signal.last
        if last.samples and now - last.received_at >= QUIET:
            over = replace(last, samples=(), taken_at=now, received_at=now)
            signals, more = heard(signals, over, now)
            readings += more
    return signals, readings


def ends(signals: Signals) -> list[datetime]:
    """When the signals that go on will have ended, should nothing more come."""
    return [one.last.received_at + QUIET for one in signals.values() if one.last.samples]
