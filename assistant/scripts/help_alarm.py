"""The alarm that a cry for help raises, and what is kept of a denied one."""

from dataclasses import replace
from datetime import datetime

from assistant.scripts.help_words import Person
from care.alarm import Alarm, AlarmId, Cause, Priority, Reason
from care.checkin import CheckIn, CheckInOutcome
from care.commands import Record
from care.speech import SafetyCategory

SURVEY = "help"
"""Row name under which "do you need help?" and its answer are kept."""

OVER_TALK = "cry_over_talk"
"""Reason beside a cry that may have come from a television or another person."""


def code_of(category: SafetyCategory) -> str:
    """Alarm code, such as "HELP-FALL"."""
    return f"HELP-{category.upper().replace('_', '-')}"


def _id(person: Person, code: str, since: datetime) -> AlarmId:
    return AlarmId(f"{person.patient}/{code}/{since:%Y%m%dT%H%M%S}")


def alarm_of(
    category: SafetyCategory,
    person: Person,
    now: datetime,
    *,
    reason: str | None = None,
    before: Alarm | None = None,
    over_talk: bool = False,
) -> Alarm:
    """A high alarm that nothing mutes.

    Args:
        category: What was cried for.
        person: Who cried.
        now: When.
        reason: Key of why help is called, where it is not the cry alone.
        before: The open alarm it adds to.
        over_talk: Heard while a television or other people talked on: less sure.
    """
    why = [Reason(key=reason or f"cry_{category}")]
    if reason and reason != f"cry_{category}":
        why.append(Reason(key=f"cry_{category}"))
    if over_talk:
        why.append(Reason(key=OVER_TALK))
    if before is not None:
        kept = tuple(r for r in before.reasons if r not in why)
        return replace(before, reasons=(*why, *kept))
    code = code_of(category)
    return Alarm(
        id=_id(person, code, now),
        patient=person.patient,
        code=code,
        cause=Cause.PHYSIOLOGICAL,
        priority=Priority.HIGH,
        raised_at=now,
        reasons=tuple(why),
        floor=True,
    )


def denied_alarm(person: Person, now: datetime) -> Alarm:
    """Several doubtful cries, each denied: somebody should look in."""
    code = "HELP-DENIED"
    return Alarm(
        id=_id(person, code, now),
        patient=person.patient,
        code=code,
        cause=Cause.PHYSIOLOGICAL,
        priority=Priority.MEDIUM,
        raised_at=now,
        reasons=(Reason(key="cry_again"),),
    )


def record_of(
    category: SafetyCategory, person: Person, number: int, asked: datetime, now: datetime
) -> Record:
    """That the patient said no help was needed."""
    what = CheckIn(
        id=f"{person.patient}/{SURVEY}/{asked.isoformat()}/{number}",
        patient=person.patient,
        survey=SURVEY,
        asked_at=asked,
        ended_at=now,
        outcome=CheckInOutcome.ANSWERED,
        answers=((str(category), "no"),),
    )
    return Record(what=what)
