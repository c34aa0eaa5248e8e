"""A clock that jumps, or was dead: no time is believed that cannot be right."""

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from care.alarm import Cause
from care.commands import Clear, Raise
from reminders.timekeeper import Seen, Started, Timekeeper, Trust, step
from tests.fakes.medicines import PATIENT, local

EIGHT = local("08:00")
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def started() -> Timekeeper:
    state, now, _ = step(Timekeeper(patient=PATIENT), Started(wall=EIGHT, count=100))
    assert now == EIGHT
    return state


def seen(minutes: float, jump: timedelta = timedelta()) -> Seen:
    return Seen(wall=EIGHT + minutes * MINUTE + jump, count=100 + minutes * 60)


def test_an_even_clock_is_believed() -> None:
    state, now, commands = step(started(), seen(10))
    assert (now, commands, state.trust) == (EIGHT + 10 * MINUTE, (), Trust.TRUSTED)


def test_a_day_back_is_an_alarm_and_the_count_goes_on() -> None:
    state = started()
    told: list[Any] = []
    for minutes in range(1, 90):
        state, now, commands = step(state, seen(minutes, -DAY))
        assert now == EIGHT + minutes * MINUTE
        told += commands
    (raised,) = told
    assert isinstance(raised, Raise)
    assert raised.alarm.cause is Cause.TECHNICAL
    state, now, (cleared,) = step(state, seen(90))
    assert isinstance(cleared, Clear)
    assert cleared.alarm == raised.alarm.id
    assert (now, state.trust) == (EIGHT + 90 * MINUTE, Trust.TRUSTED)


def test_a_jump_forward_counts_only_when_it_has_stayed() -> None:
    state = started()
    instants = []
    for minutes in range(1, 40):
        state, now, _ = step(state, seen(minutes, DAY))
        instants.append(now)
    assert instants[:30] == [EIGHT + m * MINUTE for m in range(1, 31)]
    assert instants[30] == EIGHT + DAY + 31 * MINUTE
    assert state.trust is Trust.TRUSTED


def test_a_dead_clock_at_start_makes_reminders_wait() -> None:
    saved = started()
    state, now, (raised,) = step(saved, Started(wall=local("00:00"), count=3))
    assert now is None
    assert isinstance(raised, Raise)
    state, now, _ = step(state, Seen(wall=local("00:10"), count=603))
    assert now is None
    state, now, (cleared,) = step(state, Seen(wall=EIGHT + DAY, count=700))
    assert (now, state.trust) == (EIGHT + DAY, Trust.TRUSTED)
    assert isinstance(cleared, Clear)


def test_a_long_outage_is_no_jump() -> None:
    state, now, commands = step(started(), Started(wall=EIGHT + 9 * DAY, count=0))
    assert (now, commands, state.trust) == (EIGHT + 9 * DAY, (), Trust.TRUSTED)


@given(looks=st.lists(st.tuples(st.floats(0, 40), st.integers(-2000, 2000)), max_size=40))
def test_time_that_has_counted_never_comes_again(looks: list[tuple[float, int]]) -> None:
    state, count, latest = started(), 100.0, EIGHT
    for minutes, offset in looks:
        count += minutes * 60
        wall = EIGHT + timedelta(seconds=count - 100) + offset * MINUTE
        state, now, _ = step(state, Seen(wall=wall, count=count))
        if now is not None:
            assert now >= latest
            latest = now
