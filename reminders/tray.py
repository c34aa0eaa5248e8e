"""All doses of one patient: plans ahead, routes what happens, asks in one breath.

    event        what it does
    -----------  --------------------------------------------------------------------
    Ordered      replaces the future that nobody was asked about yet
    Tick         plans a day ahead, ticks every round, one prompt for all that are due
    Spoken       is told to every dose of the prompt, or to those that were named
    Later        snoozes every dose of the prompt
    BoxOpened    is told to the doses whose window it falls into, nearest due first
    BoxChanged   is told to every open dose
    Told         is told to its dose (console, caregiver)
    Restarted    says again what may have been lost: records and standing alarms

The stretch before `planned_to` has had its rounds and is never planned twice; so no
restart, replay or new revision can make a second round of one occurrence.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from care.commands import Record, WakeAt
from care.medication import Dose, DoseEvidence, Regimen, Sign, Witness
from reminders import dose_words as word
from reminders.dose_words import Round, Stage
from reminders.gather import gathered, named
from reminders.notices import standing_alarms, told_together
from reminders.plan import plan
from reminders.round import begin, over_at, wake_at
from reminders.round import step as step_round
from reminders.rules import RULES, Rules
from reminders.spacing import spaced_rounds
from reminders.timing import read
from reminders.travel import not_again
from reminders.tray_words import (
    BoxOpened,
    Later,
    Ordered,
    Restarted,
    Spoken,
    Tray,
    TrayCommand,
    TrayEvent,
)
from reminders.windows import minimum_gap, shortest_interval

AHEAD = timedelta(hours=36)
REFILL = timedelta(hours=24)
KEPT = timedelta(hours=48)
"""Ended doses stay this long for late evidence; afterwards the console corrects."""

Step = tuple[Tray, tuple[TrayCommand, ...]]
Dealt = tuple[tuple[Round, ...], list[word.Command]]


def step(state: Tray, event: TrayEvent, now: datetime, rules: Rules = RULES) -> Step:
    """The one transition function; ends with the instant of the next needed tick."""
    latest = now if state.latest is None else max(state.latest, now)
    state = replace(state, latest=latest)
    match event:
        case Ordered():
            state = _ordered(state, event, now, rules)
            rounds, commands = state.rounds, []
        case Restarted():
            rounds, commands = state.rounds, _said_again(state.rounds)
        case word.Tick():
            state = refilled(_pruned(state, now), now, rules)
            rounds, commands = _deal(state.rounds, {}, event, now, rules)
        case word.BoxChanged():
            state = replace(state, box=event.box)
            rounds, commands = _deal(state.rounds, {}, event, now, rules)
        case _:
            rounds, commands = _deal(state.rounds, _mail(state, event), None, now, rules)
    state = replace(state, rounds=spaced_rounds(rounds))
    return _finish(state, commands, now, rules)


def _deal(
    rounds: tuple[Round, ...],
    mail: dict[str, word.Event],
    to_all: word.Event | None,
    now: datetime,
    rules: Rules,
) -> Dealt:
    """Step every round that has mail, and all of them when it is for all."""
    after: list[Round] = []
    commands: list[word.Command] = []
    for one in rounds:
        event = mail.get(one.dose.id, to_all)
        stepped, more = (one, ()) if event is None else step_round(one, event, now, rules)
        after.append(stepped)
        commands += more
    return tuple(after), commands


def _finish(
    state: Tray, commands: Iterable[word.Command], now: datetime, rules: Rules
) -> Step:
    groups, made = gathered(state.groups, commands, now)
    state = replace(state, groups=groups)
    wakes = [at for one in state.rounds if (at := wake_at(one, rules)) is not None]
    wake = min((*wakes, state.planned_to - REFILL))
    return state, (*told_together(made, state.rounds), WakeAt(at=max(wake, now)))


def refilled(state: Tray, now: datetime, rules: Rules = RULES) -> Tray:
    """With a round for every dose due until a good day from now."""
    if state.planned_to - now >= REFILL:
        return state
    return _planned(state, state.planned_to, now + AHEAD, rules)


def _planned(state: Tray, start: datetime, end: datetime, rules: Rules) -> Tray:
    table = rules.table
    planned = plan(state.regimens, state.routine, state.zone, start, end, table=table)
    doses = not_again(planned, [one.dose for one in state.rounds], state.regimens)
    by_id = {regimen.id: regimen for regimen in state.regimens}
    fresh = tuple(_begun(dose, by_id[dose.regimen], state, rules) for dose in doses)
    rounds = sorted((*state.rounds, *fresh), key=lambda one: (one.dose.due, one.dose.id))
    return replace(state, rounds=tuple(rounds), planned_to=end)


def _begun(dose: Dose, regimen: Regimen, state: Tray, rules: Rules) -> Round:
    interval = shortest_interval(read(regimen.timing, state.routine, rules.table))
    return begin(dose, regimen, minimum_gap(regimen, interval), state.box)


def _ordered(state: Tray, event: Ordered, now: datetime, rules: Rules) -> Tray:
    """Keeps what is past or has begun; plans the rest anew from this instant."""
    now = max(now, state.latest or now)
    kept = tuple(
        one
        for one in state.rounds
        if one.dose.due < now or one.evidence or one.stage is not Stage.WAITING
    )
    state = replace(
        state,
        regimens=event.regimens,
        zone=event.zone,
        routine=event.routine,
        rounds=kept,
        planned_to=min(state.planned_to, now),
    )
    return _planned(state, state.planned_to, now + AHEAD, rules)


def _pruned(state: Tray, now: datetime) -> Tray:
    rounds = tuple(
        one
        for one in state.rounds
        if one.stage is not Stage.OVER or one.dose.closes > now - KEPT
    )
    ids = {one.dose.id for one in rounds}
    groups = tuple(group for group in state.groups if ids & set(group.doses))
    return replace(state, rounds=rounds, groups=groups)


def _mail(state: Tray, event: TrayEvent) -> dict[str, word.Event]:
    """Which dose hears what."""
    match event:
        case Spoken(group=group, at=at, reason=reason):
            wanted = event.only or named(state.groups, group)
            return {
                dose: word.Told(
                    evidence=DoseEvidence(
                        dose=dose,
                        witness=Witness.SPEECH,
                        sign=event.sign,
                        at=at,
                        heard_at=at,
                        reason=reason,
                    )
                )
                for dose in wanted
            }
        case Later(group=group, at=at, delay=delay):
            snoozed = word.Snoozed(at=at, delay=delay)
            return dict.fromkeys(named(state.groups, group), snoozed)
        case word.Told(evidence=evidence):
            return {evidence.dose: event}
        case BoxOpened():
            return _opened(state, event)
    return {}


def _opened(state: Tray, event: BoxOpened) -> dict[str, word.Event]:
    """An opening speaks of the doses in whose window it falls, nearest due first."""
    near = [one for one in state.rounds if one.dose.opens <= event.at < over_at(one)]
    right = [
        one
        for one in near
        if None in (event.compartment, one.regimen.compartment)
        or one.regimen.compartment == event.compartment
    ]
    sign = Sign.OPENED if right else Sign.WRONG_COMPARTMENT
    meant = right or near
    if not meant:
        return {}
    closest = min(abs(one.dose.due - event.at) for one in meant)
    return {
        one.dose.id: word.Told(
            evidence=DoseEvidence(
                dose=one.dose.id,
                witness=Witness.BOX,
                sign=sign,
                at=event.at,
                heard_at=event.heard_at,
            )
        )
        for one in meant
        if abs(one.dose.due - event.at) == closest
    }


def _said_again(rounds: tuple[Round, ...]) -> list[word.Command]:
    """Records and alarms are idempotent by id, so saying them twice does no harm."""
    records = [Record(what=one.dose) for one in rounds if one.dose.outcome is not None]
    return [*records, *standing_alarms(rounds)]
