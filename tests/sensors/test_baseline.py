from hypothesis import given
from hypothesis import strategies as st

from sensors.baseline import APART, DAY, NEW, Baseline


def days(values: list[float], per_day: int = 5) -> Baseline:
    baseline = NEW
    for day, value in enumerate(values):
        for i in range(per_day):
            baseline = baseline.with_value(day * DAY + DAY + i * APART, value)
    return baseline


def test_nothing_is_usual_before_three_whole_days() -> None:
    assert days([96, 96, 96]).usual is None
    assert days([96, 96, 96, 90]).usual == 96


def test_one_odd_day_does_not_change_what_is_usual() -> None:
    assert days([96, 96, 80, 96, 96]).usual == 96


def test_only_the_last_week_counts() -> None:
    assert days([96.0] * 3 + [90.0] * 8).usual == 90


def test_a_dense_stream_is_thinned() -> None:
    dense = NEW
    for second in range(1000):
        dense = dense.with_value(DAY + second, 96)
    assert dense.total == 4


def test_events_are_counted_each_and_make_a_busy_day() -> None:
    baseline = NEW
    for day in range(4):
        for i in range(10):
            baseline = baseline.with_event((day + 1) * DAY + i)
    assert baseline.busy == 10
    assert baseline.with_event(DAY) is baseline


@given(st.lists(st.floats(20, 600), min_size=4, max_size=20))
def test_usual_lies_among_what_was_measured(values: list[float]) -> None:
    usual = days(values).usual
    assert usual is not None
    assert min(values) - 1 <= usual <= max(values) + 1
