"""The watch over one patient: readings and answers in, alarms out.

`step` is a pure function; the station performs its commands and saves `Watch.kept`
whenever it has changed. After a restart: `start` with the kept part, a `Remembered` for
every stored reading that `sensors.lookback` asks for, then a `Tick`.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from care.commands import Command, WakeAt
from care.observation import Observation, Reading, Waveform
from care.people import Patient
from sensors.alignment import aligned
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
from sensors.kinds.device_clock import ahead
from sensors.settling import answered, closed, reported
from sensors.signals import Signals, ended, ends, heard
from sensors.stream import dues
from sensors.streams import RulesOf, Streams, fed, sign_of_life, ticked


class Watch(NamedTuple):
    """Everything the watch knows of one patient; made anew at every reading."""

    patient: Patient
    rules: RulesOf
    kept: Kept
    """To be saved when changed."""
    streams: Streams
    """Memory, rebuilt from stored readings."""
    signals: Signals
    """The last seconds of sampled signals."""
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
    return Watch(patient=patient, rules=rules, kept=kept, streams={}, signals={})


def step(watch: Watch, event: Event, now: datetime) -> tuple[Watch, tuple[Command, ...]]:
    """What follows from one event.

    Commands: Confirm, Raise, Clear, Withdraw, Record and WakeAt.
    """
    if isinstance(event, Remembered):
        return _remembered(watch, event.reading), ()
    first = _NOTHING
    if watch.pending is not None and now > watch.pending:
        watch, first = _derived(watch, watch.pending, now)
    if isinstance(event, Measured):
        watch, then = _measured(watch, event.reading, now)
        return watch, first + then if first else then
    match event:
        case Answered(answer=answer):
            kept, commands = answered(watch.kept, answer, now)
        case Told(report=report):
            kept, commands = reported(watch.kept, report, watch.patient, now)
        case Closed(alarm=alarm):
            kept, commands = closed(watch.kept, alarm, now)
        case Tick():
            watch, more = _ended(watch, now)
            watch = watch._replace(streams=ticked(watch.streams, now), wake=None)
            every = tuple(watch.streams.values())
            kept, commands = aligned(watch.kept, watch.patient, every, now, watch.streams)
            commands = more + commands
    return _with_wake(watch._replace(kept=kept), first + commands, now)


def _remembered(watch: Watch, reading: Reading) -> Watch:
    if isinstance(reading, Waveform):
        signals, _ = heard(watch.signals, reading, reading.received_at)
        return watch._replace(signals=signals)
    if watch.pending is not None and reading.taken_at >= watch.pending + OFTEN:
        moment = watch.pending
        watch = watch._replace(pending=None, derived=moment)
        for one in derive(watch.streams, watch.patient, watch.kept, moment):
            watch = _remembered(watch, one)
    found = fed(watch.streams, reading, reading.received_at, watch)
    if found is None:
        return watch
    name, stream = found
    watch = watch._replace(streams=watch.streams | {name: stream})
    if stream.kind.link:
        watch = _remembered(watch, sign_of_life(reading, stream.kind.link))
    sources = stream.kind.kind in SOURCES
    return watch._replace(pending=reading.taken_at) if sources else watch


def _measured(
    watch: Watch, reading: Reading, now: datetime
) -> tuple[Watch, tuple[Command, ...]]:
    if isinstance(reading, Waveform):
        return _gathered(watch, reading, now)
    found = fed(watch.streams, reading, now, watch)
    if found is None:
        return _doubted(watch, reading, now)
    name, stream = found
    before = watch.streams.get(name)
    kept, commands = watch.kept, _NOTHING
    moved = before is None or stream.episodes is not before.episodes
    if moved or (kept.alarms and stream.episodes):
        kept, commands = aligned(kept, watch.patient, (stream,), now, watch.streams)
    turned = before is None or stream.baseline.today != before.baseline.today
    if stream.kind.usual and turned:
        kept = replace(kept, usual=kept.usual | {name: stream.baseline})
    after = Watch(
        watch.patient,
        watch.rules,
        kept,
        watch.streams | {name: stream},
        watch.signals,
        now if stream.kind.kind in SOURCES else watch.pending,
        watch.derived,
        watch.wake,
    )
    if kept is not watch.kept or stream.panel.prompt or not _rings(after, now):
        after, commands = _with_wake(after, commands, now, name)
    if stream.kind.link:
        after, more = _measured(after, sign_of_life(reading, stream.kind.link), now)
        commands += more
    return after, commands


def _doubted(
    watch: Watch, reading: Observation, now: datetime
) -> tuple[Watch, tuple[Command, ...]]:
    """A reading that decides nothing: only a clock that runs ahead is told of."""
    clock = None if reading.kind not in KINDS else ahead(reading, now)
    return (watch, ()) if clock is None else _measured(watch, clock, now)


def _rings(watch: Watch, now: datetime) -> bool:
    """Whether the ring asked for will do for a reading that only puts off deadlines."""
    if watch.wake is None or watch.wake <= now:
        return False
    return watch.pending is None or watch.wake <= watch.pending + PATIENCE


def _derived(
    watch: Watch, moment: datetime, now: datetime
) -> tuple[Watch, tuple[Command, ...]]:
    """What the readings of one instant say together, once that instant is over."""
    soon = watch.derived is not None and moment - watch.derived < OFTEN
    if soon and now < moment + PATIENCE:
        return watch, _NOTHING
    readings = derive(watch.streams, watch.patient, watch.kept, moment)
    watch = watch._replace(pending=None, derived=moment)
    return _all_measured(watch, readings, moment)


def _gathered(
    watch: Watch, wave: Waveform, now: datetime
) -> tuple[Watch, tuple[Command, ...]]:
    """A stretch of samples: what it says is measured like any reading."""
    signals, readings = heard(watch.signals, wave, now)
    watch, commands = _all_measured(watch._replace(signals=signals), readings, now)
    end = min((end for end in ends(signals) if end > now), default=None)
    if end is None or (watch.wake is not None and now < watch.wake <= end):
        return watch, commands
    return watch._replace(wake=end), (*commands, WakeAt(at=end))


def _ended(watch: Watch, now: datetime) -> tuple[Watch, tuple[Command, ...]]:
    """Signals that stopped are decided with what there is of them."""
    signals, readings = ended(watch.signals, now)
    return _all_measured(watch._replace(signals=signals), readings, now)


def _all_measured(
    watch: Watch, readings: tuple[Observation, ...], now: datetime
) -> tuple[Watch, tuple[Command, ...]]:
    commands = _NOTHING
    for reading in readings:
        watch, more = _measured(watch, reading, now)
        commands += more
    return watch, commands


def _with_wake(
    watch: Watch, commands: tuple[Command, ...], now: datetime, name: str = ""
) -> tuple[Watch, tuple[Command, ...]]:
    """Ask for a ring when the next instant that matters is before the ring asked for."""
    streams = (watch.streams[name],) if name else tuple(watch.streams.values())
    instants = dues(streams, now)
    instants += [held.deadline for held in watch.kept.alarms.values() if held.deadline]
    instants += ends(watch.signals)
    if watch.pending is not None:
        instants.append(watch.pending + PATIENCE)
    if not instants:
        return watch, commands
    first = min(instants)
    if watch.wake is not None and now < watch.wake <= first:
        return watch, commands
    return watch._replace(wake=first), (*commands, WakeAt(at=first))


__all__ = [
    "Answered",
    "Closed",
    "Event",
    "Measured",
    "Remembered",
    "Tick",
    "Told",
    "Watch",
    "start",
    "step",
]
