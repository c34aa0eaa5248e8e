"""Folding: spelling does not matter, and nothing is invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as some
from meaning.speech import fold, tokens


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("I've fallen!", "ive fallen"),
        ("ive fallen", "ive fallen"),
        ("I can\u2019t breathe.", "i cant breathe"),
        ("J'ai mal au c\u0153ur", "j ai mal au coeur"),
        ("je m\u2019\u00e9touffe", "je m etouffe"),
        ("aujourd'hui", "aujourdhui"),
        ("Qu'est-ce que j'ai", "qu est ce que j ai"),
        ("at 8, not at 10", "at 0 not at 0"),
        ("/EXTERNAL_low{}", "external low"),
        ("   ", ""),
    ],
)
def test_one_spelling(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(some.text(max_size=100))
def test_every_token_has_its_place_in_the_text(text: str) -> None:
    found = tokens(text)
    for word, start, end in found:
        assert 0 <= start < end <= len(text)
        assert word.split() == [word]
    assert [start for _, start, _ in found] == sorted(start for _, start, _ in found)


@given(some.text(max_size=100))
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
