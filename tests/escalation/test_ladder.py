"""The ladder by example, and what holds for every ladder whatever happens to it."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from care.alarm import AlarmId, Priority
from care.codec import decode, encode
from care.commands import Command, Notify, Record, WakeAt
from care.escalation import (
    Acknowledgement,
    Delivery,
    DeliveryStatus,
    Escalation,
    NoticeId,
    Outcome,
    Policy,
    Resolution,
    Rung,
    Stage,
)
from care.people import ProviderId
from escalation.ladder import (
    RETRY,
    Acknowledged,
    Delivered,
    Event,
    Resolved,
    Started,
    Tick,
    Updated,
    escalation_id,
    step,
)
from tests.fakes.calls import THREE, after, alarm, contact, ladder, policy

JO = ProviderId("jo")


def told(commands: tuple[Command, ...]) -> list[str]:
    return [c.notice.contact.provider for c in commands if isinstance(c, Notify)]


def acknowledged(seconds: float, by: str = "jo") -> Acknowledged:
    given_at = Acknowledgement(by=ProviderId(by), at=after(seconds))
    return Acknowledged(acknowledgement=given_at)


def resolved(seconds: float) -> Resolved:
    how = Resolution(by=JO, at=after(seconds), outcome=Outcome.REAL_HELPED)
    return Resolved(resolution=how)


def failed(state: Escalation, which: int = 0) -> Delivered:
    return Delivered(
        delivery=Delivery(
            notice=state.standing[which],
            status=DeliveryStatus.REFUSED,
            at=THREE,
        )
    )


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


MOMENTS = st.floats(0, 4_000, allow_nan=False)
EVENTS = st.one_of(
    st.just(Started()),
    st.just(Tick()),
    st.builds(acknowledged, MOMENTS, st.sampled_from(["jo", "ann"])),
    st.builds(resolved, MOMENTS),
    st.builds(
        lambda p, waits: Updated(alarm=alarm(p), policy=policy(waits)),
        st.sampled_from(list(Priority)),
        st.sampled_from([(30.0, 60.0), (5.0,)]),
    ),
    st.builds(
        lambda place, status: Delivered(
            delivery=Delivery(
                notice=NoticeId(f"{ladder().id}-{place}"), status=status, at=THREE
            )
        ),
        st.sampled_from(["0-0-0", "0-1-0", "1-0-0", "1-1-0", "9-9-9"]),
        st.sampled_from(list(DeliveryStatus)),
    ),
)
OPEN_EVENTS = EVENTS.filter(lambda event: not isinstance(event, Resolved))
STORIES = st.lists(st.tuples(EVENTS, st.floats(0, 600, allow_nan=False)), max_size=40)
OPEN_STORIES = st.lists(
    st.tuples(OPEN_EVENTS, st.floats(0, 600, allow_nan=False)), max_size=40
)
POLICIES: st.SearchStrategy[Policy] = st.builds(
    policy,
    st.lists(st.floats(0.001, 700, allow_nan=False), min_size=1, max_size=4).map(tuple),
    st.floats(1, 2_000, allow_nan=False),
)


def play(
    own: Policy, story: list[tuple[Event, float]], priority: Priority = Priority.LOW
) -> list[tuple[Escalation, tuple[Command, ...], datetime, Escalation]]:
    """Every step of a story: before, commands, instant, after."""
    state, seconds, steps = ladder(priority, own), 0.0, []
    for event, pause in story:
        seconds += pause
        before = state
        state, commands = step(state, event, after(seconds))
        steps.append((before, commands, after(seconds), state))
    return steps


@given(POLICIES, STORIES)
def test_an_open_ladder_always_has_a_wake_up_and_a_closed_one_never_notifies(
    own: Policy, story: list[tuple[Event, float]]
) -> None:
    for before, commands, now, state in play(own, [(Started(), 0.0), *story]):
        if before.stage is Stage.RESOLVED:
            assert (state, commands) == (before, ())
        if state.stage is Stage.RESOLVED:
            assert state.due is None
            assert not told(commands)
        else:
            assert state.due is not None
            assert state.due > now or state == before  # overdue until it is ticked
        if state != before:
            assert Record(what=state) in commands
            assert state.due is None or WakeAt(at=state.due) in commands


@given(POLICIES, OPEN_STORIES)
def test_after_a_tick_the_wake_up_is_in_the_future_and_not_beyond_the_policy(
    own: Policy, story: list[tuple[Event, float]]
) -> None:
    state, _, now, _ = (
        play(own, story) or [(ladder(own=own), (), THREE, ladder(own=own))]
    )[-1]
    state, _ = step(state, Tick(), now)
    assert state.due is not None
    longest = [
        state.policy.repeat,
        state.policy.lapse,
        *(r.wait for r in state.policy.rungs),
    ]
    assert now < state.due <= now + max(longest)


@given(POLICIES, STORIES, EVENTS)
def test_an_event_played_twice_changes_nothing_the_second_time(
    own: Policy, story: list[tuple[Event, float]], event: Event
) -> None:
    steps = play(own, [(Started(), 0.0), *story])
    _, _, now, state = steps[-1]
    once, _ = step(state, event, now)
    twice, commands = step(once, event, now)
    assert (twice, commands) == (once, ())


@given(POLICIES, OPEN_STORIES)
def test_whatever_happened_ticks_alone_tell_everybody_in_the_end(
    own: Policy, story: list[tuple[Event, float]]
) -> None:
    state = play(own, [(Started(), 0.0), *story])[-1][3]
    reached: set[str] = set()
    for _ in range(2 * len(state.policy.rungs) + 2):
        assert state.due is not None
        state, commands = step(state, Tick(), state.due)
        reached |= set(told(commands))
    everybody = {c.provider for rung in state.policy.rungs for c in rung.contacts}
    assert reached == everybody


@given(POLICIES, STORIES)
def test_no_notice_has_the_id_of_another(
    own: Policy, story: list[tuple[Event, float]]
) -> None:
    steps = play(own, [(Started(), 0.0), *story])
    ids = [c.notice.id for _, cs, _, _ in steps for c in cs if isinstance(c, Notify)]
    assert len(ids) == len(set(ids))


@given(POLICIES, STORIES)
def test_an_acknowledged_ladder_is_quiet_and_priority_never_falls(
    own: Policy, story: list[tuple[Event, float]]
) -> None:
    order = [Priority.LOW, Priority.MEDIUM, Priority.HIGH]
    for before, commands, _, state in play(own, [(Started(), 0.0), *story]):
        if before.stage is state.stage is Stage.ACKNOWLEDGED:
            assert not told(commands)
        assert order.index(state.alarm.priority) >= order.index(before.alarm.priority)


@given(POLICIES, STORIES)
def test_a_ladder_comes_back_from_the_record_as_it_was(
    own: Policy, story: list[tuple[Event, float]]
) -> None:
    state = play(own, [(Started(), 0.0), *story])[-1][3]
    assert decode(Escalation, encode(state)) == state
