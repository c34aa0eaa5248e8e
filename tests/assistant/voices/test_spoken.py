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
    (
        "at 8:30 am, 8:05 PM and 9 pm",
        "at 8 30 in the morning, 8 oh 5 in the evening and 9 o'clock in the evening",
    ),
    ("12:00 am is not 12:30 pm", "midnight is not 12 30 in the afternoon"),
    (
        "q6h, 3x daily, 500mg/5ml",
        "every 6 hours, 3 times daily, 500 milligrams in 5 millilitres",
    ),
    ("40 mmol/mol", "40 millimoles per mole"),
    ("8-10 pm", "8 to 10 o'clock in the evening"),
    ("for 8 h 30 min", "for 8 hours 30 minutes"),
    (".5 mg, 0.125 mg", "0 point 5 milligrams, 0 point 1 2 5 milligrams"),
    ("1,000 IU or 1,234.5 ml", "1000 units or 1234 point 5 millilitres"),
    ("3/4 tablet, 1 \u00bd tablets", "three quarters of a tablet, 1 and a half tablets"),
    ("2 tabs bid, 1 g 2x/day", "2 tablets bid, 1 gram 2 times a day"),
    (
        "4 g/day and 0.5 mg/kg",
        "4 grams a day and 0 point 5 milligrams for each kilogram",
    ),
    ("on 01/03/2026", "on the 1st of March 2026"),
    ("since 2026-03-22", "since the 22nd of March 2026"),
    ("\u2265 250, \u2264 60", "at least 250, at most 60"),
    ("phone 020 7946 0018", "phone 0 2 0, 7 9 4 6, 0 0 1 8"),
    ("COVID-19, No. 5, 24/7", "COVID-19, number 5, 24 hours a day, 7 days a week"),
    ("max 8/day, Humalog Mix 75/25", "maximum 8 a day, Humalog Mix 75 over 25"),
    ("72/min, 2 puffs/day", "72 beats a minute, 2 puffs a day"),
    (
        "2\u00be tablets, 1 1/4 tabs, 1 1/2 tabs",
        "2 and three quarters tablets, 1 and a quarter tablets, 1 and a half tablets",
    ),
    ("at 8:30 in the evening, 9:05 tonight", "at 8 30 in the evening, 9 oh 5 tonight"),
    (
        "at 8:00 this morning, at 20:00 hrs",
        "at 8 this morning, at 8 o'clock in the evening",
    ),
    ("Call 555-123-4567.", "Call 5 5 5, 1 2 3, 4 5 6 7."),
    ("Call (555) 123-4567.", "Call 5 5 5, 1 2 3, 4 5 6 7."),
    ("Call +44 20 7946 0958.", "Call plus 4 4, 2 0, 7 9 4 6, 0 9 5 8."),
    ("10 000 units, 2 500 mg tablets", "10000 units, 2 500 milligrams tablets"),
    ("1 mg/ml, pain 8 / 10", "1 milligram for each millilitre, pain 8 out of 10"),
    ("500 mg x2, Q8H", "500 milligrams 2 times, every 8 hours"),
    ("on 04-12-2026, about 80-120", "on the 4th of December 2026, about 80 to 120"),
    ("~5 min, 1 tsp, and/or", "about 5 minutes, 1 teaspoon, and or"),
    ("Eliquis\u00ae 5 mg t.i.d.", "Eliquis 5 milligrams three times a day"),
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
    ("0 mg, 1 mg", "0 milligramme, un milligramme"),
    ("une douleur de 7/10", "une douleur de 7 sur 10"),
    ("M. Petit et Mme Noir", "monsieur Petit et madame Noir"),
    ("Appelez le 112", "Appelez le 112"),
    ("\u00bd comprim\u00e9", "un demi comprim\u00e9"),
    (
        "Prenez 1 comprim\u00e9 \u00e0 21 h le 1er mars.",
        "Prenez un comprim\u00e9 \u00e0 9 heures du soir le premier mars.",
    ),
    ("1 g\u00e9lule, 21 gouttes", "une g\u00e9lule, vingt et une gouttes"),
    ("81 gouttes, 71 doses", "80 une gouttes, 71 doses"),
    ("toutes les 6 h", "toutes les 6 heures"),
    ("Toutes les 4 \u00e0 6 h", "Toutes les 4 \u00e0 6 heures"),
    ("toutes les 4-6 h ou 13 ou 14 h", "toutes les 4 \u00e0 6 heures ou 13 ou 14 heures"),
    ("Le 15/04/2026", "Le 15 avril 2026"),
    ("1,26 g/L pendant 7 j", "1 virgule 26 gramme par litre pendant 7 jours"),
    ("1000mg x 3/jour", "1000 milligrammes 3 fois par jour"),
    ("pendant 1 h, il y a 2 h", "pendant une heure, il y a 2 heures"),
    ("8 h : m\u00e9tformine", "8 heures : m\u00e9tformine"),
    ("de 20h-22h", "de 8 heures du soir \u00e0 10 heures du soir"),
    ("\u00e0 2 h d'intervalle", "\u00e0 2 heures d'intervalle"),
    ("00:30, 12h30, 1 h 15", "minuit 30, midi 30, une heure 15 du matin"),
    ("1,5 ml et 1,05 g", "1 virgule 5 millilitre et 1 virgule 0 5 gramme"),
    ("12,75 mg", "12 virgule 75 milligrammes"),
    ("1 \u00bd comprim\u00e9", "un comprim\u00e9 et demi"),
    ("\u00bd g\u00e9lule, 3/4 cp", "une demi g\u00e9lule, trois quarts de comprim\u00e9"),
    ("4 g/j, 2x/jour", "4 grammes par jour, 2 fois par jour"),
    ("1 000 UI, 100 000 UI", "1000 unit\u00e9s, 100000 unit\u00e9s"),
    ("le 14/07, le 1 mai", "le 14 juillet, le premier mai"),
    ("70 mg/dL", "70 milligrammes par d\u00e9cilitre"),
    ("1re fois, 2e dose", "premi\u00e8re fois, 2\u00e8me dose"),
    ("01 23 45 67 89", "0 1, 23, 45, 67, 89"),
    ("max 8/jour, 70/min", "maximum 8 par jour, 70 battements par minute"),
    (
        "\u00e0 7 h du soir, \u00e0 1 h du matin",
        "\u00e0 7 heures du soir, \u00e0 une heure du matin",
    ),
    (
        "\u00e0 7h30 du soir, \u00e0 8h ce soir",
        "\u00e0 7 heures 30 du soir, \u00e0 8 heures ce soir",
    ),
    (
        "1 cp 1/2, 2 g\u00e9lules \u00bd",
        "un comprim\u00e9 et demi, 2 g\u00e9lules et demie",
    ),
    ("2 \u00bc comprim\u00e9s", "2 comprim\u00e9s et un quart"),
    ("1 mg/ml, douleur 8 / 10", "un milligramme par millilitre, douleur 8 sur 10"),
    (
        "N\u00b03, 1 c\u00e0s, ~5 min",
        "num\u00e9ro 3, une cuill\u00e8re \u00e0 soupe, environ 5 minutes",
    ),
    ("le 04.12.2026", "le 4 d\u00e9cembre 2026"),
    ("le 01.23.45.67.89", "le 0 1, 23, 45, 67, 89"),
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


def test_an_abbreviation_ends_no_sentence() -> None:
    assert sentences("Prenez env. 5 ml. Le Dr. Petit passe.") == [
        "Prenez env. 5 ml.",
        "Le Dr. Petit passe.",
    ]
    assert sentences("No. I am fine.") == ["No.", "I am fine."]


@given(st.text(max_size=80), st.sampled_from(Language))
def test_any_text_can_be_made_ready(text: str, language: Language) -> None:
    for sentence in sentences(spoken(text, language)):
        assert sentence == sentence.strip()
