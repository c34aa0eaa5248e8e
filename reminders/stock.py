"""What is left in the box: counted by hand once, counted down by doses, ordered in time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from care.alarm import Alarm, AlarmId, Cause, Priority, Reason
from care.medication import Dose, Regimen, RegimenId
from care.people import ProviderId, Routine
from reminders.plan import plan
from reminders.slots import CLINIC, SlotTable

HORIZON = timedelta(days=90)
"""Farther than this nobody orders; a stock that lasts longer is "enough"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """A count of one medicine, made by a person."""

    medicine: str
    """Order, or regimen where there is none."""
    units: float
    """Tablets, or whatever one dose is counted in."""
    counted_at: datetime
    expires: date | None = None
    notice_days: int = 7
    """Tell so many days before the last dose."""
    by: ProviderId | None = None
    """Who counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Somebody has counted, or has put a new box into the cupboard."""

    stock: Stock


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplies:
    """The counts of one patient, and which notices stand."""

    stocks: tuple[Stock, ...] = ()
    """One a medicine, the latest count."""
    told: tuple[AlarmId, ...] = ()


def state_of(patient: str) -> str:
    """The name under which the record keeps the counts."""
    return f"supplies:{patient}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """How long a stock lasts."""

    stock: Stock
    left: float
    """Units; a count below zero means that the count was wrong, and is shown."""
    lasts_until: datetime | None
    """Due instant of the first dose that it is not enough for; None beyond the horizon."""
    expired: bool


def left(stock: Stock, doses: Iterable[Dose], units: Mapping[RegimenId, float]) -> float:
    """Units left after every dose that may have been taken since the count.

    `units` gives units per dose by regimen. A dose that was only partly taken has left
    the box too.
    """
    used = sum(
        units.get(dose.regimen, 0.0)
        for dose in doses
        if dose.taken_at is not None and dose.taken_at >= stock.counted_at
    )
    return stock.units - used


def supply(
    stock: Stock,
    regimens: Iterable[Regimen],
    doses: Iterable[Dose],
    day: tuple[Routine, ZoneInfo],
    now: datetime,
    *,
    table: SlotTable = CLINIC,
) -> Supply:
    """How long the stock lasts, walking the plan from now on."""
    mine = [one for one in regimens if stock.medicine in (one.id, one.order)]
    units = {one.id: one.units_per_dose for one in mine}
    remaining = have = left(stock, doses, units)
    routine, zone = day
    ends = None
    for due in plan(mine, routine, zone, now, now + HORIZON, table=table):
        remaining -= units[due.regimen]
        if remaining < 0:
            ends = due.due
            break
    expired = stock.expires is not None and now.astimezone(zone).date() > stock.expires
    return Supply(stock=stock, left=have, lasts_until=ends, expired=expired)


def refill_notice(found: Supply, regimen: Regimen, now: datetime) -> Alarm | None:
    """The advisory alarm to order more, N days ahead; the same count has one alarm."""
    if found.expired:
        return _alarm(found, regimen, "stock_expired", now)
    ahead = timedelta(days=found.stock.notice_days)
    if found.lasts_until is not None and found.lasts_until - now <= ahead:
        return _alarm(found, regimen, "stock_low", now)
    if regimen.as_needed is not None and found.left < _a_day(regimen):
        return _alarm(found, regimen, "stock_few", now)
    expires = found.stock.expires
    if expires is not None and expires - now.date() <= ahead:
        return _alarm(found, regimen, "stock_expires", now)
    return None


def _a_day(regimen: Regimen) -> float:
    """Units that one day on demand may take."""
    most = regimen.as_needed.maximum if regimen.as_needed else None
    return (most or 1) * regimen.units_per_dose


CODES = {"stock_expired": "STOCK-EXPIRED", "stock_expires": "STOCK-EXPIRED"}


def _alarm(found: Supply, regimen: Regimen, key: str, now: datetime) -> Alarm:
    name = f"{regimen.patient}|{found.stock.medicine}|{found.stock.counted_at}|{key}"
    days = 0 if found.lasts_until is None else max(0, (found.lasts_until - now).days)
    number = f"{found.left:g}" if key == "stock_few" else str(days)
    expires = found.stock.expires
    facts = (
        ("medicine", regimen.medicine),
        ("number", number),
        ("day", expires.isoformat() if expires else ""),
    )
    return Alarm(
        id=AlarmId(f"stock-{sha256(name.encode()).hexdigest()[:16]}"),
        patient=regimen.patient,
        code=CODES.get(key, "STOCK-LOW"),
        cause=Cause.ADVISORY,
        priority=Priority.LOW,
        raised_at=now,
        reasons=(Reason(key=key, facts=facts),),
    )
