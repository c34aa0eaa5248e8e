import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.voices.spoken import sentences, spoken
from care.people import Language

ENGLISH = [
    ("Your oxygen is 86 %.", "Your oxygen is 86 percent."),
    ("SpO2 86%", "oxygen level 86 percent"),
    ("Metformin 500 mg at 08:00", "Metformin 500 milligrams at 8 o'clock in the morning"),
    ("at 14:30", "at 2 30 in the afternoon"),
    ("at 20:05", "at 8 oh 5 in the evening"),
    ("at 12:00, at 00:00", "at noon, at midnight"),
    ("1 mg, not 10 mg", "1 milligram, not 10 milligrams"),
    ("2.5 mg", "2 point 5 milligrams"),
    ("6.1 mmol/L", "6 point 1 millimoles per litre"),
    ("110 mg/dL", "110 milligrams per decilitre"),
    ("120/80 mmHg", "120 over 80 millimetres of mercury"),
    ("a pain of 7/10", "a pain of 7 out of 10"),
    ("Take 1/2 tablet", "Take half a tablet"),
    ("Take \u00bd a tablet", "Take half a tablet"),
    ("1\u00bd tablets", "1 and a half tablets"),
    ("2-3 glasses", "2 to 3 glasses"),
    ("37.5 \u00b0C", "37 point 5 degrees"),
    ("72 bpm", "72 beats a minute"),
    ("10 IU of insulin", "10 units of insulin"),
    ("5 \u00b5g", "5 micrograms"),
    ("wait 10 min or 2 h", "wait 10 minutes or 2 hours"),
    ("<70", "below 70"),
    ("Please call 911.", "Please call 9 1 1."),
    ("Dr. Ada & Mrs. Bell", "Doctor Ada and Missus Bell"),
    ("**Help** is coming \U0001f600", "Help is coming"),
    ("I have 3 good mugs", "I have 3 good mugs"),
    ("-5 degrees", "minus 5 degrees"),
    ("2026", "2026"),
    ("Dr", "Doctor"),
]
FRENCH = [
    ("Votre oxyg\u00e8ne est \u00e0 86 %.", "Votre oxyg\u00e8ne est \u00e0 86 pour cent."),
    (
        "Metformine 500 mg \u00e0 8 h 30",
        "Metformine 500 milligrammes \u00e0 8 heures 30 du matin",
    ),
    ("\u00e0 14h", "\u00e0 2 heures de l'apr\u00e8s-midi"),
    ("\u00e0 12:00", "\u00e0 midi"),
    ("2,5 mg", "2 virgule 5 milligrammes"),
    ("0 mg, 1 mg", "0 milligramme, 1 milligramme"),
    ("une douleur de 7/10", "une douleur de 7 sur 10"),
    ("M. Petit et Mme Noir", "monsieur Petit et madame Noir"),
    ("Appelez le 112", "Appelez le 112"),
    ("\u00bd comprim\u00e9", "un demi comprim\u00e9"),
    ("2 \u00e0 3 verres, 2-3 verres", "2 \u00e0 3 verres, 2 \u00e0 3 verres"),
]


@pytest.mark.parametrize(("written", "said"), ENGLISH)
def test_english_is_said_as_people_say_it(written: str, said: str) -> None:
    assert spoken(written, Language.ENGLISH) == said


@pytest.mark.parametrize(("written", "said"), FRENCH)
def test_french_is_said_as_people_say_it(written: str, said: str) -> None:
    assert spoken(written, Language.FRENCH) == said


def test_a_home_may_say_how_a_medicine_is_pronounced() -> None:
    said = spoken("Take Xarelto now", Language.ENGLISH, {"xarelto": "zah rel toe"})
    assert said == "Take zah rel toe now"


def test_sentences_are_split_and_empty_ones_dropped() -> None:
    assert sentences("Hello.  Did you\ntake it? ... Yes!") == [
        "Hello.",
        "Did you",
        "take it?",
        "Yes!",
    ]
    assert sentences(" . \n") == []


@given(st.text(max_size=80), st.sampled_from(Language))
def test_any_text_can_be_made_ready(text: str, language: Language) -> None:
    for sentence in sentences(spoken(text, language)):
        assert sentence == sentence.strip()
