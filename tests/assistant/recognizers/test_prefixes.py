from pathlib import Path

import pytest

from assistant.recognizers.prefixes import Place, Prefixes
from assistant.recognizers.wordpieces import Wordpieces
from tests.fakes.wordpiece_table import table

ROW = (
    "<unk>", "<s>", "</s>", "\u2581No", "\u2581no", "w", "\u2581a", "\u2581six", "\u25816",
    ".", "\u2581nope",
)  # fmt: skip


@pytest.fixture
def pieces(tmp_path: Path) -> Wordpieces:
    (tmp_path / "t").write_bytes(table(*ROW))
    return Wordpieces(tmp_path / "t")


def follow(prefixes: Prefixes, *numbers: int) -> Place:
    place = prefixes.root
    for number in numbers:
        ways = prefixes.ways(place)
        place = ways.places[ways.pieces.tolist().index(number)]
    return place


def test_only_pieces_of_our_sentences_may_follow(pieces: Wordpieces) -> None:
    prefixes = Prefixes(("no", "now", "a six"), pieces)
    assert sorted(prefixes.ways(prefixes.root).pieces) == [3, 4, 6]
    assert sorted(prefixes.ways(follow(prefixes, 3)).pieces) == [5]
    assert prefixes.ways(follow(prefixes, 3)) is prefixes.ways(follow(prefixes, 3))


def test_a_place_knows_the_sentence_that_is_complete_there(pieces: Wordpieces) -> None:
    prefixes = Prefixes(("no", "now", "a six"), pieces)
    assert prefixes.sentence(prefixes.root) is None
    assert prefixes.sentence(follow(prefixes, 4)) == "no"
    assert prefixes.sentence(follow(prefixes, 4, 5)) == "now"


def test_numbers_may_be_written_either_way(pieces: Wordpieces) -> None:
    prefixes = Prefixes(("a six",), pieces)
    assert prefixes.sentence(follow(prefixes, 6, 7)) == "a six"
    assert prefixes.sentence(follow(prefixes, 6, 8)) == "a six"


def test_no_sentences_are_no_ways(pieces: Wordpieces) -> None:
    prefixes = Prefixes((), pieces)
    assert len(prefixes.ways(prefixes.root).pieces) == 0
    assert prefixes.sentence(prefixes.root) is None
