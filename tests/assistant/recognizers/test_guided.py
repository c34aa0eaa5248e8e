from pathlib import Path

import numpy as np
import pytest

from assistant.recognizers.guided import HOPELESS, Odds, search
from assistant.recognizers.prefixes import Prefixes
from assistant.recognizers.wordpieces import END, Wordpieces
from tests.fakes.wordpiece_table import table

ROW = (
    "<unk>", "<s>", "</s>", "\u2581just", "\u2581chest", "\u2581pain", ".", "\u2581no", "w",
)  # fmt: skip
JUST, CHEST, PAIN, STOP, NO, W = range(3, 9)


class Script:
    """A decoder whose odds hang on the last piece alone; what is not named is hopeless."""

    def __init__(self, odds: dict[int, dict[int, float]], longest: int = 9) -> None:
        self.longest, self._odds, self.steps = longest, odds, 0

    def begin(self) -> Odds:
        return self._rows([1])

    def go_on(self, rows: list[int], pieces: list[int]) -> Odds:
        assert len(rows) == len(pieces)
        self.steps += 1
        return self._rows(pieces)

    def _rows(self, pieces: list[int]) -> Odds:
        found = np.full((len(pieces), len(ROW)), -50.0, dtype=np.float32)
        for row, piece in enumerate(pieces):
            for number, value in self._odds.get(piece, {END: 0.0}).items():
                found[row, number] = value
        return found


@pytest.fixture
def pieces(tmp_path: Path) -> Wordpieces:
    (tmp_path / "t").write_bytes(table(*ROW))
    return Wordpieces(tmp_path / "t")


def test_the_sentence_of_ours_is_found_beside_the_free_words(pieces: Wordpieces) -> None:
    heard = Script({1: {JUST: -0.4, CHEST: -1.4}, PAIN: {END: -0.1}} | {
        one: {PAIN: -0.2} for one in (JUST, CHEST)
    })  # fmt: skip
    found = search(heard, Prefixes(("chest pain", "no"), pieces))
    assert pieces.text(found.pieces) == "just pain"
    assert found.odds == pytest.approx(-0.7)
    assert [fit.text for fit in found.fits] == ["chest pain"]
    assert found.fits[0].behind == pytest.approx(1.0)


def test_punctuation_costs_nothing_but_its_odds(pieces: Wordpieces) -> None:
    heard = Script({1: {NO: -0.5}, NO: {STOP: -0.1, END: -9.0}, STOP: {END: 0.0}})
    (fit,) = search(heard, Prefixes(("no",), pieces)).fits
    assert fit.behind == pytest.approx(0.0)


def test_a_longer_sentence_is_told_from_its_beginning(pieces: Wordpieces) -> None:
    heard = Script({1: {NO: -0.1}, NO: {W: -0.1, END: -3.0}, W: {END: -0.1}})
    fits = search(heard, Prefixes(("no", "now"), pieces)).fits
    assert [fit.text for fit in fits] == ["now", "no"]


def test_what_does_not_fit_is_not_told(pieces: Wordpieces) -> None:
    heard = Script({1: {JUST: 0.0, NO: -HOPELESS - 1}})
    assert search(heard, Prefixes(("no",), pieces)).fits == ()
    assert search(heard, Prefixes((), pieces)).fits == ()


def test_a_decoder_that_repeats_itself_is_stopped(pieces: Wordpieces) -> None:
    heard = Script({1: {PAIN: 0.0}, PAIN: {PAIN: 0.0}}, longest=5)
    found = search(heard, Prefixes(("no",), pieces))
    assert pieces.text(found.pieces) == "pain pain pain pain pain"
    assert heard.steps == 5
