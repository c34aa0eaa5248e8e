from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from console.lockout import (
    FIRST,
    FREE,
    FREE_ADDRESS,
    LONGEST,
    Lockout,
    admitted,
    refused,
    wait,
)

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
KEYS = ("name:nora", "address:127.0.0.1")
NONE = timedelta(0)


def after(wrong: int) -> Lockout:
    lockout = Lockout()
    for _ in range(wrong):
        lockout = refused(lockout, KEYS, NOW)
    return lockout


def test_a_few_wrong_tries_cost_nothing() -> None:
    assert wait(after(FREE - 1), KEYS, NOW) == NONE


def test_then_each_doubles_the_wait() -> None:
    waits = [wait(after(n), KEYS, NOW) for n in range(FREE, FREE + 3)]
    assert waits == [FIRST, 2 * FIRST, 4 * FIRST]


def test_the_wait_has_an_end() -> None:
    assert wait(after(500), KEYS, NOW) == LONGEST
    assert wait(after(500), KEYS, NOW + LONGEST) == NONE


def test_a_right_sign_in_clears_the_tally() -> None:
    assert wait(admitted(after(50), KEYS), KEYS, NOW) == NONE


def test_another_name_from_the_same_address_may_still_try() -> None:
    other = ("name:luca", KEYS[1])
    assert wait(after(FREE), other, NOW) == NONE
    assert wait(after(FREE_ADDRESS), other, NOW) > NONE


@given(st.lists(st.integers(0, 5000), max_size=60))
def test_tallies_never_grow_without_end(seconds: list[int]) -> None:
    lockout, now = Lockout(), NOW
    for i, step in enumerate(seconds):
        now += timedelta(seconds=step)
        lockout = refused(lockout, (f"name:{i}",), now)
    assert all(now - tally.last < timedelta(hours=1) for tally in lockout.tallies.values())
