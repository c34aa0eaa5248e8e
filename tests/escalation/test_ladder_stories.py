"""What holds for every ladder, whatever happens to it."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from care.alarm import URGENCY, Priority
from care.codec import decode, encode
from care.commands import Command, Notify, Record, WakeAt
from care.escalation import (
    Delivery,
    DeliveryStatus,
    Escalation,
    NoticeId,
    Policy,
    Stage,
)
from escalation.ladder import (
    Delivered,
    Event,
    Resolved,
    Started,
    Tick,
    Updated,
    step,
)
from tests.fakes.calls import THREE, after, alarm, ladder, policy
from tests.fakes.ladder_events import acknowledged, resolved, told

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
    for before, commands, _, state in play(own, [(Started(), 0.0), *story]):
        if before.stage is state.stage is Stage.ACKNOWLEDGED:
            assert not told(commands)
        assert URGENCY[state.alarm.priority] <= URGENCY[before.alarm.priority]


@given(POLICIES, STORIES)
def test_a_ladder_comes_back_from_the_record_as_it_was(
    own: Policy, story: list[tuple[Event, float]]
) -> None:
    state = play(own, [(Started(), 0.0), *story])[-1][3]
    assert decode(Escalation, encode(state)) == state
