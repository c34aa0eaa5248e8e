from pathlib import Path

import pytest

from assistant.recognizers.wordpieces import Wordpieces
from care.errors import SpeechError
from tests.fakes.wordpiece_table import table

ROW = (
    "<unk>", "<s>", "</s>", "\u2581I", "\u2581i", "\u2581ca", "n't", "t", "t\u2019s", ".",
    "\u00e9",
)  # fmt: skip


def test_pieces_spell_a_text_and_stand_in_a_tree_by_letters(tmp_path: Path) -> None:
    long = "x" * 300
    (tmp_path / "t").write_bytes(table(*ROW, long))
    pieces = Wordpieces(tmp_path / "t")
    assert pieces.text([3, 5, 6, 9]) == "I can't."
    assert pieces.tree[" "]["i"][""] == [3, 4]
    assert pieces.tree["t"]["'"]["s"][""] == [8]
    assert pieces.marks == [9]
    assert pieces.pieces[11] == long.encode()
    assert "\u00e9" not in pieces.tree


def test_a_word_is_spelt_with_the_pieces_that_were_joined_first(tmp_path: Path) -> None:
    letters = "\u2581pains"
    (tmp_path / "t").write_bytes(
        table(
            "<unk>",
            "<s>",
            "</s>",
            "ai",
            "\u2581p",
            "ain",
            "\u2581pain",
            "\u2581I",
            *letters,
        )
    )
    pieces = Wordpieces(tmp_path / "t")
    assert pieces.spelling("pains") == ["_pain", "s"]
    assert pieces.spelling("i") == ["_i"]
    assert pieces.spelling("\u00e9") == ["_"]
    assert [pieces.sign(number) for number in (0, 6)] == ["", "_pain"]


@pytest.mark.parametrize("content", [b"", b"hello", table("a", "b", "c"), table(*ROW)[:-1]])
def test_another_file_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "t").write_bytes(content)
    with pytest.raises(SpeechError, match="word pieces"):
        Wordpieces(tmp_path / "t")
