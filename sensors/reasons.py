"""From a rule that has raised to a finding with its facts written out."""

from care.alarm import Evidence, Finding, Reason
from care.instants import of_seconds
from care.observation import Kind
from care.people import Patient
from sensors.detector import Episode, Rule
from sensors.rules import LINK
from sensors.stream import Stream, view
from sensors.window import Window, since

MINUTE = 60
HALF_HOUR = 30 * 60.0
JUST_BEFORE = 1.0
"""Seconds within which signs belong to the word that follows them."""
LONG = 120
"""Up to so many seconds (minutes), a span is written in seconds (minutes)."""


AT_FIRST = "_first"
"""Ending of a reason's key at the very first reading: nothing has lasted yet."""
LASTING = frozenset(
    {
        "breathing_fast",
        "breathing_slow",
        "door_open",
        "glucose_high",
        "glucose_low",
        "pulse_fast",
        "pulse_slow",
        "pump_no_flow",
        "spo2_low",
        "store_frozen",
        "store_warm",
    }
)
"""Reasons that say for how long, and have other words for the first reading."""


def span_text(seconds: float) -> str:
    """How long something has lasted, in any language: "40 s", "12 min", "3 h"."""
    whole = round(seconds)
    if whole < LONG:
        return f"{whole} s"
    minutes = round(seconds / MINUTE)
    return f"{minutes} min" if minutes < LONG else f"{round(minutes / MINUTE)} h"


def number_text(number: float | str | None) -> str:
    """A number as people write it: no needless decimals."""
    if number is None or isinstance(number, str):
        return number or ""
    return f"{number:.0f}" if float(number).is_integer() else f"{number:.1f}"


def recent_change(window: Window) -> tuple[str, str]:
    """By how much a number has changed, and within which time: half an hour or less."""
    recent = since(window, window[-1].at - HALF_HOUR) if window else ()
    if len(recent) < 2:  # noqa: PLR2004 - one value has not changed
        return "", ""
    first, last = recent[0], recent[-1]
    if isinstance(first.value, str) or isinstance(last.value, str):
        return "", ""
    change = round(last.value - first.value, 1)
    sign = "+" if change > 0 else ""
    return f"{sign}{number_text(change)}", span_text(last.at - first.at)


def signs(stream: Stream, episode: Episode) -> tuple[Reason, ...]:
    """What a detector said right before the word that began an episode, as reasons."""
    if not stream.kind.signs:
        return ()
    words = [
        one.value
        for one in since(stream.window, episode.since - JUST_BEFORE)
        if one.at <= episode.since and one.value in stream.kind.signs
    ]
    return tuple(Reason(key=str(word)) for word in dict.fromkeys(words))


def _key(rule: Rule, lasting: float) -> str:
    first = rule.reason in LASTING and round(lasting) == 0
    return f"{rule.reason}{AT_FIRST}" if first else rule.reason


def finding(
    rule: Rule, episode: Episode, stream: Stream, patient: Patient, at: float
) -> Finding:
    """What a raised rule has to say at one instant."""
    newest = stream.window[-1] if stream.window else None
    value = newest.value if newest else None
    measured = rule.measure(view(stream, at if rule.due else stream.seen))
    change, within = recent_change(stream.window)
    minutes = measured if rule.unit == "min" else None
    begun = episode.since if minutes is None else at - minutes * MINUTE
    start = of_seconds(begun)
    lasting = max(at, episode.last) - begun
    facts = (
        ("value", number_text(value)),
        ("number", number_text(None if measured is None else round(measured, 1))),
        ("unit", stream.unit),
        ("change", change),
        ("within", within),
        ("level", number_text(rule.level)),
        ("lasting", span_text(lasting)),
        ("since", f"{start.astimezone(patient.zone):%H:%M}"),
        ("stream", rule.kind.removesuffix(LINK)),
        ("device", rule.code.partition("@")[2]),
    )
    evidence: tuple[Evidence, ...] = ()
    if newest is not None and value is not None:
        one = Evidence(
            kind=Kind(rule.kind.removesuffix(LINK)),
            value=value,
            unit=stream.unit,
            taken_at=of_seconds(newest.at),
        )
        evidence = (one,)
    return Finding(
        patient=patient.id,
        code=rule.code,
        cause=rule.cause,
        priority=rule.priority,
        since=start,
        reasons=(Reason(key=_key(rule, lasting), facts=facts), *signs(stream, episode)),
        evidence=evidence,
        floor=rule.floor,
        ask=rule.ask,
    )
