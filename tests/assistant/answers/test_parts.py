"""Which of three tablets is meant, in the words of people who do not know their names."""

import pytest

from assistant.answers import Reading, read
from care.people import Language
from care.speech import Expects, Meaning

ENGLISH = (
    ("Metformin", "the big white tablet", "for the blood sugar"),
    ("Furosemide", "the small yellow tablet"),
    ("Ramipril", "the red capsule", "for the blood pressure"),
)
FRENCH = (
    ("Metformine", "le gros comprimé blanc", "pour le sucre"),
    ("Furosémide", "le petit comprimé jaune"),
    ("Ramipril", "la gélule rouge", "pour la tension"),
)


def shown(reading: Reading) -> str:
    """Taken, in part, not taken, such as "0 1 2"; or what was said of all."""
    split = reading.split
    if split is not None:
        assert not reading.sure
        kinds = (split.yes, split.part, split.no)
        return " ".join("".join(map(str, kind)) or "-" for kind in kinds)
    if reading.meaning is Meaning.TAKEN:
        return reading.text or "all"
    return "?" if reading.meaning is Meaning.OTHER else reading.meaning


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("half of it", "part"),
        ("the white one not", "- - 0"),
        ("all but the water pill", "02 - 1"),
        ("only the small one", "1 - 02"),
        ("Yes, but not the white one.", "12 - 0"),
        ("I took the white one", "0 - -"),
        ("just the metformin", "0 - 12"),
        ("everything except met for min", "12 - 0"),
        ("I took half of the white one", "- 0 -"),
        ("the white one later", "- - 0"),
        ("all of them", "all"),
        ("I left out the red capsule", "- - 2"),
        ("I took them but not the yellow one", "02 - 1"),
        ("only the white and the yellow one", "01 - 2"),
        ("all but the white one and the red one", "1 - 02"),
        ("I took the white one but not the other ones", "0 - 12"),
        ("the red one not, the white one yes", "0 - 2"),
        ("the white one, not the red one", "0 - 2"),
        ("half the white one, all the others", "12 0 -"),
        ("I took met for min and ramipril", "02 - -"),
        ("I will take the red one later", "- - 2"),
        ("I'm out of the red ones", "- - 2"),
        ("I took the white, the yellow and the red one", "all"),
        ("I've had the blood pressure one", "2 - -"),
        ("not the green one", "?"),
        ("not that one", "?"),
        ("the tablet", "?"),
        ("what is the white one for", "?"),
        ("the white one makes me sick", "?"),
        ("later", "later"),
        ("no, not yet", "not_taken"),
        ("yes", "yes"),
    ],
)
def test_english(text: str, expected: str) -> None:
    found = read((text,), Expects.DOSE, Language.ENGLISH, names=ENGLISH)
    assert shown(found) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("la moitié", "part"),
        ("la blanche non", "- - 0"),
        ("tout sauf la pilule pour l'eau", "02 - 1"),
        ("seulement la petite", "1 - 02"),
        ("oui mais pas la blanche", "12 - 0"),
        ("j'ai pris la blanche", "0 - -"),
        ("juste la metformine", "0 - 12"),
        ("tout sauf la metformine", "12 - 0"),
        ("que la petite", "1 - 02"),
        ("je n'ai pas pris la blanche", "- - 0"),
        ("je les ai pris mais pas la jaune", "02 - 1"),
        ("la moitié de la blanche", "- 0 -"),
        ("la blanche et la rouge", "02 - -"),
        ("le petit jaune, pas la rouge", "1 - 2"),
        ("j'ai tout pris sauf le rouge", "01 - 2"),
        ("la rouge plus tard", "- - 2"),
        ("les trois", "all"),
        ("pas la verte", "?"),
        ("plus tard", "later"),
        ("pas encore", "not_taken"),
        ("oui", "yes"),
    ],
)
def test_french(text: str, expected: str) -> None:
    found = read((text,), Expects.DOSE, Language.FRENCH, names=FRENCH)
    assert shown(found) == expected


def test_of_two_white_ones_neither_is_meant() -> None:
    names = (("A", "white tablet"), ("B", "white capsule"), ("C", "red"))
    found = read(("not the white one",), Expects.DOSE, Language.ENGLISH, names=names)
    assert found.meaning is Meaning.OTHER


def test_the_only_tablet_needs_no_split() -> None:
    for text, expected in (("the white one not", "not_taken"), ("the white one", "all")):
        found = read((text,), Expects.DOSE, Language.ENGLISH, names=ENGLISH[:1])
        assert shown(found) == expected
