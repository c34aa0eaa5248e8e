"""Moves between zones: once per local day, whatever the route."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from care.people import Routine
from reminders.alarms import local_due
from reminders.travel import Stay, by_the_wall, plan_stays
from tests.fakes.medicines import regimen

START = datetime(2026, 3, 2, tzinfo=UTC)
PLACES = [
    "Europe/Paris",
    "America/New_York",
    "Pacific/Auckland",
    "Pacific/Honolulu",
    "Asia/Tokyo",
]


@settings(max_examples=60, deadline=None)
@given(
    legs=st.lists(
        st.tuples(st.sampled_from(PLACES), st.integers(1, 90)), min_size=1, max_size=6
    )
)
def test_no_local_day_has_its_dose_twice(legs: list[tuple[str, int]]) -> None:
    stays, since = [], START
    for place, hours in legs:
        stays.append(Stay(since=since, zone=ZoneInfo(place)))
        since += timedelta(hours=hours)
    order = regimen("a", "08:00", "20:00", starts=START)
    doses = plan_stays([order], Routine(), stays, since)
    named = Counter(local_due(dose).replace(tzinfo=None) for dose in doses)
    assert not named or max(named.values()) == 1


def test_hours_do_not_care_where_one_is() -> None:
    timing = {"frequency": 1, "period": 6, "periodUnit": "h"}
    order = regimen("a", timing=timing, starts=START)
    stays = [
        Stay(since=START, zone=ZoneInfo("Europe/Paris")),
        Stay(since=START + timedelta(hours=20), zone=ZoneInfo("America/New_York")),
    ]
    doses = plan_stays([order], Routine(), stays, START + timedelta(days=2))
    assert [dose.due for dose in doses] == [
        START + timedelta(hours=6 * n) for n in range(8)
    ]
    assert not by_the_wall(order)
