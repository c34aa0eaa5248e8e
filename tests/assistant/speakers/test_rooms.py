from hypothesis import given
from hypothesis import strategies as st

from assistant.speakers.rooms import targets
from care.speech import Urgency

HOME = (("bed", "bedroom"), ("kitchen", "kitchen"), ("wall", "kitchen"))


def test_a_reminder_goes_where_the_patient_was_last() -> None:
    assert targets(HOME, "kitchen", Urgency.QUESTION) == ("kitchen", "wall")


def test_without_a_trace_of_the_patient_the_first_speaker_speaks() -> None:
    assert targets(HOME, None, Urgency.TALK) == ("bed",)
    assert targets(HOME, "cellar", Urgency.QUESTION) == ("bed",)


def test_a_crisis_is_said_everywhere() -> None:
    assert targets(HOME, "bedroom", Urgency.CRISIS) == ("bed", "kitchen", "wall")
    assert targets(HOME, "bedroom", Urgency.ALARM) == ("bed", "kitchen", "wall")


@given(
    st.lists(st.tuples(st.text("ab", min_size=1), st.sampled_from("xyz")), max_size=5),
    st.none() | st.sampled_from("xyz"),
    st.sampled_from(Urgency),
)
def test_somebody_speaks_whenever_a_speaker_is_there(
    speakers: list[tuple[str, str]], room: str | None, urgency: Urgency
) -> None:
    assert bool(targets(speakers, room, urgency)) == bool(speakers)
