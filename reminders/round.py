"""One dose's life, from due to its end.

    stage     event                         next      commands
    --------  ----------------------------  --------  --------------------------------
    waiting   tick at the due instant       asked     AskDose step 0
    asked     tick at +5, +10, +20 min      asked     AskDose, louder and shorter
    asked     later (at most 3 times)       snoozed   Reply until when
    snoozed   tick at the agreed time       asked     AskDose
    any open  told: taken, refused, unsure  settled   Record, Reply, StopAsking
    any open  box opened, nobody asked yet  settled   Record, AskDose once (box only)
    settled   told: "no, I did not"         asked     Record as a correction, ask on
    settled   told: a contradiction         settled   Record, AskDose once (doubt)
    any       tick at the notice instant    same      Raise to the caregiver
    any       tick after window and grace   over      Record, StopAsking, Raise
    over      told                          over      Record as a correction
    any       its alarm was closed          same      nothing; the next Raise is a new one

The ledger line (`Dose.outcome`) is `truth.verdict` of all evidence so far, so replays
and other orders of arrival give the same line. Prompts are counted here and saved
before they are spoken, so a restart never asks twice.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from care.commands import Clear, Raise, Record
from care.medication import (
    Corroboration,
    Dose,
    DoseEvidence,
    DoseOutcome,
    Regimen,
    Sign,
    Witness,
)
from reminders import alarms
from reminders.asking import AFTER_QUIET, ask, notice_due, snooze
from reminders.dose_words import (
    AlarmClosed,
    BoxChanged,
    Command,
    Event,
    Reply,
    Round,
    Snoozed,
    Stage,
    StopAsking,
    Stopped,
    Tick,
    Told,
)
from reminders.ledger import entered, is_open
from reminders.rules import RULES, Rules
from reminders.truth import Box, Watched

Step = tuple[Round, tuple[Command, ...]]


def begin(
    dose: Dose,
    regimen: Regimen,
    gap: timedelta = timedelta(),
    box: Box = Box.NONE,
    *,
    first_ask: datetime | None = None,
) -> Round:
    """A dose before its due instant, asked for first when due or after quiet hours."""
    later = None if first_ask in (None, dose.due) else first_ask
    return Round(
        dose=dose,
        regimen=regimen,
        gap=gap,
        box=box,
        next_ask=later or dose.due,
        quiet_until=None if later is None else later + AFTER_QUIET,
    )


def over_at(state: Round, rules: Rules = RULES) -> datetime:
    """When this dose ends, whatever happened."""
    return state.dose.closes + rules.grace


def step(state: Round, event: Event, now: datetime, rules: Rules = RULES) -> Step:
    """The one transition function; total: any event in any stage is answered."""
    match event:
        case Tick(held=held):
            return _tick(state, now, rules, held=held)
        case Told(evidence=evidence):
            return _told(state, evidence, now, rules)
        case Snoozed():
            return snooze(state, event, now, rules)
        case BoxChanged(box=box, at=at):
            newer = state.box_at is None or at > state.box_at
            return (replace(state, box=box, box_at=at) if newer else state), ()
        case Stopped():
            return _stopped(state)
        case AlarmClosed(alarm=alarm):
            mine = alarm == alarms.alarm_id(state.dose, state.closings)
            return (replace(state, closings=state.closings + 1) if mine else state), ()


def _stopped(state: Round) -> Step:
    if state.stage is Stage.OVER:
        return state, ()
    asking = state.stage in (Stage.ASKED, Stage.SNOOZED)
    withdrawn = (StopAsking(dose=state.dose),) if asking else ()
    return replace(state, stage=Stage.SETTLED, stopped=True, next_ask=None), withdrawn


def wake_at(state: Round, rules: Rules = RULES) -> datetime | None:
    """When this dose needs a tick next; None when it is over and nothing is to be asked."""
    if state.stage is Stage.OVER:
        return None
    untouched = state.stage is Stage.WAITING and state.told is None
    if untouched and state.next_ask == state.dose.due:
        return state.next_ask
    return _soonest(state, rules)


def _soonest(state: Round, rules: Rules) -> datetime:
    instants = [over_at(state, rules)]
    if state.next_ask is not None:
        instants.append(state.next_ask)
    if state.told is None and is_open(state.dose) and not state.stopped:
        instants.append(notice_due(state, rules))
    return min(instants)


def _entered(state: Round, rules: Rules) -> Round:
    over = state.stage is Stage.OVER
    watched = Watched(
        box=state.box, asked=state.asked > 0, over=over, stopped=state.stopped
    )
    dose = entered(state.dose, state.evidence, watched, over_at(state, rules))
    return replace(state, dose=replace(dose, prompts=state.asked))


def _told(state: Round, evidence: DoseEvidence, now: datetime, rules: Rules) -> Step:
    if any(known.key == evidence.key for known in state.evidence):
        return state, ()
    known = tuple(sorted((*state.evidence, evidence), key=lambda e: e.key))
    after = _entered(replace(state, evidence=known), rules)
    commands: list[Command] = [Record(what=evidence)]
    if after.dose != state.dose:
        commands.append(Record(what=after.dose))
    if evidence.sign is Sign.AGAIN:
        after, more = _raised(after, alarms.TWICE, now)
    elif is_open(after.dose):
        after, more = _reopened(after, now)
    else:
        after, more = _settled(after, evidence, now)
    if evidence.witness is Witness.SPEECH:
        commands.append(Reply(dose=after.dose, key=_reply(after, evidence)))
    return after, (*commands, *more)


def _reply(state: Round, evidence: DoseEvidence) -> str:
    """What the patient hears: only what is now on record."""
    doubtful = state.dose.corroboration is Corroboration.CONTRADICTED and state.doubted
    if doubtful or evidence.reason is not None:
        return "passed_on"
    if state.dose.outcome is DoseOutcome.LATE:
        return "late"
    again = state.next_ask is not None and state.next_ask < state.dose.closes
    if evidence.sign is Sign.NOT_TAKEN and not again:
        return "noted"
    return evidence.sign.value


def _reopened(state: Round, now: datetime) -> Step:
    """Not taken so far: a settled dose is asked for again, an asked one goes on."""
    if state.stage is not Stage.SETTLED:
        return state, ()
    return replace(state, stage=Stage.ASKED, next_ask=now + timedelta(minutes=5)), ()


def _settled(state: Round, evidence: DoseEvidence, now: datetime) -> Step:
    dose = state.dose
    commands: list[Command] = []
    asking = state.stage in (Stage.ASKED, Stage.SNOOZED)
    if asking and evidence.witness is not Witness.BOX:
        commands.append(StopAsking(dose=dose))
    after = replace(state, next_ask=_question(state, now))
    if state.stage is not Stage.OVER:
        after = replace(after, stage=Stage.SETTLED)
    if dose.taken_at is not None:
        if state.told not in {None, alarms.TWICE}:
            commands.append(Clear(alarm=alarms.alarm_id(dose, state.told_in), at=now))
            after = replace(after, told=None, told_at=None)
        return after, tuple(commands)
    after, more = _tell(after, now)
    return after, (*commands, *more)


def _question(state: Round, now: datetime) -> datetime | None:
    """When to put the one gentle question, if there is one to put."""
    if state.doubted or state.stage is Stage.OVER:
        return None
    match state.dose.corroboration:
        case Corroboration.CONTRADICTED:
            return now
        case Corroboration.BOX_ONLY if not state.asked:
            return max(now, state.dose.due)
    return None


def _tell(state: Round, now: datetime) -> Step:
    """A person hears of an end that is not an intake; a refusal only when critical."""
    outcome = state.dose.outcome
    refused = outcome is DoseOutcome.REFUSED and not state.regimen.critical
    if outcome not in alarms.CODES or refused or state.stopped:
        return state, ()
    assert outcome is not None
    code = alarms.CODES[outcome]
    if state.told == code:
        return state, ()
    return _raised(state, code, now)


def _raised(state: Round, code: str, now: datetime) -> Step:
    alarm = alarms.dose_alarm(state.dose, state.regimen, code, now, state.closings)
    told = replace(state, told=code, told_at=now, told_in=state.closings)
    return told, (Raise(alarm=alarm),)


def _tick(state: Round, now: datetime, rules: Rules, *, held: bool) -> Step:
    if state.stage is Stage.OVER:
        return state, ()
    if now >= over_at(state, rules):
        return _over(state, now, rules)
    state, commands = ask(state, now, rules, held=held)
    silent = is_open(state.dose) and state.told is None and not state.stopped
    if silent and now >= notice_due(state, rules):
        state, raised = _raised(state, alarms.LATE, now)
        commands += raised
    return state, commands


def _over(state: Round, now: datetime, rules: Rules) -> Step:
    ended = _entered(replace(state, stage=Stage.OVER, next_ask=None), rules)
    commands: list[Command] = []
    if state.stage in (Stage.ASKED, Stage.SNOOZED):
        commands.append(StopAsking(dose=ended.dose))
    if ended.dose != state.dose:
        commands.append(Record(what=ended.dose))
    ended, more = _tell(ended, now)
    return ended, (*commands, *more)
