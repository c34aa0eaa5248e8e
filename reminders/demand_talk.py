"""Words about medicine on demand, and about doses that were told of before."""

from dataclasses import replace
from datetime import datetime, timedelta

from care.commands import Raise, Record
from care.medication import DoseEvidence, DoseId, Regimen, Sign, Witness
from reminders.alarms import token
from reminders.dose_words import Manner, Round
from reminders.ledger import is_open
from reminders.on_demand import Allowance, allowance, intake, too_soon
from reminders.pain import SURVEY
from reminders.rota import Called
from reminders.routing import in_window
from reminders.rules import Rules
from reminders.spacing import maybe_taken, medicine_key
from reminders.tray_words import (
    WHICH,
    AskDoses,
    Group,
    Intake,
    MayTake,
    Mentioned,
    ReplyAbout,
    TookOnDemand,
    Tray,
    TrayCommand,
)

KEPT = timedelta(days=8)
ASK_AGAIN = timedelta(minutes=60)
"""After a painkiller the pain is asked for again."""
Step = tuple[Tray, tuple[TrayCommand, ...]]


def matching(state: Tray, medicine: str | None) -> tuple[Regimen, ...]:
    """The regimens on demand that are meant; all of them when none was named."""
    return tuple(
        one
        for one in state.regimens
        if one.as_needed is not None and medicine in (None, one.id, one.order)
    )


def intakes(state: Tray, regimen: Regimen) -> list[datetime]:
    """Every intake of this medicine that was told, planned or on demand."""
    key = medicine_key(regimen)
    planned = [
        at
        for one in state.rounds
        if medicine_key(one.regimen) == key and (at := maybe_taken(one)) is not None
    ]
    return [*planned, *(one.at for one in state.on_demand if one.medicine == key)]


def may_take(state: Tray, event: MayTake) -> Step:
    """What the orders say; never advice."""
    found = matching(state, event.medicine)
    if not found:
        return state, (_about_planned(state, event),)
    said = (allowance(one, intakes(state, one), event.at) for one in found)
    return state, tuple(_answer(one, state, event.at) for one in said)


def _about_planned(state: Tray, event: MayTake) -> ReplyAbout:
    """A planned medicine: a dose that was not taken in time, else the next one."""
    named = (event.medicine or "-",)
    mine = [r for r in state.rounds if {r.regimen.id, r.regimen.order} & set(named)]
    past = [one for one in mine if one.dose.closes <= event.at]
    coming = [one for one in mine if one.dose.closes > event.at]
    if past and past[-1].dose.taken_at is None:
        late = past[-1]
        words = late.regimen.late_words
        return ReplyAbout(group="", doses=(late.dose,), key="may_late", late_words=words)
    open_still = [one for one in coming if is_open(one.dose)]
    if not open_still:
        return ReplyAbout(group="", doses=(), key="not_in_plan")
    doses = (open_still[0].dose,)
    return ReplyAbout(group="", doses=doses, key="may_planned", until=doses[0].due)


def _answer(found: Allowance, state: Tray, at: datetime) -> ReplyAbout:
    if found.allows(at):
        key = "may_first" if found.last is None else "may_now"
    else:
        key = "may_maximum" if found.by_maximum else "may_not_before"
    dose = intake(found.regimen, at, state.zone)
    return ReplyAbout(
        group="", doses=(dose,), key=key, until=found.not_before, last=found.last
    )


def took(state: Tray, event: TookOnDemand, now: datetime) -> Step:
    """Entered; what the order did not allow yet goes to a person."""
    found = matching(state, event.medicine)
    if not found:
        return state, (ReplyAbout(group="", doses=(), key="not_in_plan"),)
    dose = intake(found[0], event.at, state.zone)
    if any(one.dose == dose.id for one in state.on_demand):
        return state, ()
    before = allowance(found[0], intakes(state, found[0]), event.at)
    evidence = DoseEvidence(
        dose=dose.id,
        witness=Witness.SPEECH,
        sign=Sign.TAKEN,
        at=event.at,
        heard_at=now,
    )
    fresh = Intake(medicine=medicine_key(found[0]), dose=dose.id, at=event.at)
    kept = tuple(one for one in state.on_demand if one.at > now - KEPT)
    state = replace(state, on_demand=(*kept, fresh))
    entered: list[TrayCommand] = [Record(what=evidence), Record(what=dose)]
    demand = found[0].as_needed
    if demand is not None and demand.reason == SURVEY:
        entered.append(Called(survey=SURVEY, why="dose", at=event.at, after=ASK_AGAIN))
    if before.allows(event.at):
        return state, (*entered, ReplyAbout(group="", doses=(dose,), key="taken"))
    warned = ReplyAbout(group="", doses=(dose,), key="too_soon", last=before.last)
    return state, (*entered, Raise(alarm=too_soon(dose, now)), warned)


def mentioned_again(state: Tray, event: Mentioned, now: datetime, rules: Rules) -> Step:
    """Words about nothing open: on demand, told of before, or not in the plan."""
    taken = event.sign in (Sign.TAKEN, Sign.PART)
    if taken and event.medicine and matching(state, event.medicine):
        return took(state, TookOnDemand(medicine=event.medicine, at=event.at), now)
    if event.medicine == WHICH:
        return state, (ReplyAbout(group="", doses=(), key="which_one"),)
    known = [one for one in _entered_before(state, event, rules) if taken]
    if not known:
        return state, (ReplyAbout(group="", doses=(), key="nothing_due"),)
    ids = tuple(one.dose.id for one in known)
    group = Group(id=token(DoseId("twice+" + "+".join(ids))), doses=ids, asked_at=now)
    others = tuple(one for one in state.groups if one.id != group.id)
    ask = AskDoses(
        group=group.id,
        doses=tuple(one.dose for one in known),
        step=0,
        manner=Manner.TWICE,
    )
    return replace(state, groups=(*others, group)), (ask,)


def _entered_before(state: Tray, event: Mentioned, rules: Rules) -> list[Round]:
    return [
        one
        for one in in_window(state.rounds, event.at, rules)
        if one.dose.taken_at is not None
        and event.medicine in (None, one.regimen.id, one.regimen.order)
    ]
