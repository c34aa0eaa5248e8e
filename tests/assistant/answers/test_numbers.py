import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers.numbers import Number, numbers
from assistant.phrases import phrases
from care.people import Language

EN, FR = phrases(Language.ENGLISH), phrases(Language.FRENCH)


def values(text: str, language: Language = Language.ENGLISH) -> list[float]:
    tables = phrases(language)
    return [number.value for number in numbers(tables.fold(text), tables)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ninety four", [94]),
        ("one hundred and twelve", [112]),
        ("6.5", [6.5]),
        ("seven out of ten", [7]),
        ("it was five, sorry, six", [6]),
        ("none of them", []),
        ("no one came", []),
        ("the other one", []),
        ("I had two and then three", [2, 3]),
    ],
)
def test_numbers_in_english(text: str, expected: list[float]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("soixante-douze", [72]),
        ("quatre-vingt-quinze", [95]),
        ("septante deux", [72]),
        ("six virgule cinq", [6.5]),
        ("quatre et demi", [4.5]),
        ("zéro", [0]),
        ("un peu", []),
        ("j'ai un mal de tête", []),
        ("sept sur dix", [7]),
    ],
)
def test_numbers_in_french(text: str, expected: list[float]) -> None:
    assert values(text, Language.FRENCH) == expected


def test_a_range_keeps_both_ends_and_is_not_sure() -> None:
    assert numbers(EN.fold("six or seven"), EN) == (
        Number(value=7, sure=False, said="6-7"),
    )


def test_a_homophone_counts_in_short_answers_only() -> None:
    assert numbers(EN.fold("its a for"), EN) == (Number(value=4, sure=False),)
    assert numbers(EN.fold("I went to the shops for my daughter"), EN) == ()
    assert numbers(FR.fold("environ cet"), FR) == (Number(value=7, sure=False),)


@given(st.integers(min_value=0, max_value=10))
def test_a_digit_is_itself(value: int) -> None:
    assert values(f"about {value} I think") == [value]
