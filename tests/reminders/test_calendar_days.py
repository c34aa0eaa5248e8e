"""Local days and wall-clock instants."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from reminders.calendar_days import days, exists, instants, wall
from reminders.timing import Wall
from tests.fakes.medicines import PARIS

MONDAY = date(2026, 3, 2)


def test_a_missing_time_moves_on_and_a_double_one_comes_first() -> None:
    spring = wall(date(2026, 3, 29), 9000, PARIS)
    autumn = wall(date(2026, 10, 25), 9000, PARIS)
    assert spring == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert autumn == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_samoa_skipped_a_day() -> None:
    assert not exists(date(2011, 12, 30), ZoneInfo("Pacific/Apia"))
    assert exists(date(2011, 12, 31), ZoneInfo("Pacific/Apia"))


def test_every_other_week_counts_from_the_anchor_s_week() -> None:
    form = Wall(times=(0,), every=2, unit="wk", weekdays=frozenset({0, 4}))
    found = list(days(form, date(2026, 3, 4), MONDAY, date(2026, 3, 22)))
    assert found == [date(2026, 3, 6), date(2026, 3, 16), date(2026, 3, 20)]


def test_a_month_in_the_middle_is_found_from_anywhere() -> None:
    form = Wall(times=(0,), every=3, unit="mo")
    assert list(days(form, date(2026, 1, 31), date(2026, 7, 1), date(2026, 8, 1))) == [
        date(2026, 7, 31)
    ]
    assert list(days(form, date(2026, 1, 31), date(2025, 1, 1), date(2026, 2, 1))) == [
        date(2026, 1, 31)
    ]


def test_days_at_once_are_the_same_as_one_by_one() -> None:
    """Also where half an hour, a whole day or midnight itself is missing."""
    seconds = (-1800, 0, 1800, 5400, 9000, 82800, 90000)
    for name in ("Pacific/Apia", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Kathmandu"):
        zone = ZoneInfo(name)
        year = [date.fromordinal(date(2011, 1, 1).toordinal() + n) for n in range(366)]
        one_by_one = [wall(d, s, zone) for d in year if exists(d, zone) for s in seconds]
        assert list(instants(year, seconds, zone)) == one_by_one
        assert list(instants(year[::9], seconds, zone)) == [
            wall(d, s, zone) for d in year[::9] if exists(d, zone) for s in seconds
        ]
