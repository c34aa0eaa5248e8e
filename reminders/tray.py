"""All doses of one patient: plans ahead, routes what happens, asks in one breath.

    event         what it does
    ------------  --------------------------------------------------------------------
    Ordered       replaces the future that nobody was asked about yet
    Tick          plans a day ahead, ticks every round, one prompt for all that are due
    Spoken        is told to every dose of the prompt, or to those that were named
    Later         snoozes every dose of the prompt
    BoxOpened     is told to the doses whose window it falls into, nearest due first
    BoxChanged    is told to every open dose
    Told          is told to its dose (console, caregiver)
    Mentioned     is told to the open doses it speaks of; else asked about, or answered
    AlarmClosed   is told to every dose: what comes after it is an alarm of its own
    TakenTwice    is told to the doses of the prompt, and a person hears of it
    MayTake       is answered from the orders on demand
    TookOnDemand  is entered; when it was too soon, a person hears of it
    Restarted     says again what may have been lost: records and standing alarms

The stretch before `planned_to` has had its rounds and is never planned twice; so no
restart, replay or new revision can make a second round of one occurrence.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from care.commands import Record, WakeAt
from care.medication import Dose, DoseId, Regimen
from reminders import dose_words as word
from reminders.demand_talk import may_take, mentioned_again, took
from reminders.dose_words import Round, Stage
from reminders.gather import gathered
from reminders.notices import standing_alarms, told_together
from reminders.plan import plan
from reminders.quiet import first_ask
from reminders.round import begin, wake_at
from reminders.round import step as step_round
from reminders.routing import Mail, mail
from reminders.rules import RULES, Rules
from reminders.spacing import spaced_rounds
from reminders.timing import read
from reminders.travel import not_again
from reminders.tray_words import (
    MayTake,
    Mentioned,
    Ordered,
    Restarted,
    TookOnDemand,
    Tray,
    TrayCommand,
    TrayEvent,
)
from reminders.unplanned import sorted_out
from reminders.windows import minimum_gap, shortest_interval

AHEAD = timedelta(hours=36)
REFILL = timedelta(hours=24)
KEPT = timedelta(hours=48)
"""Ended doses stay this long for late evidence; afterwards it is only kept."""

Step = tuple[Tray, tuple[TrayCommand, ...]]


def step(state: Tray, event: TrayEvent, now: datetime, rules: Rules = RULES) -> Step:
    """The one transition function; ends with the instant of the next needed tick."""
    latest = now if state.latest is None else max(state.latest, now)
    planned_to = state.planned_to
    state, commands = _step(replace(state, latest=latest), event, now, rules)
    if not isinstance(event, word.Tick) or state.planned_to != planned_to:
        on_demand = ((one.medicine, one.at) for one in state.on_demand)
        state = replace(state, rounds=spaced_rounds(state.rounds, on_demand))
    wakes = [at for one in state.rounds if (at := wake_at(one, rules)) is not None]
    wake = min((*wakes, state.planned_to - REFILL))
    return state, (*told_together(commands, state.rounds), WakeAt(at=max(wake, now)))


def _step(state: Tray, event: TrayEvent, now: datetime, rules: Rules) -> Step:
    match event:
        case Ordered():
            return _ordered(state, event, now, rules)
        case Restarted():
            return state, _said_again(state.rounds)
        case word.Tick():
            state = refilled(_pruned(state, now), now, rules)
            letters: Mail = {r.dose.id: event for r in state.rounds if _stirs(r, now)}
            return _dealt(state, letters, None, now, rules)
        case word.BoxChanged():
            state = replace(state, box=event.box)
            return _dealt(state, {}, event, now, rules)
        case word.AlarmClosed():
            return _dealt(state, {}, event, now, rules)
        case MayTake():
            return may_take(state, event)
        case TookOnDemand():
            return took(state, event, now)
    letters = mail(state, event, rules)
    if isinstance(event, Mentioned) and not letters:
        return mentioned_again(state, event, now, rules)
    return _dealt(state, letters, None, now, rules)


def _dealt(
    state: Tray,
    letters: Mapping[DoseId, word.Event],
    to_all: word.Event | None,
    now: datetime,
    rules: Rules,
) -> Step:
    """Step every round that has a letter, and all of them when it is for all."""
    rounds: list[Round] = []
    commands: list[word.Command] = []
    for one in state.rounds:
        event = letters.get(one.dose.id, to_all)
        stepped, more = (one, ()) if event is None else step_round(one, event, now, rules)
        rounds.append(stepped)
        commands += more
    if letters and not all(isinstance(event, word.Tick) for event in letters.values()):
        commands += _kept_only(letters, {one.dose.id for one in rounds})
    groups, made = gathered(state.groups, commands, now)
    return replace(state, rounds=tuple(rounds), groups=groups), made


def _stirs(one: Round, now: datetime) -> bool:
    """Whether a tick can matter to it; most doses are over or far ahead."""
    return one.stage is not Stage.OVER and one.dose.opens <= now


def _kept_only(
    letters: Mapping[DoseId, word.Event], known: Iterable[str]
) -> list[word.Command]:
    """Evidence about doses of long ago decides nothing here, but it is kept."""
    return [
        Record(what=event.evidence)
        for dose, event in letters.items()
        if dose not in known and isinstance(event, word.Told)
    ]


def refilled(state: Tray, now: datetime, rules: Rules = RULES) -> Tray:
    """With a round for every dose due until a good day from now."""
    if state.planned_to - now > REFILL:
        return state
    return _planned(state, state.planned_to, now + AHEAD, rules)


def _planned(state: Tray, start: datetime, end: datetime, rules: Rules) -> Tray:
    table = rules.table
    planned = plan(state.regimens, state.routine, state.zone, start, end, table=table)
    doses = not_again(planned, [one.dose for one in state.rounds], state.regimens)
    wanted = {dose.regimen for dose in doses}
    by_id = {
        one.id: (one, _gap(one, state, rules)) for one in state.regimens if one.id in wanted
    }
    fresh = tuple(_begun(dose, *by_id[dose.regimen], state, rules) for dose in doses)
    rounds = sorted((*state.rounds, *fresh), key=lambda one: (one.dose.due, one.dose.id))
    return replace(state, rounds=tuple(rounds), planned_to=end)


def _gap(regimen: Regimen, state: Tray, rules: Rules) -> timedelta:
    interval = shortest_interval(read(regimen.timing, state.routine, rules.table))
    return minimum_gap(regimen, interval)


def _begun(
    dose: Dose, regimen: Regimen, gap: timedelta, state: Tray, rules: Rules
) -> Round:
    first = dose.due
    if rules.quiet_hours:
        first = first_ask(dose, regimen, state.routine, state.zone)
    fresh = begin(dose, regimen, gap, state.box, first_ask=first)
    together = (one.closings for one in state.rounds if one.dose.due == dose.due)
    return replace(fresh, closings=max(together, default=0))


def _ordered(state: Tray, event: Ordered, now: datetime, rules: Rules) -> Step:
    """Keeps what is past or has begun; plans the rest anew from this instant."""
    since = max(now, state.latest or now)
    regimens, alarms = sorted_out(event.regimens, event.routine, rules.table, now)
    kept = tuple(
        one
        for one in state.rounds
        if one.dose.due < since or one.evidence or one.stage is not Stage.WAITING
    )
    running = {regimen.id for regimen in regimens}
    ended = {one.dose.id for one in kept if one.regimen.id not in running}
    state = replace(
        state,
        regimens=regimens,
        zone=event.zone,
        routine=event.routine,
        rounds=kept,
        planned_to=min(state.planned_to, since),
    )
    letters: dict[DoseId, word.Event] = {dose: word.Stopped() for dose in ended}
    state, commands = _dealt(state, letters, None, now, rules)
    state = _planned(state, state.planned_to, since + AHEAD, rules)
    return state, (*alarms, *commands)


def _pruned(state: Tray, now: datetime) -> Tray:
    oldest = now - KEPT
    if all(one.dose.closes > oldest for one in state.rounds):
        return state
    rounds = tuple(
        one
        for one in state.rounds
        if one.stage is not Stage.OVER or one.dose.closes > oldest
    )
    ids = {one.dose.id for one in rounds}
    groups = tuple(group for group in state.groups if ids & set(group.doses))
    return replace(state, rounds=rounds, groups=groups)


def _said_again(rounds: tuple[Round, ...]) -> tuple[TrayCommand, ...]:
    """Records and alarms are idempotent by id, so saying them twice does no harm."""
    records = [Record(what=one.dose) for one in rounds if one.dose.outcome is not None]
    return (*records, *standing_alarms(rounds))
