"""The watch over one patient: readings and answers in, alarms out.

`step` is a pure function; the station performs its commands and saves `Watch.kept`
whenever it has changed. After a restart: `start` with the kept part, a `Remembered` for
every stored reading of the last `look_back()`, then a `Tick`.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from care.commands import Command, WakeAt
from care.observation import Kind, Reading, Waveform
from care.people import Patient
from sensors.derived import SOURCES, derive
from sensors.event import (
    Answered,
    Closed,
    Event,
    Measured,
    Remembered,
    Tick,
    Told,
)
from sensors.held import Kept
from sensors.kinds import KINDS
from sensors.reasons import finding, instant
from sensors.settling import (
    answered,
    closed,
    expired,
    over,
    raised,
    reported,
    wants,
)
from sensors.stream import Stream, dues
from sensors.streams import RulesOf, Streams, fed, ticked


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Everything the watch knows of one patient."""

    patient: Patient
    rules: RulesOf
    kept: Kept = field(default_factory=Kept)
    """To be saved when changed."""
    streams: Streams = field(default_factory=dict)
    """Memory, rebuilt from stored readings."""
    motions: dict[str, Any] = field(default_factory=dict)
    """The last seconds of sampled signals, by kind and device."""
    pending: datetime | None = None
    """Instant of vital signs from which nothing has been derived yet."""
    derived: datetime | None = None
    """The last instant from which something was derived."""
    wake: datetime | None = None
    """The ring that was asked for."""


_NOTHING: tuple[Command, ...] = ()
OFTEN = timedelta(minutes=2)
"""Vital signs are put together no more often than this."""
PATIENCE = timedelta(minutes=10)
"""Vital signs are put together at the next reading, or after so long."""


def start(patient: Patient, rules: RulesOf, kept: Kept) -> Watch:
    """The watch of one patient with what was kept of it."""
    return Watch(patient=patient, rules=rules, kept=kept)


def look_back() -> dict[Kind, timedelta]:
    """How far back the stored readings of each kind are remembered at a start."""
    return {kind.kind: kind.span for kind in KINDS.values()}


def step(watch: Watch, event: Event, now: datetime) -> tuple[Watch, tuple[Command, ...]]:
    """What follows from one event.

    Commands: Confirm, Raise, Clear, Withdraw, Record and WakeAt.
    """
    if isinstance(event, Remembered):
        return _remembered(watch, event.reading), ()
    watch, first = _derived(watch, now)
    if isinstance(event, Measured):
        watch, then = _measured(watch, event.reading, now)
        return watch, first + then
    match event:
        case Answered(answer=answer):
            kept, commands = answered(watch.kept, answer, now)
        case Told(report=report):
            kept, commands = reported(watch.kept, report, watch.patient, now)
        case Closed(alarm=alarm):
            kept, commands = closed(watch.kept, alarm, now)
        case Tick():
            watch = replace(watch, streams=ticked(watch.streams, now), wake=None)
            kept, commands = _settle(watch, tuple(watch.streams.values()), now)
    return _with_wake(replace(watch, kept=kept), first + commands, now)


def _remembered(watch: Watch, reading: Reading) -> Watch:
    if isinstance(reading, Waveform):
        return watch
    if watch.pending is not None and reading.taken_at >= watch.pending + OFTEN:
        moment, watch = watch.pending, replace(watch, pending=None, derived=watch.pending)
        for one in derive(watch.streams, watch.patient, watch.kept, moment):
            watch = _remembered(watch, one)
    found = fed(watch.streams, reading, reading.received_at, watch)
    if found is None:
        return watch
    name, stream = found
    watch = replace(watch, streams=watch.streams | {name: stream})
    sources = stream.kind.kind in SOURCES
    return replace(watch, pending=reading.taken_at) if sources else watch


