"""The watch over one patient: readings and answers in, alarms out.

`step` is a pure function; the station performs its commands and saves `Watch.kept`
whenever it has changed. After a restart: `start` with the kept part, a `Remembered` for
every stored reading of the last `look_back()`, then a `Tick`.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from care.alarm import AlarmId
from care.commands import Command, WakeAt
from care.observation import DeviceId, Kind, Observation, Reading, Waveform
from care.people import Patient
from care.speech import Answer
from sensors.detector import Episode, Rule
from sensors.held import Held, Kept, Reported, Standing
from sensors.kind import SensorKind
from sensors.kinds import KINDS
from sensors.reasons import finding
from sensors.settling import answered, closed, expired, over, raised, reported
from sensors.stream import Stream, due, feed, store, stream_of, tick
from sensors.vetting import Doubt, doubt, sample


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A reading has come and is stored."""

    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """A stored reading, given again at a start; it fills the windows and alarms nobody."""

    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The question of a `Confirm` has ended; its id is "alarm:" and the alarm's id."""

    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The patient said something that counts, or a dose was missed."""

    report: Reported


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """A person has resolved the escalation of this alarm."""

    alarm: AlarmId


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """Time has passed."""


Event = Measured | Remembered | Answered | Told | Closed | Tick

RulesOf = dict[str, tuple[Rule, ...]]
"""A patient's rules by kind and unit, "glucose mg/dL", from `sensors.limits.personal`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Everything the watch knows of one patient."""

    patient: Patient
    rules: RulesOf
    kept: Kept = field(default_factory=Kept)
    """To be saved when changed."""
    streams: dict[str, Stream] = field(default_factory=dict)
    """Memory, rebuilt from stored readings."""
    wake: datetime | None = None
    """The ring that was asked for."""


_NOTHING: tuple[Command, ...] = ()


def start(patient: Patient, rules: RulesOf, kept: Kept) -> Watch:
    """The watch of one patient with what was kept of it."""
    return Watch(patient=patient, rules=rules, kept=kept)


def look_back() -> timedelta:
    """How far back stored readings are remembered at a start."""
    return max(kind.span for kind in KINDS.values())


def step(watch: Watch, event: Event, now: datetime) -> tuple[Watch, tuple[Command, ...]]:
    """What follows from one event.

    Commands: Confirm, Raise, Clear, Withdraw, Record and WakeAt.
    """
    match event:
        case Measured(reading=reading):
            return _measured(watch, reading, now)
        case Remembered(reading=reading):
            return _remembered(watch, reading), ()
        case Answered(answer=answer):
            kept, commands = answered(watch.kept, answer, now)
        case Told(report=report):
            kept, commands = reported(watch.kept, report, watch.patient, now)
        case Closed(alarm=alarm):
            kept, commands = closed(watch.kept, alarm, now)
        case Tick():
            watch = replace(watch, streams=_ticked(watch.streams, now), wake=None)
            kept, commands = _settle(watch, watch.streams, now)
    return _with_wake(replace(watch, kept=kept), commands, now)


def _ticked(streams: dict[str, Stream], now: datetime) -> dict[str, Stream]:
    at = now.timestamp()
    return {name: tick(stream, at) for name, stream in streams.items()}


def _name(kind: SensorKind, device: DeviceId) -> str:
    return f"{kind.kind}@{device}" if kind.per_device else kind.kind


def _opened(watch: Watch, kind: SensorKind, name: str, unit: str) -> Stream:
    """A new stream, with the episodes of the alarms that are open about it."""
    rules = watch.rules[f"{kind.kind} {unit}"]
    if name != kind.kind:
        suffix = name.removeprefix(kind.kind)
        rules = tuple(
            replace(r, code=r.code + suffix, group=r.group + suffix) for r in rules
        )
    codes = {rule.code for rule in rules}
    episodes = {
        one.code: Episode(at := one.since.timestamp(), at, 1, 0.0, raised=at)
        for held in watch.kept.alarms.values()
        for one in held.findings
        if one.code in codes and held.standing is not Standing.CLEARED
    }
    stream = stream_of(kind, rules, unit, watch.patient.zone)
    return replace(stream, episodes=episodes)


def _fed(watch: Watch, reading: Observation, now: datetime) -> tuple[str, Stream] | None:
    """The stream after a reading; None when the reading decides nothing at all."""
    kind = KINDS.get(reading.kind)
    if kind is None:
        return None
    reason = doubt(kind, reading, now)
    if reason not in (None, Doubt.LATE):
        return None
    name = _name(kind, reading.device)
    stream = watch.streams.get(name)
    if stream is None or stream.unit != reading.unit:
        stream = _opened(watch, kind, name, reading.unit)
    change = store if reason else feed
    return name, change(stream, sample(reading))


def _remembered(watch: Watch, reading: Reading) -> Watch:
    if isinstance(reading, Waveform):
        return watch
    fed = _fed(watch, reading, reading.taken_at)
    if fed is None:
        return watch
    return replace(watch, streams=watch.streams | {fed[0]: fed[1]})


def _measured(
    watch: Watch, reading: Reading, now: datetime
) -> tuple[Watch, tuple[Command, ...]]:
    if isinstance(reading, Waveform):
        return watch, ()
    fed = _fed(watch, reading, now)
    if fed is None:
        return watch, ()
    name, stream = fed
    before = watch.streams.get(name)
    kept, commands = watch.kept, _NOTHING
    if kept.alarms or before is None or stream.episodes is not before.episodes:
        kept, commands = _settle(watch, {name: stream}, now)
    after = Watch(
        patient=watch.patient,
        rules=watch.rules,
        kept=kept,
        streams=watch.streams | {name: stream},
        wake=watch.wake,
    )
    return _with_wake(after, commands, now, name)


def _settle(
    watch: Watch, streams: dict[str, Stream], now: datetime
) -> tuple[Kept, tuple[Command, ...]]:
    """Bring the open alarms into line with the episodes of some streams."""
    kept, commands = expired(watch.kept, now)
    for stream in streams.values():
        for rule in stream.rules:
            episode = stream.episodes.get(rule.code)
            if episode is not None and episode.raised is not None:
                fresh = finding(rule, episode, stream, watch.patient.id, now.timestamp())
                kept, more = raised(kept, rule, fresh, now)
            else:
                kept, more = over(kept, rule, now)
            commands += more
    return kept, commands


def _deadlines(kept: Kept) -> list[datetime]:
    return [held.deadline for held in kept.alarms.values() if held.deadline]


def _with_wake(
    watch: Watch, commands: tuple[Command, ...], now: datetime, name: str = ""
) -> tuple[Watch, tuple[Command, ...]]:
    """Ask for a ring when the next instant that matters is before the ring asked for."""
    at = now.timestamp()
    streams = (watch.streams[name],) if name else tuple(watch.streams.values())
    times = [time for stream in streams if (time := due(stream, at)) is not None]
    instants = [datetime.fromtimestamp(time, UTC) for time in times]
    instants += _deadlines(watch.kept)
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
    "Held",
    "Kind",
    "Measured",
    "Remembered",
    "Reported",
    "Tick",
    "Told",
    "Watch",
    "look_back",
    "start",
    "step",
]
