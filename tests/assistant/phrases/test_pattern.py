import pytest

from assistant.phrases.pattern import compiled
from care.errors import WordingError

GROUPS = {"limb": ("arm", "left leg"), "sore": ("<limb> hurts",)}


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("fell down", "then i fell down there"),
        ("fell down", "i fell , down"),
        ("tremb*", "i am trembling"),
        ("(arm|leg) hurts", "my leg hurts"),
        ("[really] bad", "bad"),
        ("[really] bad", "really bad"),
        ("my <limb>", "my left leg"),
        ("<sore>", "arm hurts"),
        ("pain .. chest", "pain in my old chest"),
        ("help ... floor", "help me i am lying here on the floor"),
    ],
)
def test_a_pattern_finds_its_words(pattern: str, text: str) -> None:
    assert compiled(pattern, GROUPS).search(f" {text} ")


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("fell", "fellow"),
        ("arm", "alarm"),
        ("arm", "army"),
        ("pain .. chest", "pain one two three four chest"),
        ("fell down", "fell right down"),
    ],
)
def test_a_pattern_does_not_find_other_words(pattern: str, text: str) -> None:
    assert not compiled(pattern, GROUPS).search(f" {text} ")


def test_what_fills_a_gap_can_be_looked_at() -> None:
    hit = compiled("i .. fallen", GROUPS).search(" i have not fallen ")
    assert hit is not None
    assert hit.groups() == (" have not",)


@pytest.mark.parametrize("wrong", ["<unknown>", "what?", "(open", "a + b"])
def test_a_wrong_pattern_is_named(wrong: str) -> None:
    with pytest.raises(WordingError, match="pattern"):
        compiled(wrong, GROUPS)
