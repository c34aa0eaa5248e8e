"""Moves between zones: once per local day, whatever the route."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from care.medication import Dose, Regimen
from care.people import Routine
from reminders.alarms import local_due
from reminders.plan import plan
from reminders.slots import CLINIC
from reminders.travel import by_the_wall, not_again
from tests.fakes.medicines import regimen

START = datetime(2026, 3, 2, tzinfo=UTC)
PLACES = [
    "Europe/Paris",
    "America/New_York",
    "Pacific/Auckland",
    "Pacific/Honolulu",
    "Asia/Tokyo",
]


Stay = tuple[datetime, ZoneInfo]
"""From that instant on, the patient's clock is that of the zone."""


def planned(order: Regimen, stays: list[Stay], end: datetime) -> list[Dose]:
    """Every dose from the first stay to `end`, as the tray plans through all moves."""
    doses: list[Dose] = []
    ends = [*(since for since, _ in stays[1:]), end]
    for (since, zone), until in zip(stays, ends, strict=True):
        fresh = plan([order], Routine(), zone, since, until, table=CLINIC)
        doses += not_again(fresh, doses, [order])
    return doses


@settings(max_examples=60, deadline=None)
@given(
    legs=st.lists(
        st.tuples(st.sampled_from(PLACES), st.integers(1, 90)), min_size=1, max_size=6
    )
)
def test_no_local_day_has_its_dose_twice(legs: list[tuple[str, int]]) -> None:
    stays: list[Stay] = []
    since = START
    for place, hours in legs:
        stays.append((since, ZoneInfo(place)))
        since += timedelta(hours=hours)
    order = regimen("a", "08:00", "20:00", starts=START)
    doses = planned(order, stays, since)
    named = Counter(local_due(dose).replace(tzinfo=None) for dose in doses)
    assert not named or max(named.values()) == 1


def test_hours_do_not_care_where_one_is() -> None:
    timing = {"frequency": 1, "period": 6, "periodUnit": "h"}
    order = regimen("a", timing=timing, starts=START)
    stays = [
        (START, ZoneInfo("Europe/Paris")),
        (START + timedelta(hours=20), ZoneInfo("America/New_York")),
    ]
    doses = planned(order, stays, START + timedelta(days=2))
    assert [dose.due for dose in doses] == [
        START + timedelta(hours=6 * n) for n in range(8)
    ]
    assert not by_the_wall(order)
