"""The plan as a clinician reads it, and what a change changes."""

from datetime import timedelta

from care.medication import AsNeeded
from reminders.rendering import changes, shown
from tests.fakes.medicines import regimen
from tests.fakes.orders import SETTING, order

WEEK = [f"2026-03-0{day}" for day in range(2, 10)]


def test_seven_days_line_by_line() -> None:
    lines = shown(order("08:00", "20:00", hours=2), SETTING)
    assert lines[0] == "2026-03-02: 20:00 one tablet"
    assert lines[1] == "2026-03-03: 08:00 one tablet, 20:00 one tablet"
    assert [line[:10] for line in lines] == WEEK


def test_ranges_and_limits_are_shown() -> None:
    hours = {"frequency": 1, "period": 4, "periodMax": 6, "periodUnit": "h"}
    assert shown(order(timing=hours), SETTING)[-1] == "metformin: period 4-6 h"
    demand = order(as_needed=AsNeeded(maximum=4), minimum_gap=timedelta(hours=6))
    assert shown(demand, SETTING) == ("metformin: one tablet; gap 6 h; maximum 4 / 24 h",)


def test_a_change_says_what_differs_and_nothing_else() -> None:
    before, after = order("08:00"), order("09:00", revision=2, critical=True)
    found = {
        one.element: (one.before, one.after) for one in changes(before, after, SETTING)
    }
    assert found["critical"] == ("False", "True")
    assert found["plan"][1].startswith("2026-03-02 09:00, 2026-03-03 09:00")
    assert set(found) == {"critical", "plan"}
    assert changes(before, before, SETTING) == ()


def test_added_and_stopped_medicine() -> None:
    one = order("08:00")
    other = type(one)(
        id=one.id,
        patient=one.patient,
        revision=2,
        regimens=(regimen("ramipril"),),
        effective=one.effective,
        author=one.author,
    )
    kinds = [(change.element, change.regimen) for change in changes(one, other, SETTING)]
    assert kinds == [("stopped", "metformin"), ("added", "ramipril")]
