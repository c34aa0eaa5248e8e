from dataclasses import replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from care.people import Routine
from sensors.localtime import awake, last_wake, local, next_bed
from tests.fakes.patients import ADA

PARIS = replace(ADA, zone=ZoneInfo("Europe/Paris"))
LATE = replace(ADA, routine=Routine(wake=time(9, 0), bed=time(1, 0)))


def at(hour: int, minute: int = 0) -> float:
    return datetime(2026, 11, 22, hour, minute, tzinfo=UTC).timestamp()


def test_the_wall_clock_is_the_patients() -> None:
    assert local(PARIS, at(21, 40)).hour == 22
    assert awake(ADA, at(21, 40))
    assert not awake(PARIS, at(21, 40))


def test_somebody_may_go_to_bed_after_midnight() -> None:
    assert awake(LATE, at(0, 30))
    assert not awake(LATE, at(1, 30))


def test_the_day_begins_and_ends_with_the_routine() -> None:
    assert last_wake(ADA, at(9)) == at(7)
    assert last_wake(ADA, at(6)) == at(7) - 86400
    assert next_bed(ADA, at(9)) == at(22, 30)
    assert next_bed(ADA, at(23)) == at(22, 30) + 86400
