"""From when to when an order holds."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from reminders.bounds import bounds_of, end_of, months_later
from reminders.element import TimingError
from tests.fakes.medicines import PARIS

ANCHOR = datetime(2026, 1, 31, 8, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("length", "unit", "end"),
    [
        (5, "d", "2026-02-05T08:00"),
        (2, "wk", "2026-02-14T08:00"),
        (1, "mo", "2026-02-28T08:00"),
        (1, "a", "2027-01-31T08:00"),
        (36, "h", "2026-02-01T20:00"),
    ],
)
def test_a_length_is_counted_from_the_anchor(length: int, unit: str, end: str) -> None:
    found = bounds_of({"boundsDuration": {"value": length, "code": unit}})
    expected = datetime.fromisoformat(end).replace(tzinfo=PARIS)
    assert end_of(found, ANCHOR, PARIS) == expected


def test_a_range_is_planned_to_its_lower_end() -> None:
    low, high = ({"value": n, "unit": "d"} for n in (3, 9))
    found = bounds_of({"boundsRange": {"low": low, "high": high}})
    assert found.length == 3


def test_a_date_as_end_includes_the_whole_day() -> None:
    found = bounds_of({"boundsPeriod": {"start": "2026-03-02", "end": "2026-03-04"}})
    end = end_of(found, ANCHOR, PARIS)
    assert end is not None
    assert end.astimezone(UTC) == datetime(2026, 3, 4, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("timing", "element"),
    [
        ({"boundsPeriod": {"start": "2026-03-04", "end": "2026-03-01"}}, "boundsPeriod"),
        ({"boundsPeriod": "March"}, "boundsPeriod"),
        ({"boundsPeriod": {"start": "2026-13-01"}}, "boundsPeriod.start"),
        ({"boundsDuration": {"value": 0, "code": "d"}}, "boundsDuration.value"),
        ({"boundsDuration": {"value": 1.5, "code": "d"}}, "boundsDuration.value"),
        ({"boundsDuration": {"value": 1, "code": "moon"}}, "boundsDuration.code"),
        ({"boundsRange": {"high": {"value": 1}}}, "boundsRange.low"),
        ({"boundsPeriod": {}, "boundsDuration": {}}, "boundsDuration"),
    ],
)
def test_bad_bounds_are_named(timing: dict[str, Any], element: str) -> None:
    with pytest.raises(TimingError) as refused:
        bounds_of(timing)
    assert refused.value.element == element


def test_short_months_end_on_their_last_day() -> None:
    assert months_later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_later(date(2024, 2, 29), 12) == date(2025, 2, 28)
