"""Stock counts down with doses and is told about in time."""

from dataclasses import replace
from datetime import date, timedelta

from care.medication import AsNeeded, DoseOutcome
from care.people import Routine
from reminders.stock import Stock, left, refill_notice, supply
from tests.fakes.medicines import PARIS, dose, local, named, regimen

NOW = local("00:00")
STOCK = Stock(medicine="metformin", units=20, counted_at=NOW)
DAY = (Routine(), PARIS)
ORDER = regimen("metformin", "08:00", "20:00", units_per_dose=2)


def test_what_was_taken_is_gone_and_what_was_refused_is_not() -> None:
    taken = named(dose(), outcome=DoseOutcome.TAKEN, taken_at=local("08:00"))
    refused = named(dose("metformin", "20:00"), outcome=DoseOutcome.REFUSED)
    early = named(taken, taken_at=NOW - timedelta(days=1))
    assert left(STOCK, [taken, refused, early], {ORDER.id: 2.0}) == 18


def test_the_first_dose_it_is_not_enough_for() -> None:
    found = supply(STOCK, [ORDER], [], DAY, NOW)
    assert found.lasts_until == local("08:00") + timedelta(days=5)
    assert not found.expired


def test_a_notice_comes_n_days_ahead_and_once_per_count() -> None:
    short = replace(STOCK, units=8)
    found = supply(short, [ORDER], [], DAY, NOW)
    notice = refill_notice(found, ORDER, NOW)
    again = refill_notice(found, ORDER, NOW + timedelta(hours=5))
    assert notice is not None
    assert again is not None
    assert notice.id == again.id
    assert dict(notice.reasons[0].facts)["number"] == "2"
    plenty = supply(replace(STOCK, units=400), [ORDER], [], DAY, NOW)
    assert (plenty.lasts_until, refill_notice(plenty, ORDER, NOW)) == (None, None)


def test_a_past_date_is_told() -> None:
    old = supply(replace(STOCK, expires=date(2026, 3, 1)), [ORDER], [], DAY, NOW)
    notice = refill_notice(old, ORDER, NOW)
    assert notice is not None
    assert notice.code == "STOCK-EXPIRED"


def test_a_coming_date_and_the_last_tablets_on_demand_are_told_ahead() -> None:
    soon = replace(STOCK, units=400, expires=NOW.date() + timedelta(days=5))
    notice = refill_notice(supply(soon, [ORDER], [], DAY, NOW), ORDER, NOW)
    assert notice is not None
    assert (notice.code, notice.reasons[0].key) == ("STOCK-EXPIRED", "stock_expires")
    demand = regimen("metformin", as_needed=AsNeeded(maximum=4))
    few = supply(replace(STOCK, units=3), [demand], [], DAY, NOW)
    notice = refill_notice(few, demand, NOW)
    assert notice is not None
    assert notice.reasons[0].key == "stock_few"
    assert refill_notice(replace(few, left=4.0), demand, NOW) is None