def _measured(
    watch: Watch, reading: Reading, now: datetime
) -> tuple[Watch, tuple[Command, ...]]:
    if isinstance(reading, Waveform):
        return _gathered(watch, reading, now)
    found = fed(watch.streams, reading, now, watch)
    if found is None:
        return watch, ()
    name, stream = found
    before = watch.streams.get(name)
    kept, commands = watch.kept, _NOTHING
    moved = before is None or stream.episodes is not before.episodes
    if moved or (kept.alarms and stream.episodes):
        kept, commands = _settle(watch, (stream,), now)
    turned = before is None or stream.baseline.today != before.baseline.today
    if stream.kind.usual and turned:
        kept = replace(kept, usual=kept.usual | {name: stream.baseline})
    after = Watch(
        patient=watch.patient,
        rules=watch.rules,
        kept=kept,
        streams=watch.streams | {name: stream},
        motions=watch.motions,
        pending=now if stream.kind.kind in SOURCES else watch.pending,
        derived=watch.derived,
        wake=watch.wake,
    )
    if kept is watch.kept and not stream.panel.prompt and _rings(after, now):
        return after, commands
    return _with_wake(after, commands, now, name)


def _rings(watch: Watch, now: datetime) -> bool:
    """Whether the ring asked for will do for a reading that only puts off deadlines."""
    if watch.wake is None or watch.wake <= now:
        return False
    return watch.pending is None or watch.wake <= watch.pending + PATIENCE


def _derived(watch: Watch, now: datetime) -> tuple[Watch, tuple[Command, ...]]:
    """What the readings of one instant say together, once that instant is over."""
    if watch.pending is None or now <= watch.pending:
        return watch, _NOTHING
    soon = watch.derived is not None and watch.pending - watch.derived < OFTEN
    if soon and now < watch.pending + PATIENCE:
        return watch, _NOTHING
    moment, commands = watch.pending, _NOTHING
    readings = derive(watch.streams, watch.patient, watch.kept, moment)
    watch = Watch(
        patient=watch.patient,
        rules=watch.rules,
        kept=watch.kept,
        streams=watch.streams,
        motions=watch.motions,
        derived=moment,
        wake=watch.wake,
    )
    for reading in readings:
        watch, more = _measured(watch, reading, moment)
        commands += more
    return watch, commands


def _gathered(
    watch: Watch, wave: Waveform, now: datetime
) -> tuple[Watch, tuple[Command, ...]]:
    """A stretch of samples: what it says is measured like any reading."""
    kind = KINDS.get(wave.kind)
    if kind is None or kind.gather is None or now - wave.taken_at > kind.fresh:
        return watch, ()
    name = f"{wave.kind}@{wave.device}"
    motion, readings = kind.gather(watch.motions.get(name), wave)
    watch, commands = replace(watch, motions=watch.motions | {name: motion}), _NOTHING
    for reading in readings:
        watch, more = _measured(watch, reading, now)
        commands += more
    return watch, commands


def _settle(
    watch: Watch, streams: tuple[Stream, ...], now: datetime
) -> tuple[Kept, tuple[Command, ...]]:
    """Bring the open alarms into line with the episodes of some streams."""
    kept, commands = expired(watch.kept, now)
    at = now.timestamp()
    known = {one.code for held in kept.alarms.values() for one in held.findings}
    for stream in streams:
        for rule in stream.panel.rules:
            episode = stream.episodes.get(rule.code)
            if episode is not None and episode.raised is not None:
                if not wants(kept, rule, instant(episode.since), now):
                    continue
                fresh = finding(rule, episode, stream, watch.patient, at)
                kept, more = raised(kept, rule, fresh, now)
            elif rule.code in known:
                kept, more = over(kept, rule, now)
            else:
                continue
            commands += more
    return kept, commands


def _with_wake(
    watch: Watch, commands: tuple[Command, ...], now: datetime, name: str = ""
) -> tuple[Watch, tuple[Command, ...]]:
    """Ask for a ring when the next instant that matters is before the ring asked for."""
    streams = (watch.streams[name],) if name else tuple(watch.streams.values())
    instants = dues(streams, now)
    instants += [held.deadline for held in watch.kept.alarms.values() if held.deadline]
    if watch.pending is not None:
        instants.append(watch.pending + PATIENCE)
    if not instants:
        return watch, commands
    first = min(instants)
    if watch.wake is not None and now < watch.wake <= first:
        return watch, commands
    return replace(watch, wake=first), (*commands, WakeAt(at=first))


__all__ = [
    "Answered",
    "Closed",
    "Event",
    "Measured",
    "Remembered",
    "Tick",
    "Told",
    "Watch",
    "look_back",
    "start",
    "step",
]
