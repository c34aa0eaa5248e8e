from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.instants import micros, of_micros, of_seconds


@given(st.datetimes(timezones=st.just(UTC)))
def test_an_instant_comes_back_to_the_microsecond(at: datetime) -> None:
    assert of_micros(micros(at)) == at
    assert of_micros(micros(at)).tzinfo is UTC


def test_the_zone_does_not_change_the_instant() -> None:
    paris = datetime(2026, 11, 22, 9, 0, tzinfo=timezone(timedelta(hours=1)))
    assert of_micros(micros(paris)) == datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        micros(datetime(2026, 11, 22, 8, 0))  # noqa: DTZ001 - the point


def test_seconds_are_counted_in_utc() -> None:
    assert of_seconds(1_767_571_200.5) == datetime(2026, 1, 5, 0, 0, 0, 500_000, tzinfo=UTC)
    assert of_seconds(0.0).tzinfo is UTC
