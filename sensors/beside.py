"""What else is odd while one thing alarms: other signs, and stillness.

A pulse of 118 is no alarm for its first ten minutes; beside an oxygen of 86 % it is a
reason. So every bodily finding takes along what other rules are already counting, and how
long the patient has not moved.
"""

from collections.abc import Mapping
from dataclasses import replace

from care.alarm import Cause, Evidence, Finding, Reason
from care.instants import of_seconds
from care.people import Patient
from sensors.kinds.motion import MOTION, quiet
from sensors.reasons import finding
from sensors.stream import Stream, view

RECENT = 600.0
"""Seconds that another sign counts."""
STILL = 30.0
"""Minutes without movement, while awake, that are worth a word."""


def _signs(stream: Stream, patient: Patient, at: float) -> Finding | None:
    """The most urgent bodily sign of a stream that is being counted or stands."""
    if at - stream.seen > RECENT:
        return None
    for rule in stream.panel.rules:
        episode = stream.episodes.get(rule.code)
        if episode is not None and rule.cause is Cause.PHYSIOLOGICAL and not rule.latch:
            return finding(rule, episode, stream, patient, at)
    return None


def _stillness(stream: Stream, patient: Patient, at: float) -> Reason | None:
    minutes = quiet(view(stream, at)) or 0.0
    if minutes < STILL:
        return None
    since = of_seconds(at - minutes * 60).astimezone(patient.zone)
    facts = (("since", f"{since:%H:%M}"), ("stream", str(MOTION)))
    return Reason(key="no_movement", facts=facts)


def with_others(
    fresh: Finding, streams: Mapping[str, Stream], own: Stream, patient: Patient, at: float
) -> Finding:
    """A bodily finding with what other streams show at the same time, as more reasons."""
    if fresh.cause is not Cause.PHYSIOLOGICAL:
        return fresh
    reasons: tuple[Reason, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    for stream in streams.values():
        if stream.kind is own.kind:
            continue
        if stream.kind.kind == MOTION:
            still = _stillness(stream, patient, at)
            reasons += () if still is None else (still,)
            continue
        sign = _signs(stream, patient, at)
        if sign is not None and sign.reasons[0].key != fresh.reasons[0].key:
            reasons, evidence = reasons + sign.reasons, evidence + sign.evidence
    if not reasons:
        return fresh
    return replace(
        fresh, reasons=fresh.reasons + reasons, evidence=fresh.evidence + evidence
    )
