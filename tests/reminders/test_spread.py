"""So many times in so many days: the clinic's table, or a refusal."""

import pytest

from reminders.element import TimingError
from reminders.slots import CLINIC, SlotTable
from reminders.spread import spread


def test_the_clinic_s_own_table_counts() -> None:
    table = SlotTable(per_day={2: (21600, 64800)})
    timing = {"frequency": 2, "period": 1, "periodUnit": "d"}
    assert spread(timing, frozenset(), 1, None, table) == (frozenset(), (21600, 64800))
    with pytest.raises(TimingError, match="no times for 1"):
        spread({"period": 1, "periodUnit": "d"}, frozenset(), 1, None, table)


def test_three_times_a_week_are_shown_days() -> None:
    timing = {"frequency": 3, "period": 1, "periodUnit": "wk"}
    days, times = spread(timing, frozenset(), 1, None, CLINIC)
    assert (set(days), times) == ({0, 2, 4}, (28800,))
