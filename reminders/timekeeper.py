"""Whether the clock of the home can be believed, and which time counts meanwhile.

event        wall clock against the home's own count   next      time that counts
-----------  ----------------------------------------  --------  --------------------
started      before the last recorded instant          behind    none: reminders wait
started      at or after it                            trusted   the wall clock
seen         moved as much as the count (2 min)        trusted   the wall clock
seen         jumped                                    doubted   the home's own count
doubted      back in step                              trusted   the wall clock
doubted      half an hour later, not behind            trusted   the wall clock: it was set
behind       has passed the last recorded instant      trusted   the wall clock

A jump raises a technical alarm at once and clears when the clock is believed again, so
no dose is asked for twice or skipped by a dead battery clock, a wrong time server or a
hand. The count is monotonic (`care.clock.stopwatch`); a reboot loses it, hence "behind".
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from care.alarm import Alarm, AlarmId, Cause, Priority, Reason
from care.commands import Clear, Raise
from care.people import PatientId

TOLERANCE = timedelta(minutes=2)
"""Slewing by a time server stays below this; windows are 30 minutes and wider."""
SETTLED = timedelta(minutes=30)
"""A wall clock that goes evenly for so long after a jump was set on purpose."""
CODE = "CLOCK"


class Trust(StrEnum):
    """How far the wall clock is believed."""

    TRUSTED = "trusted"
    DOUBTED = "doubted"
    BEHIND = "behind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timekeeper:
    """What is known about the clock; saved with the home's state."""

    patient: PatientId
    trust: Trust = Trust.TRUSTED
    latest: datetime | None = None
    """Latest instant that counted; nothing recorded is later."""
    count: float = 0.0
    """The home's own count at `latest`, seconds."""
    jumped_count: float | None = None
    """The count when the wall clock jumped last, and where it jumped to."""
    jumped_to: datetime | None = None
    alarmed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """The station has come up; its count begins anew."""

    wall: datetime
    count: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A look at both clocks; `count` is seconds, never set back."""

    wall: datetime
    count: float


Command = Raise | Clear
Step = tuple[Timekeeper, datetime | None, tuple[Command, ...]]


def step(state: Timekeeper, event: Started | Seen) -> Step:
    """The next state, the instant that counts (None: wait), and alarms."""
    if state.latest is None:
        return _believe(state, event)
    if isinstance(event, Started):
        behind = event.wall < state.latest - TOLERANCE
        return _behind(state, event) if behind else _believe(state, event)
    if state.trust is Trust.BEHIND:
        behind = event.wall < state.latest
        return _behind(state, event) if behind else _believe(state, event)
    return _compared(state, event)


def _compared(state: Timekeeper, seen: Seen) -> Step:
    """The wall clock against the count."""
    assert state.latest is not None
    counted = state.latest + timedelta(seconds=max(0.0, seen.count - state.count))
    if abs(seen.wall - counted) <= TOLERANCE:
        return _believe(state, seen)
    state, commands = _alarmed(state, "clock_wrong", counted)
    steady = _goes_evenly(state, seen)
    if not steady:
        state = replace(state, jumped_count=seen.count, jumped_to=seen.wall)
    elif steady >= SETTLED and seen.wall >= counted:
        after, now, cleared = _believe(state, seen)
        return after, now, (*commands, *cleared)
    state = replace(state, trust=Trust.DOUBTED, latest=counted, count=seen.count)
    return state, counted, commands


def _goes_evenly(state: Timekeeper, seen: Seen) -> timedelta:
    """For how long the wall clock has gone with the count since its last jump."""
    if state.jumped_count is None or state.jumped_to is None:
        return timedelta()
    since = timedelta(seconds=seen.count - state.jumped_count)
    even = abs(seen.wall - (state.jumped_to + since)) <= TOLERANCE
    return since if even else timedelta()


def _believe(state: Timekeeper, event: Started | Seen) -> Step:
    """The wall clock counts; an instant that has counted never comes again."""
    now = event.wall if state.latest is None else max(event.wall, state.latest)
    cleared: tuple[Command, ...] = ()
    if state.alarmed_at is not None:
        cleared = (Clear(alarm=_alarm_id(state), at=now),)
    fresh = Timekeeper(patient=state.patient, latest=now, count=event.count)
    return fresh, now, cleared


def _behind(state: Timekeeper, event: Started | Seen) -> Step:
    """Before what is recorded: certainly wrong, and no way to tell by how much."""
    assert state.latest is not None
    state, commands = _alarmed(state, "clock_behind", state.latest)
    return replace(state, trust=Trust.BEHIND, count=event.count), None, commands


def _alarmed(
    state: Timekeeper, reason: str, at: datetime
) -> tuple[Timekeeper, tuple[Command, ...]]:
    if state.alarmed_at is not None:
        return state, ()
    state = replace(state, alarmed_at=at)
    alarm = Alarm(
        id=_alarm_id(state),
        patient=state.patient,
        code=CODE,
        cause=Cause.TECHNICAL,
        priority=Priority.MEDIUM,
        raised_at=at,
        reasons=(Reason(key=reason),),
    )
    return state, (Raise(alarm=alarm),)


def _alarm_id(state: Timekeeper) -> AlarmId:
    assert state.alarmed_at is not None
    return AlarmId(f"clock-{state.patient}-{state.alarmed_at:%Y%m%dT%H%M%SZ}")
