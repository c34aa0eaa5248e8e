import pytest

from assistant.phrases import phrases
from assistant.phrases.fold import LONGEST
from care.people import Language
from care.plain import plain

EN = phrases(Language.ENGLISH)
FR = phrases(Language.FRENCH)


@pytest.mark.parametrize(
    "spellings",
    [
        (
            "I can't breathe",
            "i cant breathe",
            "I can\u2019t breathe!",
            "I, I can't breathe",
        ),
        ("I've fallen", "ive fallen", "I have fallen"),
        ("HELP!!", "help", "Heeelp", "help help help"),
        ("I don't know", "i dont know", "I do not know"),
    ],
)
def test_english_spellings_of_the_same_words_fold_to_the_same(
    spellings: tuple[str, ...],
) -> None:
    assert len({EN.fold(text) for text in spellings}) == 1


@pytest.mark.parametrize(
    "spellings",
    [
        ("Je suis tombée", "je suis tombe", "JE SUIS TOMBÉ", "jsuis tombé"),
        (
            "Je n'arrive plus à respirer",
            "jarrive plus a respirer",
            "j'arrive plus à respirer",
        ),
        ("J'ai mal au cœur", "jai mal au coeur"),
        ("Je n'ai pas entendu", "j'ai pas entendu"),
    ],
)
def test_french_spellings_of_the_same_words_fold_to_the_same(
    spellings: tuple[str, ...],
) -> None:
    assert len({FR.fold(text) for text in spellings}) == 1


def test_a_clause_mark_stays_and_a_decimal_point_is_none() -> None:
    assert EN.fold("No. It is 6.5, I think") == " no , it is 6.5 , i think "


def test_a_cry_at_the_end_of_a_very_long_text_is_kept() -> None:
    assert EN.fold("la di da " * LONGEST + "I have fallen").endswith(" i have fallen ")


def test_plain_text_loses_accents_and_case_only() -> None:
    assert plain("Élan d\u2019Été 5") == "elan d'ete 5"


@pytest.mark.parametrize("nothing", ["", "   ", "...", "\u0301", "um, er"])
def test_nothing_folds_to_no_words(nothing: str) -> None:
    assert not EN.fold(nothing).strip()
