"""What the patient said, and doses missed, as evidence beside the sensors."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from care.alarm import Cause, Finding, Priority, Reason
from care.observation import Kind
from care.people import PatientId
from sensors.detector import Rule, Side
from sensors.fusion import more_urgent
from sensors.held import Held, Kept, Reported

REMEMBERED = timedelta(hours=2)
"""How long words count as evidence."""

TALK = Kind("talk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one kind of report means."""

    groups: frozenset[str]
    """Alarms of these groups it bears upon; it lifts them by one step to high."""
    alone: Priority | None = None
    """Priority of an alarm without any reading, or None."""
    group: str = "talk"
    source: str = "proposal"


def _row(*groups: str, alone: Priority | None = None, group: str = "talk") -> Row:
    return Row(groups=frozenset(groups), alone=alone, group=group)


REPORTS: dict[str, Row] = {
    "breathless": _row(
        "breathing", "circulation", "pressure", alone=Priority.MEDIUM, group="breathing"
    ),
    "chest_pain": _row(
        "circulation", "pressure", "breathing", alone=Priority.HIGH, group="circulation"
    ),
    "stroke": _row("pressure", alone=Priority.HIGH, group="stroke"),
    "confused": _row("low-sugar", "breathing", alone=Priority.MEDIUM),
    "dizzy": _row("low-sugar", "pressure", "circulation", "breathing"),
    "shaky": _row("low-sugar"),
    "low_sugar": _row("low-sugar", alone=Priority.HIGH, group="low-sugar"),
    "fallen": _row("fall", alone=Priority.HIGH, group="fall"),
    "unwell": _row("breathing", "circulation", "pressure", "low-sugar", "infection"),
    "pain": _row(alone=Priority.MEDIUM, group="pain"),
    "missed_dose": _row("circulation", "pressure"),
    "missed_insulin": _row("high-sugar"),
}
"""By report code; wording is `reason.said_<code>` unless the report brings its own."""


def remember(kept: Kept, report: Reported, now: datetime) -> Kept:
    """Keep a report for as long as it counts."""
    recent = tuple(one for one in kept.reports if now - one.at <= REMEMBERED)
    return replace(kept, reports=(*recent, report))


def context(kept: Kept, fresh: Finding, now: datetime) -> tuple[Reason, ...]:
    """What was said lately, as further reasons of a bodily alarm."""
    if fresh.cause is not Cause.PHYSIOLOGICAL:
        return ()
    return tuple(one.reason for one in kept.reports if now - one.at <= REMEMBERED)


def weighed(kept: Kept, fresh: Finding, rule: Rule, now: datetime) -> Finding:
    """A finding in the light of what was said before it.

    With a serious symptom of the same matter it is immediate danger: high, and not asked
    about again.
    """
    if rule.kind == TALK:
        return fresh
    for report in kept.reports:
        row = REPORTS.get(report.code)
        serious = row is not None and row.alone is not None and rule.group in row.groups
        if serious and now - report.at <= REMEMBERED and fresh.priority is not Priority.LOW:
            return replace(fresh, priority=Priority.HIGH, ask=None)
    return fresh


def lifted(held: Held, report: Reported, row: Row) -> Held:
    """An alarm that the patient's words make worse: they end any "no" said before."""
    urgent = held.alarm.priority
    if row.alone is not None and more_urgent(Priority.HIGH, urgent):
        urgent = Priority.HIGH
    alarm = replace(held.alarm, priority=urgent)
    return replace(held, alarm=alarm, cap=None, said=(*held.said, report.reason))


def rule_of(report: Reported, row: Row) -> Rule:
    """A report that is an alarm by itself, in the shape of a rule."""
    return Rule(
        code=f"SAID-{report.code.upper().replace('_', '-')}",
        kind=TALK,
        reason=report.reason.key,
        priority=row.alone or Priority.LOW,
        side=Side.HIGH,
        level=1,
        clear=0,
        unit="1",
        group=row.group,
        source=row.source,
        latch=True,
    )


def finding(report: Reported, row: Row, patient: PatientId) -> Finding:
    """The finding of a report that is an alarm by itself."""
    return Finding(
        patient=patient,
        code=rule_of(report, row).code,
        cause=Cause.PHYSIOLOGICAL,
        priority=row.alone or Priority.LOW,
        since=report.at,
        reasons=(report.reason,),
    )
