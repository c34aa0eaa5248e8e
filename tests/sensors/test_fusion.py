from dataclasses import replace
from datetime import timedelta

import pytest

from care.alarm import Cause, Finding, Priority, Reason
from sensors.fusion import alarm_id, composed, first_alarm, host, with_finding, without
from sensors.held import Held, Kept, Standing
from tests.fakes.patients import ADA, at


def found(code: str, priority: Priority, **more: object) -> Finding:
    base = Finding(
        patient=ADA.id,
        code=code,
        cause=Cause.PHYSIOLOGICAL,
        priority=priority,
        since=at(0),
        reasons=(Reason(key="spo2_low", facts=(("stream", code),)),),
    )
    return replace(base, **more)  # type: ignore[arg-type]


def held(priority: Priority = Priority.MEDIUM, **more: object) -> Held:
    one = first_alarm(found("A", priority), "breathing", ())
    return replace(composed(one, (), at(0)), **more)  # type: ignore[arg-type]


def kept(*alarms: Held) -> Kept:
    return Kept(alarms={one.alarm.id: one for one in alarms})


def test_the_same_group_is_the_same_alarm() -> None:
    one = held()
    urgent = found("B", Priority.HIGH)
    assert host(kept(one), urgent, "breathing", at(9999)) is one


def test_another_group_joins_when_it_is_recent_and_no_more_urgent() -> None:
    one = held()
    low = found("B", Priority.LOW)
    assert host(kept(one), low, "circulation", at(60)) is one
    assert host(kept(one), low, "circulation", at(1801)) is None


@pytest.mark.parametrize(
    "finding",
    [
        found("B", Priority.HIGH),
        found("B", Priority.LOW, floor=True),
        found("B", Priority.LOW, ask="fallen"),
        found("B", Priority.LOW, cause=Cause.TECHNICAL),
        found("B", Priority.LOW, cause=Cause.ADVISORY),
    ],
)
def test_immediate_danger_does_not_hide_in_an_old_alarm(finding: Finding) -> None:
    assert host(kept(held()), finding, "circulation", at(60)) is None


def test_only_what_is_no_worse_stays_with_an_alarm_that_a_person_closed() -> None:
    one = held(standing=Standing.CLOSED)
    same = found("B", Priority.MEDIUM)
    assert host(kept(one), same, "breathing", at(1)) is one
    assert host(kept(one), found("B", Priority.HIGH), "breathing", at(1)) is None
    assert host(kept(one), replace(same, floor=True), "breathing", at(1)) is None


@pytest.mark.parametrize("standing", [Standing.NOTED])
def test_nothing_new_joins_what_is_noted(standing: Standing) -> None:
    assert (
        host(kept(held(standing=standing)), found("B", Priority.LOW), "breathing", at(1))
        is None
    )


def test_a_cleared_alarm_comes_back_only_as_no_worse() -> None:
    one = held(standing=Standing.CLEARED)
    assert host(kept(one), found("A", Priority.MEDIUM), "breathing", at(1)) is one
    assert host(kept(one), found("A", Priority.HIGH), "breathing", at(1)) is None


def test_priority_never_falls_while_the_alarm_is_open() -> None:
    one = composed(with_finding(held(), found("B", Priority.HIGH)), (), None)
    assert one.alarm.priority is Priority.HIGH
    less = composed(without(one, "B"), (), None)
    assert less.alarm.priority is Priority.HIGH


def test_the_most_urgent_finding_gives_code_and_first_reason() -> None:
    one = composed(with_finding(held(), found("B", Priority.HIGH)), (), None)
    assert one.alarm.code == "B"
    assert dict(one.alarm.reasons[0].facts)["stream"] == "B"


def test_no_caps_the_priority_until_something_new_and_worse_joins() -> None:
    capped = composed(held(Priority.HIGH, cap=Priority.MEDIUM), (), None)
    assert capped.alarm.priority is Priority.MEDIUM
    again = composed(with_finding(capped, found("A", Priority.HIGH)), (), None)
    assert again.alarm.priority is Priority.MEDIUM
    worse = composed(with_finding(capped, found("C", Priority.HIGH)), (), None)
    assert worse.alarm.priority is Priority.HIGH


def test_of_several_reasons_about_one_stream_only_the_first_is_said() -> None:
    same = found("B", Priority.LOW, reasons=held().alarm.reasons)
    assert len(composed(with_finding(held(), same), (), None).alarm.reasons) == 1


def test_the_id_comes_from_the_episode() -> None:
    one, other = (alarm_id(ADA.id, "A", at(0)) for _ in range(2))
    assert one == other
    assert one != alarm_id(ADA.id, "A", at(0) + timedelta(seconds=1))
