"""Words for a past time, on the patient's clock."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assistant.conversation.spans import SPANS, span
from tests.fakes.conversation import NOON, PARIS


def test_yesterday_is_the_patients_yesterday() -> None:
    found = span("yesterday", NOON, PARIS)
    assert found == (
        datetime(2026, 11, 20, 23, tzinfo=UTC),
        datetime(2026, 11, 21, 23, tzinfo=UTC),
    )


def test_a_day_of_a_clock_change_has_its_own_length() -> None:
    after = datetime(2026, 10, 26, 9, tzinfo=UTC)
    start, end = span("yesterday", after, PARIS) or (after, after)
    assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=25)


def test_what_has_not_begun_is_no_stretch() -> None:
    early = datetime(2026, 11, 22, 4, tzinfo=UTC)
    assert span("this_morning", early, PARIS) is None


@pytest.mark.parametrize("name", [None, "tomorrow", ""])
def test_other_words_are_no_stretch(name: str | None) -> None:
    assert span(name, NOON, PARIS) is None


@given(
    some.sampled_from(sorted(SPANS)),
    some.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=some.just(UTC)),  # noqa: DTZ001
)
def test_a_stretch_ends_after_it_starts_and_never_in_the_future(
    name: str, now: datetime
) -> None:
    found = span(name, now, PARIS)
    if found:
        assert found[0] < found[1] <= now
