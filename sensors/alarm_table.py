"""The sensors' part of docs/alarms.md, written from the rules themselves."""

from collections.abc import Iterator
from datetime import timedelta

from care.people import Language
from care.wording import wording
from sensors.detector import Rule, Side
from sensors.evidence import REPORTS
from sensors.kind import SensorKind
from sensors.kinds import KINDS
from sensors.reasons import number_text, span_text

INTRODUCTION = """# Every alarm

This page is written from the code (`python -m assistant.alarm_page`); a test fails when it
is out of date. Limits are clinical defaults: a starting set, to be confirmed for each
patient by a clinician, who may change them in `config.yml` under
`sensors: limits: <patient>: <code>` or in the console.

How to read it:

- **Raises** at the level, once it has been reached for the delay with so many readings.
  **Clears** on the good side of the clear level for its delay.
- **floor**: an urgent floor. It can be made stricter, never weaker, and nothing mutes it.
- **asks**: the patient is asked first. "Yes", silence and anything unclear raise the alarm
  as it stands; a clear "no" makes it what is named after "no".
- A reading that is stale, impossible, flat-lined or a no-reading code decides nothing. A
  stream that stops is a technical alarm of its own.
- Alarms of one **group** are one alarm, brought up to date in place. Others of the same
  cause within 30 minutes join it as further reasons, unless they are more urgent.
- Back within 10 minutes after clearing, it is the same alarm. Resolved by a person while it
  lasts, it comes again after the time under "again".
"""


def _span(span: timedelta) -> str:
    return "at once" if not span else span_text(span.total_seconds())


def _raises(rule: Rule) -> str:
    sign = "<=" if rule.side is Side.LOW else ">="
    unit = "" if rule.unit == "1" else f" {rule.unit}"
    text = f"{sign} {number_text(rule.level)}{unit}"
    for other, level, _ in rule.also:
        text += f" ({number_text(level)} {other})"
    wait = f" for {_span(rule.raise_after)}" if rule.raise_after else ""
    many = f", {rule.readings} readings" if rule.readings > 1 else ""
    return f"{text}{wait}{many}" if rule.unit != "1" or wait or many else "event"


def _clears(rule: Rule) -> str:
    if rule.latch:
        return "by a person"
    sign = ">=" if rule.side is Side.LOW else "<="
    wait = f" for {_span(rule.clear_after)}" if rule.clear_after else ""
    return f"{sign} {number_text(rule.clear)}{wait}"


def _notes(rule: Rule) -> str:
    notes = ["floor"] if rule.floor else []
    if rule.ask:
        notes.append(f"asks {rule.ask} ({_span(rule.answer_within)}), no: {rule.denied}")
    if rule.repeat:
        notes.append(f"repeats every {_span(rule.repeat)}")
    if rule.scale:
        notes.append(f"oxygen scale {rule.scale}")
    if rule.opt_in:
        notes.append("only where a limit is set")
    return "; ".join(notes)


def _row(rule: Rule) -> str:
    cells = (
        rule.code,
        _raises(rule),
        _clears(rule),
        rule.priority,
        rule.cause,
        rule.group,
        _notes(rule),
        _span(rule.again),
        rule.source,
        rule.changed_by,
    )
    return f"| {' | '.join(cells)} |"


def _section(kind: SensorKind) -> Iterator[str]:
    yield f"\n## {kind.about} (`{kind.kind}`)\n"
    ranges = [f"{low:g} to {high:g} {unit}" for unit, low, high in kind.plausible]
    yield f"- Units: {', '.join(kind.units)}."
    if ranges:
        yield f"- Believed: {'; '.join(ranges)}."
    if kind.no_reading:
        codes = ", ".join(f"{code:g}" for code in sorted(kind.no_reading))
        yield f"- Codes for no reading: {codes}."
    if kind.words:
        yield f"- Words: {', '.join(sorted(kind.words))}."
    if kind.flat_after:
        yield f"- The very same number for {_span(kind.flat_after)} is a stuck sensor."
    if kind.least_perfusion:
        yield f"- Not believed under a perfusion index of {kind.least_perfusion:g} %."
    yield f"- Fresh for {_span(kind.fresh)}."
    codes_of = [f"LOINC {kind.loinc}"] * bool(kind.loinc) + [f"MDC {kind.mdc}"] * bool(
        kind.mdc
    )
    if codes_of:
        yield f"- Codes: {', '.join(codes_of)}."
    if kind.rules:
        yield ""
        yield (
            "| code | raises | clears | priority | cause | group | notes | again | source "
            "| changed by |"
        )
        yield "|---|---|---|---|---|---|---|---|---|---|"
        yield from (_row(rule) for rule in kind.rules)


def _said() -> Iterator[str]:
    yield "\n## What the patient says, and doses missed (`talk`)\n"
    yield "| report | alone | makes worse | in words |"
    yield "|---|---|---|---|"
    words = wording(Language.ENGLISH)
    for code, row in REPORTS.items():
        said = words.texts.get(f"reason.said_{code}", "")
        alone = row.alone or "only evidence"
        yield f"| {code} | {alone} | {', '.join(sorted(row.groups))} | {said} |"


def page() -> str:
    """Introduction, and a section for each kind of sensor."""
    lines = [INTRODUCTION]
    for kind in KINDS.values():
        lines += _section(kind)
    lines += _said()
    return "\n".join(lines) + "\n"
