"""What a recognizer makes of a sentence; the same every time."""

from hypothesis import given
from hypothesis import strategies as some
from meaning.noise import Noise, noisy

NOISE = Noise({"chest pain": ["just pain"], "pain": ["pane"]}, ["well"])


def test_a_word_is_misheard() -> None:
    assert noisy("i have chest pain", NOISE, 0)[0] in (
        "i have just pain",
        "i have chest pane",
    )


def test_only_whole_words_are_misheard() -> None:
    assert noisy("painful chestnuts", NOISE, 0) == []


def test_first_words_are_lost_and_fillers_come_in() -> None:
    found = noisy("i want some tea", NOISE, 100)
    assert "want some tea" in found
    assert {"well i want some tea", "i want some tea well"} & set(found)


@given(some.text("abc ", max_size=30).map(str.strip), some.integers(0, 100))
def test_noise_is_the_same_every_time(sentence: str, share: int) -> None:
    assert noisy(sentence, NOISE, share) == noisy(sentence, NOISE, share)
