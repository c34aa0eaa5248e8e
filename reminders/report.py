"""Reports as tables: adherence, calendar, pain, load; the same rows as JSON and CSV."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

from care.checkin import CheckIn
from care.medication import Dose, RegimenId
from care.order import Order
from reminders.adherence import Adherence, CalendarDay, by_medicine, calendar
from reminders.alarms import local_due
from reminders.pain import SURVEY, band, baseline, strength

SCALES = (SURVEY, "painad")
TABLES = ("medicines", "calendar", "pain", "load")
"""Parts of a report that are tables of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PainPoint:
    """One pain check-in with what was usual at that time."""

    at: datetime
    scale: str
    """"pain" for the patient's own words, "painad" for an observer's look."""
    score: float
    """0 to 10; words are taken at the middle of their band."""
    band: str
    usual: float | None
    change: float | None
    place: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadDay:
    """How often the home spoke about medicine and asked how somebody was, on one day."""

    day: date
    prompts: int
    check_ins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything the console shows about a stretch."""

    start: datetime
    end: datetime
    medicines: tuple[Adherence, ...]
    calendar: tuple[CalendarDay, ...]
    pain: tuple[PainPoint, ...]
    load: tuple[LoadDay, ...]


def report(
    doses: Iterable[Dose],
    check_ins: Iterable[CheckIn],
    zone: ZoneInfo,
    stretch: tuple[datetime, datetime],
    orders: Iterable[Order] = (),
) -> Report:
    """The report of [start, end): doses by due instant, check-ins by their end.

    Steps of one of the `orders` are one medicine: a tapering has one row, not one a step.
    """
    start, end = stretch
    mine = by_order((dose for dose in doses if start <= dose.due < end), orders)
    asked = sorted(check_ins, key=lambda one: one.ended_at)
    return Report(
        start=start,
        end=end,
        medicines=by_medicine(mine),
        calendar=calendar(mine),
        pain=tuple(p for p in pain_trend(asked) if start <= p.at < end),
        load=load(mine, [c for c in asked if start <= c.ended_at < end], zone),
    )


def by_order(doses: Iterable[Dose], orders: Iterable[Order]) -> list[Dose]:
    """The doses as of their order instead of a step of it; all revisions count."""
    order_of = {step.id: RegimenId(one.id) for one in orders for step in one.regimens}
    return [
        replace(dose, regimen=order_of.get(dose.regimen, dose.regimen)) for dose in doses
    ]


def pain_trend(check_ins: Sequence[CheckIn]) -> tuple[PainPoint, ...]:
    """Every pain score with the median of the 7 days before it.

    An observer's scale stands beside the patient's own, and is never mixed with it.
    """
    points = []
    for one in check_ins:
        score = strength(one) if one.survey in SCALES else None
        if score is None:
            continue
        usual = baseline(check_ins, one.ended_at) if one.survey == SURVEY else None
        points.append(
            PainPoint(
                at=one.ended_at,
                scale=one.survey,
                score=score,
                band=band(score).value,
                usual=usual,
                change=None if usual is None else score - usual,
                place=one.place,
            )
        )
    return tuple(points)


def load(
    doses: Iterable[Dose], check_ins: Iterable[CheckIn], zone: ZoneInfo
) -> tuple[LoadDay, ...]:
    """Prompts and check-ins of every local day that had one."""
    prompts: Counter[date] = Counter()
    asked: Counter[date] = Counter()
    for dose in doses:
        prompts[local_due(dose).date()] += dose.prompts
    for one in check_ins:
        asked[one.ended_at.astimezone(zone).date()] += 1
    days = sorted(prompts.keys() | asked.keys())
    return tuple(LoadDay(day=d, prompts=prompts[d], check_ins=asked[d]) for d in days)


def as_json(found: Report) -> str:
    """The report as one JSON object."""
    return json.dumps(asdict(found), default=_plain, ensure_ascii=False)


def as_csv(rows: Sequence[Adherence | CalendarDay | PainPoint | LoadDay]) -> str:
    """One table of a report as CSV (RFC 4180), with a head line; empty without rows."""
    if not rows:
        return ""
    out = io.StringIO()
    names = [field.name for field in fields(rows[0])]
    writer = csv.DictWriter(out, names)
    writer.writeheader()
    writer.writerows({name: _cell(getattr(row, name)) for name in names} for row in rows)
    return out.getvalue()


def _cell(value: object) -> object:
    """A cell as text; a text that a spreadsheet would run as a formula is quoted."""
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@"}:
        return f"'{value}"
    return round(value, 4) if isinstance(value, float) else _plain(value)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    return value.value if isinstance(value, Enum) else value
