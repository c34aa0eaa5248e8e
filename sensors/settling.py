"""How an alarm lives: asked about, raised, repeated, cleared, closed.

    (new) -> ASKING -> RAISED -> CLEARED -> gone
               |          |         |
               |          +--> CLOSED (by a person) -> gone, or a new alarm if it lasts
               +--> NOTED (the patient says that all is well) -> gone

Every function takes what is kept and returns what is then kept, with commands.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from care.alarm import Alarm, AlarmId, Cause, Finding, Priority, Reason
from care.commands import Clear, Command, Confirm, Raise, Record, Withdraw
from care.people import Patient
from care.speech import Answer, Meaning, QuestionId
from sensors import evidence
from sensors.detector import Rule
from sensors.fusion import (
    composed,
    first_alarm,
    host,
    more_urgent,
    with_finding,
    without,
)
from sensors.held import Held, Kept, Reported, Standing

Outcome = tuple[Kept, tuple[Command, ...]]

GRACE = timedelta(seconds=45)
"""Past `answer_within`, for the speaking itself; then the watch stops waiting."""
RETURNS = timedelta(minutes=10)
"""A condition that comes back so soon after clearing is the same alarm."""
ANOTHER = timedelta(minutes=5)
"""The same event so much later is another event, with an alarm of its own."""
QUESTION = "alarm:"
"""Prefix of the ids of our questions."""


def _put(kept: Kept, held: Held) -> Kept:
    return replace(kept, alarms=kept.alarms | {held.alarm.id: held})


def _drop(kept: Kept, held: Held) -> Kept:
    alarms = {key: one for key, one in kept.alarms.items() if one is not held}
    return replace(kept, alarms=alarms)


def _told(kept: Kept, held: Held, now: datetime) -> Outcome:
    """Raise, or update what was raised."""
    held = replace(held, standing=Standing.RAISED, told_at=now)
    return _put(kept, held), (Raise(alarm=held.alarm), Record(what=held.alarm))


def _holding(kept: Kept, code: str) -> Held | None:
    """The newest alarm that a rule is part of."""
    for held in reversed(kept.alarms.values()):
        if any(one.code == code for one in held.findings):
            return held
    return None


def _anew(held: Held, rule: Rule, since: datetime) -> bool:
    """Whether something that happened before has happened once more: another fall."""
    before = max(one.since for one in held.findings if one.code == rule.code)
    return rule.latch and since - before >= ANOTHER


def wants(kept: Kept, rule: Rule, since: datetime, now: datetime) -> bool:
    """Whether a rule that stands raised has anything to say now."""
    held = _holding(kept, rule.code)
    if held is None or held.standing is Standing.CLEARED:
        return True
    if _anew(held, rule, since):
        return True
    if held.standing is Standing.CLOSED:
        return held.ended_at is not None and now - held.ended_at >= rule.again
    if rule.repeat is None or held.standing is not Standing.RAISED:
        return False
    return held.told_at is not None and now - held.told_at >= rule.repeat


def raised(kept: Kept, rule: Rule, fresh: Finding, now: datetime) -> Outcome:
    """A rule stands raised and has something to say: news, or a repetition."""
    held = _holding(kept, rule.code)
    if held is None or held.standing is Standing.CLEARED:
        return found(kept, fresh, rule, now)
    if held.standing is Standing.CLOSED and not _anew(held, rule, fresh.since):
        return found(_drop(kept, held), replace(fresh, since=now), rule, now)
    context = evidence.context(kept, fresh, now)
    if _anew(held, rule, fresh.since):
        return _opened(kept, fresh, rule, context, now)
    return _told(kept, composed(with_finding(held, fresh), context, None), now)


def found(kept: Kept, fresh: Finding, rule: Rule, now: datetime) -> Outcome:
    """A new finding: an alarm of its own, or one more reason of an open alarm."""
    context = evidence.context(kept, fresh, now)
    fresh = evidence.weighed(kept, fresh, rule, now)
    held = host(kept, fresh, rule.group, now, alone=rule.alone)
    if held is None:
        return _opened(kept, fresh, rule, context, now)
    if held.standing is Standing.CLOSED:
        return _put(kept, with_finding(held, fresh)), ()
    before = held.alarm.priority
    joined = replace(with_finding(held, fresh), changed_at=now)
    joined = composed(joined, context, None)
    worse = more_urgent(joined.alarm.priority, before)
    if fresh.ask and worse and held.standing is Standing.RAISED and not held.said:
        asking = composed(replace(joined, cap=before), context, None)
        asking = replace(asking, alarm=replace(asking.alarm, priority=before))
        return _ask(kept, joined, replace(asking, denied=before), rule, now)
    waits = fresh.ask is not None or before is Priority.HIGH
    if held.standing is Standing.ASKING and waits and not fresh.floor:
        return _put(kept, joined), (Record(what=joined.alarm),)
    if held.standing is Standing.NOTED:
        return _put(kept, joined), ()
    if held.standing is Standing.RAISED and not _news(held, joined):
        return _put(kept, joined), (Record(what=joined.alarm),)
    return _told(kept, joined, now)


def _news(before: Held, after: Held) -> bool:
    """Whether those who were told should hear of it: worse, or about something else."""
    worse = more_urgent(after.alarm.priority, before.alarm.priority)
    floor = after.alarm.floor and not before.alarm.floor
    return worse or floor or len(after.alarm.reasons) > len(before.alarm.reasons)


def _opened(
    kept: Kept, fresh: Finding, rule: Rule, context: tuple[Reason, ...], now: datetime
) -> Outcome:
    held = composed(first_alarm(fresh, rule.group, context), context, now)
    held = replace(held, changed_at=now)
    if fresh.ask is None:
        return _told(kept, held, now)
    asking = replace(held, standing=Standing.ASKING, denied=rule.denied)
    return _ask(kept, held, asking, rule, now)


def _ask(kept: Kept, shown: Held, held: Held, rule: Rule, now: datetime) -> Outcome:
    """Ask the patient about the alarm as `shown`; until the answer it stays as `held`."""
    question, deadline = rule.ask or "", now + rule.answer_within + GRACE
    held = replace(held, question=question, deadline=deadline)
    confirm = Confirm(
        alarm=shown.alarm, question=question, answer_within=rule.answer_within
    )
    return _put(kept, held), (confirm, Record(what=shown.alarm))


def over(kept: Kept, rule: Rule, now: datetime) -> Outcome:
    """A rule does not stand; its finding leaves the alarm that it was part of."""
    held = _holding(kept, rule.code)
    if held is None:
        return kept, ()
    if held.standing is Standing.CLEARED:
        return kept, ()
    if rule.latch and held.standing in (Standing.RAISED, Standing.ASKING):
        return kept, ()
    left = without(held, rule.code)
    if left.findings:
        return _put(kept, left), ()
    if held.standing is Standing.ASKING:
        question = QuestionId(f"{QUESTION}{held.alarm.id}")
        return _drop(kept, held), (Withdraw(question=question),)
    if held.standing is not Standing.RAISED:
        return _drop(kept, held), ()
    ended = replace(held, standing=Standing.CLEARED, changed_at=now)
    return _put(kept, ended), (Clear(alarm=held.alarm.id, at=now),)


def closed(kept: Kept, alarm: AlarmId, now: datetime) -> Outcome:
    """A person has resolved the alarm."""
    held = kept.alarms.get(alarm)
    if held is None:
        return kept, ()
    lasting = held.standing in (Standing.RAISED, Standing.ASKING, Standing.NOTED)
    if not lasting:
        return _drop(kept, held), ()
    ended = replace(held, standing=Standing.CLOSED, ended_at=now, deadline=None)
    return _put(kept, ended), ()


def answered(kept: Kept, answer: Answer, now: datetime) -> Outcome:
    """The patient has answered, or has not."""
    held = kept.alarms.get(answer.question.removeprefix(QUESTION))
    if held is None or held.question is None:
        return kept, ()
    denial = answer.meaning is Meaning.NO and answer.sure
    meaning = "denied" if denial else _MEANINGS.get(answer.meaning, "unclear")
    return _decided(kept, held, meaning, now)


_MEANINGS = {Meaning.YES: "said", Meaning.HELP: "help", Meaning.SILENCE: "silent"}


def expired(kept: Kept, now: datetime) -> Outcome:
    """What time ends: unanswered questions count as silence, cleared alarms are gone."""
    commands: tuple[Command, ...] = ()
    for held in kept.alarms.values():
        if held.standing is Standing.CLEARED and now - held.changed_at >= RETURNS:
            kept = _drop(kept, held)
        if held.deadline is not None and held.deadline <= now:
            kept, more = _decided(kept, held, "silent", now)
            commands += more
    return kept, commands


def _decided(kept: Kept, held: Held, meaning: str, now: datetime) -> Outcome:
    """What an answer makes of an alarm: only a clear "no" keeps it below its priority."""
    key = f"{meaning}_{held.question}" if meaning in ("said", "denied") else meaning
    said = (*held.said, Reason(key=key))
    held = replace(held, said=said, deadline=None, question=None)
    if held.standing in (Standing.CLOSED, Standing.CLEARED):
        return _put(kept, held), ()
    if meaning == "denied" and not held.alarm.floor:
        return _denied(kept, held, now)
    return _told(kept, composed(replace(held, cap=None), (), None), now)


def _denied(kept: Kept, held: Held, now: datetime) -> Outcome:
    held = composed(replace(held, cap=held.denied), (), None)
    if held.denied is not Priority.LOW:
        return _told(kept, held, now)
    held = replace(held, standing=Standing.NOTED, alarm=_advisory(held.alarm))
    return _put(kept, held), (Record(what=held.alarm),)


def _advisory(alarm: Alarm) -> Alarm:
    return replace(alarm, cause=Cause.ADVISORY)


def reported(kept: Kept, report: Reported, patient: Patient, now: datetime) -> Outcome:
    """Something was said or missed: evidence for open alarms, perhaps one by itself."""
    kept = evidence.remember(kept, report, now)
    row = evidence.REPORTS.get(report.code)
    if row is None:
        return kept, ()
    commands: tuple[Command, ...] = ()
    for held in kept.alarms.values():
        if held.group in row.groups and held.standing is Standing.RAISED:
            lifted = composed(evidence.lifted(held, report, row), (), None)
            kept, more = _told(kept, lifted, now)
            commands += more
    if commands or row.alone is None:
        return kept, commands
    rule = evidence.rule_of(report, row)
    return found(kept, evidence.finding(report, row, patient.id), rule, now)
