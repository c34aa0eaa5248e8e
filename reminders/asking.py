"""When a dose is asked for, again, and later: the prompt ladder and its snoozes.

Never outside the window, never before the minimum gap, never while held; a late start
keeps the distances of the ladder, so that nothing piles up after a restart.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from care.medication import Corroboration
from reminders.dose_words import AskDose, Command, Manner, Reply, Round, Snoozed, Stage
from reminders.ledger import is_open
from reminders.rules import Rules, notice_at

AFTER_QUIET = timedelta(minutes=5)
"""Time to answer before a person is told that nobody did."""

Step = tuple[Round, tuple[Command, ...]]


def ask(state: Round, now: datetime, rules: Rules, *, held: bool) -> Step:
    """The question that is due now, if one is."""
    dose, wanted = state.dose, state.next_ask
    if wanted is None or now < max(wanted, dose.opens):
        return state, ()
    if now >= dose.closes:
        return replace(state, next_ask=None), ()
    if state.not_before is not None and now < state.not_before and is_open(dose):
        return replace(state, next_ask=state.not_before), ()
    if held:
        return replace(state, next_ask=now + rules.held), ()
    if state.stage is Stage.SETTLED:
        doubt = dose.corroboration is Corroboration.CONTRADICTED
        manner = Manner.DOUBT if doubt else Manner.BOX_ONLY
        asked = replace(state, doubted=True, next_ask=None, asked=state.asked + 1)
        return asked, (AskDose(dose=dose, step=0, manner=manner),)
    place = min(state.asked, len(rules.ladder) - 1)
    after = replace(
        state,
        stage=Stage.ASKED,
        asked=state.asked + 1,
        next_ask=_next_rung(state, now, rules),
    )
    return after, (AskDose(dose=dose, step=place),)


def _next_rung(state: Round, now: datetime, rules: Rules) -> datetime | None:
    """The next asking; a late start keeps the distances, so that nothing piles up."""
    upcoming = state.asked + 1
    if upcoming >= len(rules.ladder):
        return None
    apart = rules.ladder[upcoming] - rules.ladder[upcoming - 1]
    return max(state.dose.due + rules.ladder[upcoming], now + apart)


def notice_due(state: Round, rules: Rules) -> datetime:
    """When a person is told that nobody has confirmed the dose.

    Not while the patient keeps to an agreed time, nor while the minimum gap forbids it.
    """
    due = state.dose.due + notice_at(state.dose, state.regimen, rules)
    if state.quiet_until is not None and not state.regimen.critical:
        due = max(due, state.quiet_until)
    return due if state.not_before is None else max(due, state.not_before + AFTER_QUIET)


def snooze(state: Round, event: Snoozed, now: datetime, rules: Rules) -> Step:
    """Asked again later, at most so many times, and never past the window."""
    again = state.snoozed_at is not None and event.at <= state.snoozed_at
    if again or state.stage not in (Stage.WAITING, Stage.ASKED, Stage.SNOOZED):
        return state, ()
    last = state.dose.closes - timedelta(minutes=1)
    until = min(now + (event.delay or rules.snooze), last)
    if state.snoozes >= rules.snoozes or until <= now:
        key = Reply(dose=state.dose, key="no_later", until=state.dose.closes)
        return replace(state, snoozed_at=event.at), (key,)
    after = replace(
        state,
        stage=Stage.SNOOZED,
        snoozes=state.snoozes + 1,
        snoozed_at=event.at,
        next_ask=until,
        quiet_until=until + AFTER_QUIET,
    )
    return after, (Reply(dose=state.dose, key="later", until=until),)
