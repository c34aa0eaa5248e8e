from hypothesis import given
from hypothesis import strategies as st

from assistant.segmenter import FINAL, Mark, Patience, Segment, patience, step
from care.speech import Expects

FRAME = 0.032


def marks(pattern: str, waits: Patience) -> list[tuple[float, Mark]]:
    """Seconds and marks of a sound written as x (speech) and . (quiet), 32 ms each."""
    segment, found = Segment(), []
    for place, letter in enumerate(pattern, start=1):
        segment, new = step(segment, 0.9 if letter == "x" else 0.05, FRAME, waits)
        found += [(round(place * FRAME, 3), mark) for mark in new]
    return found


def test_speech_starts_pauses_and_ends_after_the_hang_over() -> None:
    waits = Patience(hang_over=0.7, pause=0.3)
    found = marks("." * 10 + "x" * 30 + "." * 60, waits)
    assert [mark for _, mark in found] == [Mark.STARTED, Mark.PAUSED, Mark.ENDED]
    assert found[-1][0] == round(40 * FRAME + 22 * FRAME, 3)


def test_a_breath_in_the_sentence_is_a_pause_and_not_its_end() -> None:
    found = marks("x" * 10 + "." * 15 + "x" * 10 + "." * 40, Patience(hang_over=0.7))
    assert [mark for _, mark in found] == [
        Mark.STARTED,
        Mark.PAUSED,
        Mark.RESUMED,
        Mark.PAUSED,
        Mark.ENDED,
    ]


def test_a_click_is_no_speech_and_quiet_becomes_silence() -> None:
    found = marks("." * 20 + "x" + "." * 400, Patience(wait=10.0))
    assert [mark for _, mark in found] == [Mark.SILENCE]


def test_speech_at_the_last_moment_is_not_called_silence() -> None:
    waits = Patience(wait=1.0, hang_over=0.7)
    found = marks("." * 30 + "x" * 20 + "." * 30, waits)
    assert next(mark for _, mark in found) is Mark.STARTED


def test_a_television_is_cut_off() -> None:
    found = marks("x" * 800, Patience(longest=20.0))
    assert [mark for _, mark in found] == [Mark.STARTED, Mark.CUT]
    assert found[-1][0] <= 20.1


def test_slow_speakers_get_two_and_a_half_seconds() -> None:
    assert patience(Expects.OPEN, slow=True).hang_over == 2.5
    assert patience(Expects.YES_NO).hang_over < patience(Expects.OPEN).hang_over


@given(
    probabilities=st.lists(st.floats(0, 1), max_size=400),
    hang_over=st.floats(0.3, 2.5),
    longest=st.floats(1, 10),
    wait=st.none() | st.floats(0.5, 5),
)
def test_every_listening_ends_once_and_marks_nothing_afterwards(
    probabilities: list[float], hang_over: float, longest: float, wait: float | None
) -> None:
    waits = Patience(hang_over=hang_over, longest=longest, wait=wait)
    segment = Segment()
    found: list[Mark] = []
    for probability in probabilities:
        was_over = segment.over
        segment, new = step(segment, probability, FRAME, waits)
        assert not (was_over and new)
        found += new
    finals = [mark for mark in found if mark in FINAL]
    assert len(finals) <= 1
    assert segment.over == bool(finals)
    if segment.length is not None:
        assert found[0] is Mark.STARTED
        assert segment.length <= longest + FRAME


@given(st.lists(st.booleans(), max_size=300), st.integers(1, 8))
def test_the_cut_does_not_depend_on_when_sound_arrives(
    speech: list[bool], together: int
) -> None:
    pattern = "".join("x" if one else "." for one in speech)
    whole = marks(pattern, Patience())
    parts: list[tuple[float, Mark]] = []
    segment, place = Segment(), 0
    while place < len(pattern):
        for letter in pattern[place : place + together]:
            place += 1
            segment, new = step(segment, 0.9 if letter == "x" else 0.05, FRAME, Patience())
            parts += [(round(place * FRAME, 3), mark) for mark in new]
    assert parts == whole
