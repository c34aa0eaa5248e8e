from pathlib import Path

import pytest

from assistant.recognizers.guided import HOPELESS, search
from assistant.recognizers.prefixes import Prefixes
from assistant.recognizers.wordpieces import END, Wordpieces
from tests.fakes.scripted_decoder import ScriptedDecoder
from tests.fakes.wordpiece_table import table

ROW = (
    "<unk>", "<s>", "</s>", "\u2581just", "\u2581chest", "\u2581pain", ".", "\u2581no", "w",
)  # fmt: skip
JUST, CHEST, PAIN, STOP, NO, W = range(3, 9)


def script(odds: dict[int, dict[int, float]], longest: int = 9) -> ScriptedDecoder:
    return ScriptedDecoder(len(ROW), odds, longest)


@pytest.fixture
def pieces(tmp_path: Path) -> Wordpieces:
    (tmp_path / "t").write_bytes(table(*ROW))
    return Wordpieces(tmp_path / "t")


def test_the_sentence_of_ours_is_found_beside_the_free_words(pieces: Wordpieces) -> None:
    heard = script({1: {JUST: -0.4, CHEST: -1.4}, PAIN: {END: -0.1}} | {
        one: {PAIN: -0.2} for one in (JUST, CHEST)
    })  # fmt: skip
    found = search(heard, Prefixes(("chest pain", "no"), pieces))
    assert pieces.text(found.pieces) == "just pain"
    assert found.odds == pytest.approx(-0.7)
    assert [fit.text for fit in found.fits] == ["chest pain"]
    assert found.fits[0].behind == pytest.approx(1.0)


def test_punctuation_costs_nothing_but_its_odds(pieces: Wordpieces) -> None:
    heard = script({1: {NO: -0.5}, NO: {STOP: -0.1, END: -9.0}, STOP: {END: 0.0}})
    (fit,) = search(heard, Prefixes(("no",), pieces)).fits
    assert fit.behind == pytest.approx(0.0)


def test_a_longer_sentence_is_told_from_its_beginning(pieces: Wordpieces) -> None:
    heard = script({1: {NO: -0.1}, NO: {W: -0.1, END: -3.0}, W: {END: -0.1}})
    fits = search(heard, Prefixes(("no", "now"), pieces)).fits
    assert [fit.text for fit in fits] == ["now", "no"]


def test_what_does_not_fit_is_not_told(pieces: Wordpieces) -> None:
    heard = script({1: {JUST: 0.0, NO: -HOPELESS - 1}})
    assert search(heard, Prefixes(("no",), pieces)).fits == ()
    assert search(heard, Prefixes((), pieces)).fits == ()


def test_a_decoder_that_repeats_itself_is_stopped(pieces: Wordpieces) -> None:
    heard = script({1: {PAIN: 0.0}, PAIN: {PAIN: 0.0}}, longest=5)
    found = search(heard, Prefixes(("no",), pieces))
    assert pieces.text(found.pieces) == "pain pain pain pain pain"
    assert heard.steps == 5
