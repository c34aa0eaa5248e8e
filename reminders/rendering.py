"""The plan as people read it, and what a change changes.

A clinician confirms these lines, not the FHIR elements behind them: "Mon 23 Nov: 08:00
one tablet, 20:00 one tablet". Digits and dates only, so that no language is in it; the
console puts its own words around.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from care.medication import Dose, Regimen
from care.order import Order
from care.people import Routine
from reminders.alarms import local_due
from reminders.plan import plan
from reminders.slots import CLINIC, SlotTable
from reminders.timing import read

DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Whose day the plan is rendered for."""

    zone: ZoneInfo
    routine: Routine
    table: SlotTable = CLINIC


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that a new revision makes different."""

    element: str
    """Field of `Regimen`, or "plan" for due times, "added", "stopped"."""
    regimen: str
    before: str
    after: str


def shown(order: Order, setting: Setting) -> tuple[str, ...]:
    """Seven days from the instant of effect, one line a day, then limits on demand."""
    start = order.effective
    end = start + timedelta(days=DAYS)
    planned = [one for one in order.regimens if one.as_needed is None]
    doses = plan(planned, setting.routine, setting.zone, start, end, table=setting.table)
    lines = [_line(day, list(of_day)) for day, of_day in groupby(doses, _day)]
    lines += [line for one in order.regimens for line in _ranges(one, setting)]
    lines += [limits(one) for one in order.regimens if one.as_needed is not None]
    return tuple(lines)


def _day(dose: Dose) -> str:
    return local_due(dose).date().isoformat()


def _line(day: str, doses: Sequence[Dose]) -> str:
    times = ", ".join(f"{local_due(dose):%H:%M} {dose.dose_text}".strip() for dose in doses)
    return f"{day}: {times}"


def _ranges(regimen: Regimen, setting: Setting) -> Iterator[str]:
    if regimen.as_needed is None:
        found = read(regimen.timing, setting.routine, setting.table)
        yield from (f"{regimen.id}: {text}" for text in found.ranges)


def limits(regimen: Regimen) -> str:
    """On demand: the gap in hours and the maximum in 24 hours, "-" where none is set."""
    gap = regimen.minimum_gap
    hours = "-" if gap is None else f"{gap / timedelta(hours=1):g}"
    most = regimen.as_needed.maximum if regimen.as_needed else None
    return f"{regimen.id}: {regimen.dose_text}; gap {hours} h; maximum {most or '-'} / 24 h"


FIELDS = (
    "medicine",
    "dose_text",
    "window",
    "window_class",
    "minimum_gap",
    "critical",
    "high_risk",
    "late_words",
    "compartment",
    "as_needed",
    "cycle",
    "ends",
)


def changes(before: Order | None, after: Order, setting: Setting) -> tuple[Change, ...]:
    """What differs, regimen by regimen; empty when nothing does."""
    old = {one.id: one for one in before.regimens} if before else {}
    new = {one.id: one for one in after.regimens}
    found: list[Change] = []
    for key in sorted(old.keys() | new.keys()):
        if key not in new:
            found.append(_change("stopped", key, old[key].medicine, ""))
        elif key not in old:
            found.append(_change("added", key, "", new[key].medicine))
        else:
            found += _differences(old[key], new[key], after.effective, setting)
    return tuple(found)


def _differences(
    old: Regimen, new: Regimen, start: datetime, setting: Setting
) -> Iterator[Change]:
    for name in FIELDS:
        was, will = getattr(old, name), getattr(new, name)
        if was != will:
            yield _change(name, new.id, _text(was), _text(will))
    was, will = (_times([one], start, setting) for one in (old, new))
    if was != will:
        yield _change("plan", new.id, was, will)


def _times(regimens: Iterable[Regimen], start: datetime, setting: Setting) -> str:
    end = start + timedelta(days=DAYS)
    doses = plan(regimens, setting.routine, setting.zone, start, end, table=setting.table)
    local = (dose.due.astimezone(setting.zone) for dose in doses)
    return ", ".join(at.strftime("%Y-%m-%d %H:%M") for at in local)


def _change(element: str, regimen: str, before: str, after: str) -> Change:
    return Change(element=element, regimen=regimen, before=before, after=after)


def _text(value: object) -> str:
    return "" if value is None else str(value)
