"""Ranges of arrivals against plain sets."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sensors.arrivals import Arrivals

numbers = st.lists(st.integers(1, 60), max_size=80)


def of(sequence: list[int]) -> Arrivals:
    held = Arrivals()
    for number in sequence:
        held = held.plus(number)
    return held


@given(numbers)
def test_they_hold_what_came_and_nothing_else(came: list[int]) -> None:
    held = of(came)
    assert [n for n in range(1, 62) if held.has(n)] == sorted(set(came))
    assert all(hi + 1 < lo for (_, hi), (lo, _) in pairwise(held.ranges))


@given(numbers)
def test_missing_is_the_rest_below_the_highest(came: list[int]) -> None:
    missing = {n for lo, hi in of(came).missing() for n in range(lo, hi + 1)}
    assert missing == set(range(1, max(came, default=0))) - set(came)


@given(numbers)
def test_complete_is_the_run_from_the_first(came: list[int]) -> None:
    run = 0
    while run + 1 in came:
        run += 1
    assert of(came).complete == run
    assert of(came).highest == max(came, default=0)
