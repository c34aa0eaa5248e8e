"""The doses that the review hands to the desks: weeks, or back to the oldest count."""

from datetime import timedelta
from pathlib import Path

import pytest

from assistant.review import review
from reminders.stock import Stock, Supplies, state_of
from tests.fakes.homes import record_in
from tests.fakes.medicines import PATIENT, dose, local

pytestmark = pytest.mark.integration
NOW = local("12:00")


def test_the_last_weeks_and_all_since_the_oldest_count(tmp_path: Path) -> None:
    record = record_in(tmp_path)
    due = dose("metformin", "08:00")
    with record.unit() as unit:
        unit.doses.keep(due, NOW)
        later = NOW + timedelta(days=100)
        assert review(unit, PATIENT, NOW).doses == (due,)
        assert review(unit, PATIENT, later).doses == ()
        counted = Stock(medicine="metformin", units=9, counted_at=NOW - timedelta(days=1))
        unit.states.save(state_of(PATIENT), Supplies(stocks=(counted,)), NOW)
        assert review(unit, PATIENT, later).doses == (due,)
    record.close()
