"""The ladder: tells one rung after another, and never stops until somebody has ended it.

    stage         event                      then
    ------------  -------------------------  ------------------------------------------
    climbing      Started (first time)       tell the first rung
    climbing      Tick, due                  tell the next rung; after the last: tell
                                             everybody again, without end
    climbing      Delivered, all of the      the next rung at once; after the last:
                  last telling have failed   everybody again in RETRY
    climbing      Acknowledged, in force     acknowledged, until it lapses
    acknowledged  Acknowledged, later        acknowledged by them, until that lapses
    acknowledged  Tick, due                  lapsed: climbing, tell the next rung
    both          Updated, more urgent       climbing from the first rung, under the new
                                             policy; an acknowledgement does not cover it
    both          Updated, otherwise         same place, newer facts; never less urgent
    both          Resolved                   resolved
    both          Tick, not due              nothing
    resolved      anything                   nothing

An open ladder always has a wake-up in the future; a closed one never notifies. Ids are
made of what they name, and an event that is played twice changes nothing the second
time. After a stretch without power one tick tells once, it does not catch up in a flood.
An acknowledgement that never lapses is how real systems lose patients (grafana/oncall
1792, 3870); an alarm is latched until a person ends it (IEC 60601-1-8, AL-4 and AL-9).
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from care.alarm import URGENCY, Alarm
from care.commands import Command, Notify, Record, WakeAt
from care.escalation import (
    Acknowledgement,
    Contact,
    Delivery,
    DeliveryStatus,
    Escalation,
    EscalationId,
    Notice,
    NoticeId,
    Policy,
    Resolution,
    Stage,
)

RETRY = timedelta(seconds=30)
"""Pause before everybody is tried again when the last telling reached nobody."""
SHORTEST = timedelta(seconds=1)
"""No wake-up comes sooner, whatever a policy says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """The alarm has been raised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """Time has passed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """A channel says what became of a notice."""

    delivery: Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """Somebody has taken it."""

    acknowledgement: Acknowledgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """Somebody has ended it."""

    resolution: Resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class Updated:
    """The same episode stands differently now."""

    alarm: Alarm
    policy: Policy
    """The ladder for the priority it has now."""


Event = Started | Tick | Delivered | Acknowledged | Resolved | Updated
Step = tuple[Escalation, tuple[Command, ...]]


def escalation_id(alarm: Alarm) -> EscalationId:
    """The id for an alarm: always the same one, and saying nothing to a stranger."""
    return EscalationId(f"e-{hashlib.sha256(alarm.id.encode()).hexdigest()[:16]}")


def begin(alarm: Alarm, policy: Policy, now: datetime) -> Escalation:
    """A ladder that has told nobody yet; feed it `Started`."""
    return Escalation(
        id=escalation_id(alarm),
        alarm=alarm,
        policy=policy,
        stage=Stage.CLIMBING,
        rung=-1,
        attempt=0,
        due=now + SHORTEST,
        since=now,
    )


def step(state: Escalation, event: Event, now: datetime) -> Step:
    """What becomes of the ladder, and what is to be done about it."""
    if state.stage is Stage.RESOLVED:
        return state, ()
    match event:
        case Started():
            return _tell_next(state, now) if state.rung < 0 else (state, ())
        case Tick():
            return _tick(state, now)
        case Delivered():
            return _delivered(state, event.delivery, now)
        case Acknowledged():
            return _acknowledged(state, event.acknowledgement, now)
        case Resolved(resolution=how):
            return _record(replace(state, stage=Stage.RESOLVED, due=None, resolution=how))
        case Updated():
            return _updated(state, event, now)


def _record(state: Escalation) -> Step:
    wake = () if state.due is None else (WakeAt(at=state.due),)
    return state, (Record(what=state), *wake)


