from pathlib import Path

import pytest

from assistant.recognizers.phrasing import UNHEARD, USUAL, WEIGHT, Phrasing
from assistant.recognizers.wordpieces import END, Wordpieces
from tests.fakes.scripted_decoder import ScriptedDecoder
from tests.fakes.wordpiece_table import table

WORDS = ("just", "chest", "pain", "back")
JOINED = [f"\u2581{word[:size]}" for word in WORDS for size in range(len(word))]
"""What the pieces of a word are joined from, letter by letter."""
ROW = (
    "<unk>", "<s>", "</s>", "\u2581just", "\u2581chest", "\u2581pain", ".", "\u2581back",
    "\u2581Chest", "\u00e9", *JOINED, *"justcheapinbk",
)  # fmt: skip
JUST, CHEST, PAIN, STOP, BACK, CAPITAL, ACCENT = range(3, 10)
OURS = ("chest pain", "back pain", "chest pain", "i have chest pain")


def heard(odds: dict[int, dict[int, float]], longest: int = 9) -> ScriptedDecoder:
    return ScriptedDecoder(len(ROW), odds, longest)


@pytest.fixture
def phrasing(tmp_path: Path) -> Phrasing:
    (tmp_path / "t").write_bytes(table(*ROW))
    return Phrasing(OURS, Wordpieces(tmp_path / "t"))


@pytest.mark.parametrize(("gap", "text"), [(0.5, "chest pain"), (9.0, "just pain")])
def test_our_phrasing_decides_where_the_sound_leaves_two_readings_open(
    phrasing: Phrasing, gap: float, text: str
) -> None:
    first = {JUST: -0.1, CHEST: -0.1 - gap}
    rest = {one: {PAIN: -0.1} for one in (JUST, CHEST)}
    assert phrasing.text(heard({1: first, PAIN: {END: -0.1}} | rest)) == text


def test_what_reads_like_nothing_of_ours_is_left_as_it_was_heard(
    phrasing: Phrasing,
) -> None:
    sound = heard({1: {JUST: -0.1}, JUST: {ACCENT: -0.1, END: -8.0}, ACCENT: {END: 0.0}})
    assert phrasing.text(sound) is None


def test_capitals_and_punctuation_change_no_word(phrasing: Phrasing) -> None:
    sound = heard(
        {
            1: {CAPITAL: -0.1},
            CAPITAL: {PAIN: -0.1},
            PAIN: {STOP: -0.1, END: -5.0},
            STOP: {END: 0.0},
        }
    )
    assert phrasing.text(sound) == "chest pain"


def test_a_short_transcript_does_not_win_by_being_short(phrasing: Phrasing) -> None:
    assert WEIGHT * (USUAL + UNHEARD) < 0 < WEIGHT * USUAL
    sound = heard({1: {CHEST: -0.1, END: -0.5}, CHEST: {PAIN: -0.4}, PAIN: {END: -0.4}})
    assert phrasing.text(sound) == "chest pain"


def test_a_decoder_that_repeats_itself_is_stopped(phrasing: Phrasing) -> None:
    sound = heard({1: {PAIN: 0.0}, PAIN: {PAIN: 0.0, END: -9.0}}, longest=5)
    phrasing.text(sound)
    assert sound.steps == 5
