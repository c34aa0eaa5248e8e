"""Templates become the same sentences everywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as some
from meaning.expand import TemplateError, expand

WORDS = {"room": ["hall", "kitchen"], "fall": ["fell", "[slipped|tripped] up"]}


def test_alternatives_and_lists() -> None:
    found = expand("i {fall} in the [{room}|garden|]", WORDS, 100)
    assert len(found) == 3 * 4
    assert "i tripped up in the kitchen" in found
    assert "i fell in the" in found


def test_a_limit_takes_a_fixed_choice() -> None:
    first = expand("{fall} {room} {fall} {room}", WORDS, 7)
    assert len(set(first)) == 7
    assert first == expand("{fall} {room} {fall} {room}", WORDS, 7)


@pytest.mark.parametrize(
    ("template", "says"),
    [
        ("in the {cellar}", "no word list"),
        ("[a|b", "not closed"),
        ("a]", "outside"),
        ("a|b", "outside"),
    ],
)
def test_what_cannot_be_read_is_named(template: str, says: str) -> None:
    with pytest.raises(TemplateError, match=says):
        expand(template, WORDS, 5)


def test_lists_that_name_each_other_are_refused() -> None:
    with pytest.raises(TemplateError, match="circle"):
        expand("{a}", {"a": ["{b}"], "b": ["{a}"]}, 5)


@given(some.integers(1, 40))
def test_the_limit_holds(limit: int) -> None:
    assert len(expand("[a|b|c] [d|e|f] {room}", WORDS, limit)) == min(limit, 18)
