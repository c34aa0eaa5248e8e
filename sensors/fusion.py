"""Findings of one patient become as few alarms as possible, each with its reasons.

A finding joins the alarm of its own group while that is open. Otherwise it joins an
alarm of the same cause that changed within `TOGETHER`, provided it is no more urgent.
What is asked about first, what is an urgent floor and what is more urgent than
everything open gets an alarm of its own: immediate danger does not hide in an old alarm.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from care.alarm import URGENCY, Alarm, AlarmId, Cause, Evidence, Finding, Priority, Reason
from care.people import PatientId
from sensors.held import Held, Kept, Standing

TOGETHER = timedelta(minutes=30)
"""Findings so close together are one event."""


def more_urgent(one: Priority, other: Priority) -> bool:
    """Whether the first must be answered sooner."""
    return URGENCY[one] < URGENCY[other]


def alarm_id(patient: PatientId, code: str, since: datetime) -> AlarmId:
    """The id of an episode: the same again whenever the same readings are replayed."""
    return AlarmId(f"{patient}/{code}/{since:%Y%m%dT%H%M%S}")


def host(
    kept: Kept, finding: Finding, group: str, now: datetime, *, alone: bool = False
) -> Held | None:
    """The alarm that a finding belongs to, or None when it is news of its own."""
    held_ones = [
        held for held in reversed(kept.alarms.values()) if not _shut(held, finding)
    ]
    for held in held_ones:
        if held.group == group:
            return held
    if alone or finding.ask or finding.floor or finding.cause is Cause.ADVISORY:
        return None
    for held in held_ones:
        live = held.standing in (Standing.ASKING, Standing.RAISED)
        recent = live and now - held.changed_at <= TOGETHER
        same = held.alarm.cause is finding.cause
        if recent and same and not more_urgent(finding.priority, held.alarm.priority):
            return held
    return None


def _shut(held: Held, finding: Finding) -> bool:
    """Whether a finding can no longer join: closed by a person, or noted without it."""
    if held.standing is Standing.NOTED:
        return finding.code not in {one.code for one in held.findings}
    if held.standing is Standing.CLEARED:
        return finding.floor or more_urgent(finding.priority, held.alarm.priority)
    closed = held.standing is Standing.CLOSED
    return closed and (finding.floor or more_urgent(finding.priority, held.alarm.priority))


def _order(finding: Finding) -> tuple[int, bool, datetime]:
    return (URGENCY[finding.priority], not finding.floor, finding.since)


def _reasons(findings: tuple[Finding, ...], more: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """All reasons, most urgent first; of several about one stream only the first."""
    kept: dict[tuple[str, str], Reason] = {}
    for one in findings:
        for reason in one.reasons:
            facts = dict(reason.facts)
            stream = facts.get("stream", reason.key), facts.get("device", "")
            kept.setdefault(stream, reason)
    spoken = {reason.key: reason for reason in more}
    return (*kept.values(), *spoken.values())


def _evidence(findings: tuple[Finding, ...]) -> tuple[Evidence, ...]:
    newest: dict[str, Evidence] = {}
    for one in (e for f in findings for e in f.evidence):
        held = newest.get(one.kind)
        if held is None or one.taken_at > held.taken_at:
            newest[one.kind] = one
    return tuple(newest.values())


def first_alarm(finding: Finding, group: str, context: tuple[Reason, ...]) -> Held:
    """A new alarm of one finding; not yet raised, asked about or told."""
    return Held(
        alarm=Alarm(
            id=alarm_id(finding.patient, finding.code, finding.since),
            patient=finding.patient,
            code=finding.code,
            cause=finding.cause,
            priority=finding.priority,
            raised_at=finding.since,
            reasons=_reasons((finding,), context),
            evidence=_evidence((finding,)),
            floor=finding.floor,
        ),
        group=group,
        findings=(finding,),
        standing=Standing.RAISED,
        changed_at=finding.since,
    )


def with_finding(held: Held, finding: Finding) -> Held:
    """The alarm with a finding added, or brought up to date.

    Something new and worse, that is no matter for the same question, lifts the cap that
    the patient's "no" has set.
    """
    others = tuple(one for one in held.findings if one.code != finding.code)
    findings = tuple(sorted((*others, finding), key=_order))
    news = len(others) == len(held.findings) and finding.ask is None
    worse = held.cap is not None and more_urgent(finding.priority, held.cap)
    return replace(held, findings=findings, cap=None if news and worse else held.cap)


def composed(held: Held, context: tuple[Reason, ...], at: datetime | None) -> Held:
    """The alarm rewritten from its findings; its priority never falls while it is open.

    `at` is the instant when it was first decided, None to keep that of the alarm.
    """
    findings = held.findings
    urgent = min((one.priority for one in findings), key=URGENCY.__getitem__)
    if held.cap and more_urgent(urgent, held.cap):
        urgent = held.cap
    elif held.cap is None and more_urgent(held.alarm.priority, urgent):
        urgent = held.alarm.priority
    alarm = replace(
        held.alarm,
        code=findings[0].code,
        priority=urgent,
        raised_at=held.alarm.raised_at if at is None else at,
        reasons=_reasons(findings, held.said + context),
        evidence=_evidence(findings),
        floor=any(one.floor for one in findings),
    )
    return replace(held, alarm=alarm)


def without(held: Held, code: str) -> Held:
    """The alarm after one of its findings has cleared."""
    return replace(held, findings=tuple(f for f in held.findings if f.code != code))
