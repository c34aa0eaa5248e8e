"""One stream of one patient: its recent samples and where each of its rules stands.

A stream is memory, not record: it is rebuilt at every start by feeding it the stored
readings of the last hours. It is touched at every reading, so it is a plain tuple.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from care.instants import of_seconds
from care.people import Patient
from sensors.baseline import APART, NEW, Baseline
from sensors.detector import Episode, Measure, Rule, View, advance, beyond
from sensors.kind import SensorKind
from sensors.panel import Panel
from sensors.window import Sample, Window, add

Episodes = dict[str, Episode]
JUST_AFTER = timedelta(milliseconds=1)
"""A ring comes when the level is passed for certain, whatever the rounding."""
HEARTBEAT = "alive"
"""A word by which a device says only that it lives."""


class Stream(NamedTuple):
    """What is remembered of one kind of one patient."""

    kind: SensorKind
    panel: Panel
    unit: str
    patient: Patient
    window: Window
    episodes: Episodes
    seen: float
    """Instant of the last believed reading, POSIX seconds; 0 before the first."""
    baseline: Baseline
    flat_since: float
    """Since when the value has been the very same."""


def stream_of(
    kind: SensorKind, panel: Panel, unit: str, patient: Patient, episodes: Episodes
) -> Stream:
    """A stream without readings, in which some rules may already stand raised."""
    return Stream(kind, panel, unit, patient, (), episodes, 0.0, NEW, 0.0)


def view(stream: Stream, at: float) -> View:
    """What the rules of a stream may look at, at one instant."""
    base = stream.baseline
    return View(
        stream.window, at, base.usual, base.busy, base.total, stream.patient, stream.seen
    )


def _far(rule: Rule, newest: float | str, episodes: Episodes) -> bool:
    """Whether the newest value is too far off for a rule to begin."""
    if rule.begins_under is None or isinstance(newest, str):
        return False
    return newest >= rule.begins_under and rule.code not in episodes


def _doubted(unless: Measure, doubts: dict[Measure, bool], seen: View) -> bool:
    """Whether the sensor is in doubt, found out once for all rules of one look."""
    if unless not in doubts:
        doubts[unless] = (unless(seen) or 0) > 0
    return doubts[unless]


def _measure(rule: Rule, episode: Episode | None) -> Measure:
    """What a rule looks at: another measure may tell that it is over."""
    if rule.clears_by is None or episode is None or episode.raised is None:
        return rule.measure
    return rule.clears_by


def _judge(rules: tuple[Rule, ...], episodes: Episodes, seen: View) -> Episodes:
    """Where the rules stand after a look; the very same dict when nothing moved."""
    moved: Episodes | None = None
    doubts: dict[Measure, bool] = {}
    newest = seen.window[-1].value
    for rule in rules:
        if _far(rule, newest, episodes):
            continue
        if rule.unless is not None and _doubted(rule.unless, doubts, seen):
            continue
        before = episodes.get(rule.code)
        number = _measure(rule, before)(seen)
        if number is None:
            continue
        if before is None and not beyond(rule, number):
            continue
        after = advance(rule, before, number, seen.at)
        if after is not before:
            moved = dict(episodes) if moved is None else moved
            if after is None:
                del moved[rule.code]
            else:
                moved[rule.code] = after
    return episodes if moved is None else moved


def is_flat(stream: Stream) -> bool:
    """Whether the sensor has repeated one number for longer than a body does."""
    after = stream.kind.flat_after
    return after is not None and stream.seen - stream.flat_since >= after.total_seconds()


def _due_rules(stream: Stream, one: Sample) -> tuple[Rule, ...]:
    """The rules that a new sample can move."""
    panel, value = stream.panel, one.value
    if is_flat(stream):
        return panel.timed
    if stream.episodes:
        return panel.rules
    if isinstance(value, str) or not panel.low < value < panel.high:
        return panel.plain
    usual = stream.baseline.usual
    calm = usual is None or panel.fallen < value - usual < panel.risen
    return panel.others if calm else panel.plain


def _counted(stream: Stream, one: Sample) -> Baseline:
    value, before = one.value, stream.baseline
    if not stream.kind.usual or one.late or value == HEARTBEAT:
        return before
    if isinstance(value, str):
        return before.with_event(one.at)
    return before if 0 <= one.at - before.last < APART else before.with_value(one.at, value)


def feed(stream: Stream, one: Sample) -> Stream:
    """The stream after one more believed sample, whatever its place in time."""
    window, at = stream.window, one.at
    after = add(window, one, stream.kind.span_s)
    if window and at <= window[-1].at:
        return stream if after is window else _refold(stream, after, one)
    same = bool(window) and window[-1].value == one.value
    fed = Stream(
        stream.kind,
        stream.panel,
        stream.unit,
        stream.patient,
        after,
        stream.episodes,
        max(stream.seen, at),
        _counted(stream, one) if stream.kind.usual else stream.baseline,
        stream.flat_since if same else at,
    )
    rules = _due_rules(fed, one)
    if not rules:
        return fed
    episodes = _judge(rules, fed.episodes, view(fed, at))
    return fed if episodes is fed.episodes else fed._replace(episodes=episodes)


def _refold(stream: Stream, window: Window, new: Sample) -> Stream:
    """Decide again over a window that got a sample in its middle.

    So the outcome depends on what was measured, not on the order in which it came.
    """
    start = window[0].at
    held = {c: e for c, e in stream.episodes.items() if e.since < start}
    flat = min(stream.flat_since, start)
    folded = stream._replace(window=(), episodes=held, seen=0.0, flat_since=flat)
    for one in window:
        folded = store(folded, one) if one.late else feed(folded, one)
    return folded._replace(baseline=_counted(stream, new))


def store(stream: Stream, one: Sample) -> Stream:
    """Keep a backfilled sample for looking back, deciding nothing."""
    late = one._replace(late=True)
    return stream._replace(window=add(stream.window, late, stream.kind.span_s))


def tick(stream: Stream, at: float) -> Stream:
    """The stream at a later instant without a new sample: only timed rules move."""
    if not stream.seen or not stream.panel.timed or _patient(stream, at):
        return stream
    episodes = _judge(stream.panel.timed, stream.episodes, view(stream, at))
    return stream if episodes is stream.episodes else stream._replace(episodes=episodes)


def _patient(stream: Stream, at: float) -> bool:
    """Whether time alone can have changed nothing yet."""
    panel = stream.panel
    calm = not panel.prompt and not stream.episodes
    return calm and at < stream.seen + panel.patience


def dues(streams: Iterable[Stream], now: datetime) -> list[datetime]:
    """When time alone may change something in some streams, after `now`."""
    at = now.timestamp()
    times = [time for stream in streams if (time := due(stream, at)) is not None]
    return [of_seconds(time) + JUST_AFTER for time in times]


def due(stream: Stream, at: float) -> float | None:
    """The next instant after `at` when time alone may change something."""
    if not stream.seen:
        return None
    if _patient(stream, at):
        soonest = stream.seen + stream.panel.patience
        return None if soonest == float("inf") else soonest
    seen = view(stream, at)
    times = [rule.due(seen, rule.level) for rule in stream.panel.timed if rule.due]
    return min((time for time in times if time is not None and time > at), default=None)
