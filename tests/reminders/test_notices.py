"""Alarms of several doses are told as one, and cleared when the last one is settled."""

from dataclasses import replace

from care.alarm import Priority
from care.commands import Clear, Raise
from reminders.alarms import LATE, MISSED, alarm_id, dose_alarm
from reminders.dose_words import Round
from reminders.notices import standing_alarms, told_together
from reminders.round import begin
from tests.fakes.medicines import dose, local, regimen

NOW = local("09:30")


def late(name: str, clock: str = "08:00", *, critical: bool = False) -> Round:
    one = begin(dose(name, clock), regimen(name, critical=critical))
    return replace(one, told=MISSED if critical else LATE, told_at=NOW)


def raised(one: Round) -> Raise:
    return Raise(alarm=dose_alarm(one.dose, one.regimen, one.told or LATE, NOW))


def test_an_update_carries_the_reasons_of_all_that_stand() -> None:
    a, b = late("a"), late("b", critical=True)
    (told,) = told_together([raised(b)], [a, b])
    assert isinstance(told, Raise)
    assert told.alarm.priority is Priority.MEDIUM
    assert len(told.alarm.reasons) == 2
    assert [one.alarm for one in standing_alarms([a, b])] == [told.alarm]


def test_clearing_waits_for_the_last_one() -> None:
    a, b = late("a"), late("b")
    clear = Clear(alarm=alarm_id(a.dose), at=NOW)
    settled = replace(a, told=None, told_at=None)
    assert told_together([clear], [settled, b]) == []
    assert told_together([clear], [settled]) == [clear]


def test_more_than_three_at_once_are_one() -> None:
    many = [late("a", f"0{hour}:00") for hour in range(1, 6)]
    (told,) = told_together([raised(one) for one in many], many)
    assert isinstance(told, Raise)
    assert told.alarm.id == alarm_id(many[0].dose)
    assert len(told.alarm.reasons) == 5
