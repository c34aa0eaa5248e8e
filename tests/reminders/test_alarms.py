"""Alarms about doses: shared by doses due together, and without names in their ids."""

from care.alarm import Cause, Priority
from reminders.alarms import LATE, MISSED, TWICE, alarm_id, dose_alarm, local_due, token
from tests.fakes.medicines import dose, local, named, regimen


def test_doses_due_together_share_an_id_that_tells_nothing() -> None:
    assert alarm_id(dose("a")) == alarm_id(dose("b"))
    assert alarm_id(dose("a")) != alarm_id(dose("a", "20:00"))
    assert alarm_id(dose("a")) != alarm_id(named(dose("a"), patient="other"))
    assert "metformin" not in alarm_id(dose()) + token(dose().id)


def test_priorities() -> None:
    usual, critical = regimen(), regimen(critical=True)
    found = [
        dose_alarm(dose(), order, code, local("09:00")).priority
        for order in (usual, critical)
        for code in (LATE, MISSED, TWICE)
    ]
    low, medium, high = Priority.LOW, Priority.MEDIUM, Priority.HIGH
    assert found == [low, low, medium, low, medium, high]


def test_the_reason_says_medicine_and_local_time() -> None:
    alarm = dose_alarm(dose(), regimen(), MISSED, local("09:30"))
    assert alarm.cause is Cause.ADVISORY
    assert dict(alarm.reasons[0].facts) == {"medicine": "metformin", "due": "08:00"}
    assert local_due(dose()).hour == 8


def test_a_second_intake_is_an_alarm_of_its_own_each_time() -> None:
    said = [
        dose_alarm(dose(), regimen(), code, local(clock)).id
        for code, clock in ((LATE, "09:00"), (TWICE, "09:00"), (TWICE, "09:30"))
    ]
    assert len(set(said)) == 3, "one that was closed would hide the next"
    assert said[1] == dose_alarm(dose(), regimen(), TWICE, local("09:00")).id
