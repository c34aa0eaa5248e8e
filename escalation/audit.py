"""Looks over the shoulder of the ladders: has any of them stopped moving?

The ladders are driven by wake-ups and channels that may fail in ways nobody thought of.
This looks at what is stored, by rules of its own, and makes technical alarms of it
(H-07: the ladder reaches a human or says loudly that it cannot). Such an alarm is
called in by the same ladders and spoken aloud in the home; it is never audited itself.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from care.alarm import Alarm, AlarmId, Cause, Priority, Reason
from care.escalation import Escalation, Notice, Stage

LATE = timedelta(seconds=30)
"""A ladder may be so late: the station wakes it, and a slow tick backs that up."""
SILENT = timedelta(minutes=2)
"""A channel gives an account within its own limits, which are shorter than this."""
OWN = "ESC-"
"""Codes of this audit begin so."""


def _alarm(about: Escalation, code: str, since: datetime, reason: Reason) -> Alarm:
    patient = about.alarm.patient
    return Alarm(
        id=AlarmId(f"{patient}/{code}/{about.id}/{since:%Y%m%dT%H%M%S}"),
        patient=patient,
        code=code,
        cause=Cause.TECHNICAL,
        priority=about.alarm.priority,
        raised_at=since,
        reasons=(reason,),
    )


def _clock(at: datetime) -> str:
    return f"{at:%H:%M} UTC"


def _late(state: Escalation, now: datetime) -> Alarm | None:
    if state.due is not None and now - state.due <= LATE:
        return None
    due = state.due or state.alarm.raised_at
    reason = Reason(key="ladder_late", facts=(("due", _clock(due)),))
    return _alarm(state, "ESC-LATE", due, reason)


def _nobody(state: Escalation) -> Alarm | None:
    if state.stage is not Stage.CLIMBING or state.rung < 0 or state.standing:
        return None
    since = state.since or state.alarm.raised_at
    return _alarm(state, "ESC-NOBODY", since, Reason(key="nobody_reached"))


def _silent(state: Escalation, waiting: Iterable[Notice], now: datetime) -> Alarm | None:
    mine = [notice for notice in waiting if notice.escalation == state.id]
    since = min((notice.created_at for notice in mine), default=now)
    if now - since <= SILENT:
        return None
    reason = Reason(key="notice_silent", facts=(("since", _clock(since)),))
    return _alarm(state, "ESC-SILENT", since, reason)


def audit(
    escalations: Iterable[Escalation], waiting: Iterable[Notice], now: datetime
) -> tuple[Alarm, ...]:
    """What is wrong with the ladders at this instant.

    Args:
        escalations: Every stored escalation that is not resolved.
        waiting: Every stored notice of which no outcome is known.
        now: The home's present instant.

    Returns:
        Technical alarms; the same trouble gives the same alarm id again.
    """
    open_ones = [
        one
        for one in escalations
        if one.stage is not Stage.RESOLVED
        and one.alarm.priority is not Priority.LOW  # seen at the next look, no call
        and not one.alarm.code.startswith(OWN)
    ]
    notices = tuple(waiting)
    found: list[Alarm | None] = []
    for state in open_ones:
        found += [_late(state, now), _nobody(state), _silent(state, notices, now)]
    return tuple(alarm for alarm in found if alarm is not None)
