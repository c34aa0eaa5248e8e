import pytest

from assistant.answers import Lists
from assistant.answers.places import read_place
from assistant.phrases import phrases
from care.people import Language
from care.speech import Meaning


def place(text: str, language: Language = Language.ENGLISH) -> str | None:
    tables = phrases(language)
    return read_place(tables.fold(text), tables, Lists()).text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("my lower back", "lower_back"),
        ("it's in my left knee", "left_knee"),
        ("both shoulders", "both_shoulder"),
        ("behind my eyes", "eye"),
        ("my head, the left side", "head"),
        ("in the garden", None),
        ("my knee and my elbow", None),
    ],
)
def test_places_in_english(text: str, code: str | None) -> None:
    assert place(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("le bas du dos", "lower_back"),
        ("au genou gauche", "left_knee"),
        ("les deux épaules", "both_shoulder"),
        ("j'ai mal aux doigts", "finger"),
    ],
)
def test_places_in_french(text: str, code: str | None) -> None:
    assert place(text, Language.FRENCH) == code


def test_the_patient_s_own_name_for_a_place_is_read_back() -> None:
    tables = phrases(Language.ENGLISH)
    found = read_place(tables.fold("my gammy stump"), tables, Lists(places=("stump",)))
    assert (found.meaning, found.text, found.sure) == (Meaning.PLACE, "stump", False)
