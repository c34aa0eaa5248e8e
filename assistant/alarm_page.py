"""docs/alarms.md: every alarm that any room of the house can raise, written from the code.

python -m assistant.alarm_page > docs/alarms.md

The sensors' part comes from their rules. The other rooms build their alarms in code of
their own; each has a row here, with its numbers taken from that code, and a test reads the
source of all rooms for codes that have none.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from assistant.conversation.commands import LEFT_WORDS, WANTS_PERSON
from assistant.desks.troubles import PATIENCE, START_UP
from assistant.reports import FAILURES
from assistant.scripts.help_alarm import code_of
from care.alarm import Priority
from care.speech import SafetyCategory
from escalation import audit
from reminders import alarms, on_demand, pain, pattern, stock, unplanned
from sensors import alarm_table
from sensors.incident import Trouble

HIGH, MEDIUM, LOW = Priority.HIGH, Priority.MEDIUM, Priority.LOW
NOBODY = "nobody"
CLINICIAN = "clinician, with the order"
PLAN = "plan of the medicine"
TWICE = "said to be taken again, or more than planned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One alarm of another room than the sensors'."""

    code: str
    """With `<part>` where the code names a part of the home."""
    when: str
    """When it is raised, with its limits and delays."""
    priority: str
    source: str
    """Where the rule comes from."""
    by: str = NOBODY
    """Who may change it."""


def _said(span: timedelta) -> str:
    return f"{span.total_seconds():g} s"


def _cries() -> Iterator[Row]:
    for category in SafetyCategory:
        yield Row(
            code=code_of(category),
            when=f"a cry for help: {category.value.replace('_', ' ')}; certain: at once; "
            "doubtful: after one question, silence counts as yes; nothing mutes it",
            priority=HIGH,
            source="AL-1: a request for help never waits",
        )
    yield Row(
        code="HELP-DENIED",
        when="doubtful cries, denied three times: somebody should look in",
        priority=MEDIUM,
        source="proposal",
    )
    yield Row(
        code=WANTS_PERSON,
        when="the patient asks to talk with somebody; one in ten minutes",
        priority=LOW,
        source="proposal",
    )
    yield Row(
        code=LEFT_WORDS,
        when="the patient left a message, a complaint or a low mood for the nurse; "
        "one in ten minutes",
        priority=LOW,
        source="proposal",
    )


def _doses() -> Iterator[Row]:
    critical = f"{LOW}; critical medicine: {MEDIUM}"
    told: tuple[tuple[str, str, str, str], ...] = (
        (alarms.LATE, "nobody confirmed the dose by its notice instant", LOW, PLAN),
        (alarms.MISSED, "the window is over, not taken", critical, PLAN),
        (alarms.UNKNOWN, "nobody can tell whether it was taken", critical, PLAN),
        (alarms.REFUSED, "a critical medicine was refused", MEDIUM, PLAN),
        (alarms.TWICE, TWICE, f"{MEDIUM}; critical: {HIGH}", "H-01"),
        (on_demand.TOO_SOON, "taken on demand sooner than ordered", MEDIUM, "the order"),
        (unplanned.UNPLANNED, "the plan cannot be followed", MEDIUM, PLAN),
        (pattern.CODE, f"reminders unanswered on {pattern.DAYS} days", LOW, "proposal"),
    )
    for code, when, priority, source in told:
        yield Row(code=code, when=when, priority=priority, source=source, by=CLINICIAN)
    days = stock.Stock.__dataclass_fields__["notice_days"].default
    yield Row(
        code="STOCK-LOW",
        when=f"enough for {days} days or fewer; on demand: less than one day's most",
        priority=LOW,
        source="proposal",
        by="whoever counts the stock",
    )
    yield Row(
        code="STOCK-EXPIRED",
        when="past its date, or soon",
        priority=LOW,
        source="the package",
        by="whoever counts the stock",
    )


def _answers() -> Iterator[Row]:
    rules, by = pain.RULES, "clinician"
    yield Row(
        code="PAIN-HIGH",
        when=f"pain {rules.provider_from:g} or more, or {rules.provider_rise:g} above the "
        f"median of {rules.baseline.days} days",
        priority=MEDIUM,
        source="Farrar 2001 (2 points matter); proposal",
        by=by,
    )
    yield Row(
        code="PAIN-RISE",
        when=f"pain {rules.note_rise:g} above that median",
        priority=LOW,
        source="Farrar 2001",
        by=by,
    )
    yield Row(
        code="PAIN-OBSERVE",
        when="asked about pain, and could not tell by words",
        priority=LOW,
        source="PAINAD: by an observer, never by voice",
        by=by,
    )
    yield Row(
        code="SURVEY",
        when="the sum of a questionnaire reaches its levels",
        priority=f"{LOW} or {MEDIUM}, by the level",
        source="the questionnaire",
        by=by,
    )


def _home() -> Iterator[Row]:
    lasting = f"for {_said(PATIENCE)}"
    began = f"not yet seen since the start: {_said(START_UP)}"
    told: tuple[tuple[str, str, str], ...] = (
        ("TECH-SERVICE-<part>", f"a part failed {FAILURES} times in a row", MEDIUM),
        ("TECH-SPEAKER-<part>", f"a speaker cannot be reached {lasting}; {began}", MEDIUM),
        ("TECH-VOICE", f"what the home says is heard by nobody {lasting}", HIGH),
        ("TECH-RECORD", "the record cannot be written, at once", HIGH),
        ("TECH-ORDER-<part>", "a change of a plan did not pass the checks", MEDIUM),
        (_tech(Trouble.BROKER_GONE), f"the broker is gone {lasting}", MEDIUM),
        (_tech(Trouble.STORE_FAILING), f"readings cannot be kept {lasting}", HIGH),
        (f"{_tech(Trouble.MISBEHAVING)}-<part>", "a device is cut off", LOW),
        (
            f"{_tech(Trouble.EXPIRING)}-<part>",
            "a certificate runs out soon, or cannot be renewed",
            f"a device's: {LOW}; the home's own: {MEDIUM}",
        ),
    )
    for code, when, priority in told:
        yield Row(code=code, when=when, priority=priority, source="H-07, H-12; proposal")


def _tech(trouble: Trouble) -> str:
    return f"TECH-{trouble.value.upper()}"


def _ladders() -> Iterator[Row]:
    told = (
        ("ESC-LATE", f"a ladder is late by {_said(audit.LATE)}"),
        ("ESC-NOBODY", "every rung was tried and nobody answered"),
        ("ESC-SILENT", f"a channel gave no account for {_said(audit.SILENT)}"),
    )
    for code, when in told:
        yield Row(
            code=code,
            when=when,
            priority="that of the alarm",
            source="H-07: the ladder reaches a human or says loudly that it cannot",
        )


PARTS = (
    ("Cries for help, and wishes (`assistant`)", _cries),
    ("Medicines (`reminders`)", _doses),
    ("Pain and questionnaires (`reminders`)", _answers),
    ("The home itself (`assistant`, `sensors`)", _home),
    ("Calling people (`escalation`)", _ladders),
)


def _lines() -> Iterator[str]:
    for heading, rows in PARTS:
        yield f"\n## {heading}\n"
        yield "| code | raises | priority | source | changed by |"
        yield "|---|---|---|---|---|"
        for row in rows():
            cells = (row.code, row.when, row.priority, row.source, row.by)
            yield f"| {' | '.join(cells)} |"


def page() -> str:
    """The whole page."""
    return alarm_table.page() + "\n".join(_lines()) + "\n"


if __name__ == "__main__":
    sys.stdout.write(page())
