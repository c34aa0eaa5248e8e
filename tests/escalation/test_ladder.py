"""The ladder by example; `test_ladder_stories` says what holds for every one."""

from dataclasses import replace
from datetime import timedelta

from care.alarm import AlarmId, Priority
from care.commands import Notify, Record
from care.escalation import (
    Escalation,
    Rung,
    Stage,
)
from care.people import ProviderId
from escalation.ladder import (
    RETRY,
    Event,
    Started,
    Tick,
    Updated,
    escalation_id,
    step,
)
from tests.fakes.calls import THREE, after, alarm, contact, ladder, policy
from tests.fakes.ladder_events import acknowledged, failed, resolved, told


def climb(*moments: tuple[Event, float]) -> tuple[Escalation, list[list[str]]]:
    """Play events at seconds after three; who was told at each."""
    state, all_told = ladder(), []
    for event, seconds in moments:
        state, commands = step(state, event, after(seconds))
        all_told.append(told(commands))
    return state, all_told


def test_rung_after_rung_is_told_until_everybody_is_told_again_without_end() -> None:
    ticks = [(Tick(), s) for s in (29, 30, 90, 389, 390, 690, 990)]
    _, all_told = climb((Started(), 0), *ticks)
    everybody = ["p0", "p1", "p2"]
    assert all_told == [["p0"], [], ["p1"], ["p2"], [], everybody, everybody, everybody]


def test_a_notice_says_who_was_told_before_and_its_id_is_its_place() -> None:
    state, _ = step(ladder(), Started(), THREE)
    state, commands = step(state, Tick(), after(30))
    notice = next(c.notice for c in commands if isinstance(c, Notify))
    assert notice.told == (ProviderId("p0"),)
    assert notice.id == f"{state.id}-0-1-0"


def test_the_id_of_a_call_says_nothing_to_a_stranger() -> None:
    assert escalation_id(alarm()) == escalation_id(alarm(Priority.LOW))
    assert "SPO2" not in escalation_id(alarm())
    assert "home-1" not in escalation_id(alarm())


def test_an_acknowledgement_holds_the_climb_and_lapses() -> None:
    state, all_told = climb(
        (Started(), 0), (acknowledged(10), 10), (Tick(), 100), (Tick(), 909), (Tick(), 910)
    )
    assert all_told == [["p0"], [], [], [], ["p1"]]
    assert state.stage is Stage.CLIMBING
    assert state.acknowledgement is None


def test_an_acknowledgement_that_has_lapsed_is_not_believed_when_it_comes_again() -> None:
    state, _ = climb((Started(), 0), (acknowledged(10), 10), (Tick(), 910))
    again, commands = step(state, acknowledged(10), after(915))
    assert (again, commands) == (state, ())


def test_an_acknowledgement_that_arrives_late_runs_from_when_it_was_given() -> None:
    state, _ = climb((Started(), 0), (acknowledged(10), 40))
    assert state.due == after(910)


def test_somebody_else_can_take_over() -> None:
    state, _ = climb((Started(), 0), (acknowledged(10), 10), (acknowledged(60, "ann"), 60))
    assert state.acknowledgement is not None
    assert state.acknowledgement.by == "ann"
    assert state.due == after(960)


def test_an_acknowledgement_is_not_a_resolution() -> None:
    state, _ = climb((Started(), 0), (acknowledged(10), 10))
    assert state.stage is Stage.ACKNOWLEDGED
    state, commands = step(state, resolved(60), after(60))
    assert state.stage is Stage.RESOLVED
    assert state.due is None
    assert commands == (Record(what=state),)


def test_a_failed_delivery_tells_the_next_rung_at_once() -> None:
    state, _ = step(ladder(), Started(), THREE)
    state, commands = step(state, failed(state), after(2))
    assert told(commands) == ["p1"]
    assert state.due == after(62)


def test_one_failure_of_two_leaves_the_rung_standing() -> None:
    two = Rung(contacts=(contact("a"), contact("b")), wait=timedelta(seconds=30))
    own = replace(policy(), rungs=(two, *policy().rungs))
    state, _ = step(ladder(own=own), Started(), THREE)
    state, commands = step(state, failed(state), after(1))
    assert told(commands) == []
    state, commands = step(state, failed(state), after(2))
    assert told(commands) == ["p0"]


def test_the_same_failure_twice_moves_the_ladder_once() -> None:
    state, _ = step(ladder(), Started(), THREE)
    failure = failed(state)
    state, _ = step(state, failure, after(1))
    assert step(state, failure, after(1)) == (state, ())


def test_when_nobody_is_reached_everybody_is_tried_again_soon() -> None:
    state, _ = step(ladder(), Started(), THREE)
    for _ in range(3):
        state, _ = step(state, failed(state), after(5))
    assert state.due == after(5) + RETRY
    state, commands = step(state, Tick(), after(5) + RETRY)
    assert told(commands) == ["p0", "p1", "p2"]


def test_a_higher_priority_restarts_the_climb_even_when_acknowledged() -> None:
    state, _ = step(ladder(Priority.MEDIUM), Started(), THREE)
    state, _ = step(state, acknowledged(10), after(10))
    urgent = Updated(alarm=alarm(Priority.HIGH), policy=policy((10, 20)))
    state, commands = step(state, urgent, after(20))
    assert told(commands) == ["p0"]
    assert (state.stage, state.acknowledgement) == (Stage.CLIMBING, None)
    assert state.due == after(30)
    late, commands = step(state, acknowledged(10), after(21))
    assert (late, commands) == (state, ())


def test_a_lower_priority_changes_the_facts_and_not_the_urgency() -> None:
    state, _ = step(ladder(Priority.HIGH), Started(), THREE)
    milder = replace(alarm(Priority.LOW), reasons=())
    state, commands = step(state, Updated(alarm=milder, policy=policy()), after(5))
    assert told(commands) == []
    assert state.alarm.priority is Priority.HIGH
    assert state.alarm.reasons == ()


def test_an_update_of_another_episode_is_not_ours() -> None:
    state, _ = step(ladder(), Started(), THREE)
    other = replace(alarm(), id=AlarmId("another"), code="FALL")
    assert step(state, Updated(alarm=other, policy=policy()), after(1)) == (state, ())


def test_a_night_without_power_is_one_telling_and_no_flood() -> None:
    _, all_told = climb((Started(), 0), (Tick(), 8 * 3600), (Tick(), 8 * 3600))
    assert all_told == [["p0"], ["p1"], []]


def test_a_clock_that_was_set_back_does_not_stop_the_ladder() -> None:
    state, _ = step(ladder(), Started(), after(86_400))
    state, commands = step(state, Tick(), THREE)
    assert told(commands) == []
    assert state.due is not None
    assert state.due <= after(900)