def _longest(policy: Policy) -> timedelta:
    """No wake-up of this policy is further away, unless the clock was set back."""
    waits = (rung.wait for rung in policy.rungs)
    return max(policy.repeat, policy.lapse, RETRY, SHORTEST, *waits)


def _tick(state: Escalation, now: datetime) -> Step:
    assert state.due is not None
    if state.due > now + _longest(state.policy):
        return _record(replace(state, due=now + _longest(state.policy)))
    if state.due > now:
        return state, ()
    if state.stage is Stage.ACKNOWLEDGED:
        state = replace(state, stage=Stage.CLIMBING, acknowledgement=None, since=now)
    return _tell_next(state, now)


def _tell_next(state: Escalation, now: datetime) -> Step:
    rung = state.rung + 1
    rungs = state.policy.rungs
    if rung < len(rungs):
        wait = state.policy.repeat if rung == len(rungs) - 1 else rungs[rung].wait
        told = tuple((rung, contact) for contact in rungs[rung].contacts)
        return _tell(replace(state, rung=rung), told, wait, now)
    everybody = tuple((i, c) for i, each in enumerate(rungs) for c in each.contacts)
    again = replace(state, attempt=state.attempt + 1)
    return _tell(again, everybody, state.policy.repeat, now)


def _tell(
    state: Escalation,
    contacts: tuple[tuple[int, Contact], ...],
    wait: timedelta,
    now: datetime,
) -> Step:
    notices = tuple(
        Notice(
            id=NoticeId(f"{state.id}-{state.attempt}-{rung}-{place}"),
            escalation=state.id,
            contact=contact,
            alarm=state.alarm,
            rung=rung,
            attempt=state.attempt,
            created_at=now,
            told=state.told,
        )
        for place, (rung, contact) in enumerate(contacts)
    )
    told = dict.fromkeys((*state.told, *(contact.provider for _, contact in contacts)))
    telling = replace(
        state,
        told=tuple(told),
        standing=tuple(notice.id for notice in notices),
        due=now + max(wait, SHORTEST),
    )
    state, commands = _record(telling)
    return state, (*commands, *(Notify(notice=notice) for notice in notices))


def _delivered(state: Escalation, delivery: Delivery, now: datetime) -> Step:
    failed = delivery.status is not DeliveryStatus.HANDED_OVER
    if not failed or delivery.notice not in state.standing:
        return state, ()
    left = tuple(notice for notice in state.standing if notice != delivery.notice)
    state = replace(state, standing=left)
    if left or state.stage is Stage.ACKNOWLEDGED:
        return _record(state)
    if state.rung < len(state.policy.rungs) - 1:
        return _tell_next(state, now)
    assert state.due is not None
    soon = min(state.due, now + RETRY)
    return _record(replace(state, due=max(soon, now + SHORTEST)))


def _acknowledged(state: Escalation, by: Acknowledgement, now: datetime) -> Step:
    at = min(by.at, now)  # nobody can have answered in the future
    before = state.acknowledgement
    outdated = state.since is not None and by.at < state.since
    repeated = before is not None and at <= before.at
    if outdated or repeated or at + state.policy.lapse <= now:
        return state, ()
    held = replace(by, at=at)
    due = at + state.policy.lapse
    return _record(replace(state, stage=Stage.ACKNOWLEDGED, acknowledgement=held, due=due))


def _updated(state: Escalation, event: Updated, now: datetime) -> Step:
    before, after = state.alarm, event.alarm
    if after.id != before.id or after == before:
        return state, ()
    if URGENCY[after.priority] >= URGENCY[before.priority]:
        floor = before.floor or after.floor
        kept = replace(after, priority=before.priority, floor=floor)
        return (state, ()) if kept == before else _record(replace(state, alarm=kept))
    fresh = replace(
        state,
        alarm=after,
        policy=event.policy,
        stage=Stage.CLIMBING,
        acknowledgement=None,
        since=now,
        rung=-1,
        attempt=state.attempt + 1,
    )
    return _tell_next(fresh, now)
