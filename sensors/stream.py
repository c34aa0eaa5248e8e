"""One stream of one patient: its recent samples and where each of its rules stands.

A stream is memory, not record: it is rebuilt at every start by feeding it the stored
readings of the last hours.
"""

from dataclasses import dataclass, field, replace

from care.people import Patient
from sensors.baseline import NEW, Baseline
from sensors.detector import Episode, Rule, View, advance
from sensors.kind import SensorKind
from sensors.window import Sample, Window, add

Episodes = dict[str, Episode]


@dataclass(frozen=True, slots=True)
class Stream:
    """What is remembered of one kind of one patient."""

    kind: SensorKind
    rules: tuple[Rule, ...]
    """The kind's rules with this patient's limits, in the unit of the stream."""
    timed: tuple[Rule, ...]
    """Those of them that time alone can raise."""
    unit: str
    patient: Patient
    window: Window = ()
    episodes: Episodes = field(default_factory=dict)
    seen: float = 0.0
    """Instant of the last believed reading, POSIX seconds; 0 before the first."""
    baseline: Baseline = NEW
    flat_since: float = 0.0
    """Since when the value has been the very same."""


def stream_of(
    kind: SensorKind,
    rules: tuple[Rule, ...],
    unit: str,
    patient: Patient,
    episodes: Episodes,
) -> Stream:
    """A stream without readings, in which some rules may already stand raised."""
    timed = tuple(rule for rule in rules if rule.due)
    return Stream(
        kind=kind, rules=rules, timed=timed, unit=unit, patient=patient, episodes=episodes
    )


def view(stream: Stream, at: float) -> View:
    """What the rules of a stream may look at, at one instant."""
    return View(
        stream.window,
        at,
        stream.baseline.usual,
        stream.baseline.busy,
        stream.baseline.total,
        stream.patient,
        stream.seen,
    )


def _judge(rules: tuple[Rule, ...], episodes: Episodes, seen: View) -> Episodes:
    """Where the rules stand after a look; the very same dict when nothing moved."""
    moved: Episodes | None = None
    for rule in rules:
        number = rule.measure(seen)
        if number is None:
            continue
        before = episodes.get(rule.code)
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


def _counted(stream: Stream, one: Sample) -> Baseline:
    if not stream.kind.usual or one.late:
        return stream.baseline
    return stream.baseline.with_value(
        one.at, 1.0 if isinstance(one.value, str) else one.value
    )


def _after(stream: Stream, window: Window, one: Sample) -> Stream:
    same = bool(stream.window) and stream.window[-1].value == one.value
    return Stream(
        kind=stream.kind,
        rules=stream.rules,
        timed=stream.timed,
        unit=stream.unit,
        patient=stream.patient,
        window=window,
        episodes=stream.episodes,
        seen=max(stream.seen, one.at),
        baseline=_counted(stream, one),
        flat_since=stream.flat_since if same else one.at,
    )


def _with(stream: Stream, episodes: Episodes) -> Stream:
    return stream if episodes is stream.episodes else replace(stream, episodes=episodes)


def feed(stream: Stream, one: Sample) -> Stream:
    """The stream after one more believed sample, whatever its place in time."""
    span = stream.kind.span.total_seconds()
    if stream.window and one.at <= stream.window[-1].at:
        return _refold(stream, add(stream.window, one, span), one)
    after = _after(stream, add(stream.window, one, span), one)
    rules = after.timed if is_flat(after) else after.rules
    return _with(after, _judge(rules, after.episodes, view(after, one.at)))


def _refold(stream: Stream, window: Window, new: Sample) -> Stream:
    """Decide again over a window that got a sample in its middle.

    So the outcome depends on what was measured, not on the order in which it came.
    """
    start = window[0].at
    held = {c: e for c, e in stream.episodes.items() if e.since < start}
    flat = min(stream.flat_since, start)
    folded = replace(stream, window=(), episodes=held, seen=0.0, flat_since=flat)
    for one in window:
        folded = store(folded, one) if one.late else feed(folded, one)
    return replace(folded, baseline=_counted(stream, new))


def store(stream: Stream, one: Sample) -> Stream:
    """Keep a backfilled sample for looking back, deciding nothing."""
    late = one._replace(late=True)
    window = add(stream.window, late, stream.kind.span.total_seconds())
    return replace(stream, window=window)


def tick(stream: Stream, at: float) -> Stream:
    """The stream at a later instant without a new sample: only timed rules move."""
    if not stream.seen:
        return stream
    return _with(stream, _judge(stream.timed, stream.episodes, view(stream, at)))


def due(stream: Stream, at: float) -> float | None:
    """The next instant after `at` when time alone may change something."""
    if not stream.seen:
        return None
    seen = view(stream, at)
    times = [rule.due(seen, rule.level) for rule in stream.timed if rule.due]
    return min((time for time in times if time is not None and time > at), default=None)
