from datetime import UTC, datetime, timedelta

from assistant.believed import BelievedClock
from care.commands import Raise
from care.people import PatientId
from tests.fakes.clock import HandClock

EIGHT = datetime(2026, 11, 22, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Both:
    """A wall clock and the home's own count, moved together or apart."""

    def __init__(self) -> None:
        self.wall = HandClock(EIGHT)
        self.count = 0.0
        self.clock = BelievedClock(self.wall, PatientId("rose"), lambda: self.count)

    def passes(self, span: timedelta) -> None:
        self.wall.at += span
        self.count += span.total_seconds()


def test_a_clock_that_goes_evenly_is_believed() -> None:
    both = Both()
    assert both.clock.now() == EIGHT
    both.passes(HOUR)
    assert both.clock.now() == EIGHT + HOUR
    assert not both.clock.alarms


def test_a_jump_of_a_day_does_not_move_the_home_and_is_told() -> None:
    both = Both()
    both.clock.now()
    both.wall.at -= 24 * HOUR
    both.passes(timedelta(minutes=1))
    assert both.clock.now() == EIGHT + timedelta(minutes=1)
    both.wall.at += 48 * HOUR
    both.passes(timedelta(minutes=1))
    assert both.clock.now() == EIGHT + timedelta(minutes=2)
    assert [type(one) for one in both.clock.alarms] == [Raise]


def test_time_never_runs_back() -> None:
    both = Both()
    told = []
    for minutes in (5, -90, 200, -3000, 7):
        both.wall.at += timedelta(minutes=minutes)
        both.count += 60
        told.append(both.clock.now())
    assert told == sorted(told)
    assert both.clock.real_seconds(HOUR) == 3600
