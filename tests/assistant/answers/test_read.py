import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers import Lists, Reading, read
from care.people import Language
from care.speech import Expects, Meaning, Unavailable, Understanding

EN, FR = Language.ENGLISH, Language.FRENCH
M = Meaning


def meaning(text: str, expects: Expects, language: Language = EN) -> Meaning:
    return read((text,), expects, language).meaning


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("yes", M.YES),
        ("mm-hm", M.YES),
        ("uh huh", M.YES),
        ("that's right", M.YES),
        ("no problem", M.YES),
        ("nope", M.NO),
        ("not really", M.NO),
        ("I don't think so", M.NO),
        ("I don't know", M.UNSURE),
        ("say that again", M.REPEAT),
        ("pardon?", M.REPEAT),
        ("yes no", M.OTHER),
        ("the weather", M.OTHER),
    ],
)
def test_yes_and_no_in_english(text: str, expected: Meaning) -> None:
    assert meaning(text, Expects.YES_NO) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("oui", M.YES),
        ("d'accord", M.YES),
        ("pas de problème", M.YES),
        ("non merci", M.NO),
        ("je ne crois pas", M.NO),
        ("je ne sais pas", M.UNSURE),
        ("je n'ai pas entendu", M.REPEAT),
        ("oui non", M.OTHER),
    ],
)
def test_yes_and_no_in_french(text: str, expected: Meaning) -> None:
    assert meaning(text, Expects.YES_NO, FR) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I took it", M.TAKEN),
        ("Done, the white one is down", M.TAKEN),
        ("I've had my pills", M.TAKEN),
        ("yes", M.YES),
        ("not yet", M.NOT_TAKEN),
        ("I didn't take it", M.NOT_TAKEN),
        ("I don't want to take it", M.REFUSED),
        ("I've run out of those", M.REFUSED),
        ("I'm not sure whether I had it already", M.UNSURE),
        ("hold on, I'm in the bathroom", M.LATER),
        ("I'm taking it now", M.LATER),
    ],
)
def test_what_became_of_a_dose(text: str, expected: Meaning) -> None:
    assert meaning(text, Expects.DOSE) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("je l'ai pris", M.TAKEN),
        ("je ne l'ai pas pris", M.NOT_TAKEN),
        ("je ne veux pas le prendre", M.REFUSED),
        ("je ne sais plus si je l'ai déjà pris", M.UNSURE),
        ("dans un petit moment", M.LATER),
    ],
)
def test_what_became_of_a_dose_in_french(text: str, expected: Meaning) -> None:
    assert meaning(text, Expects.DOSE, FR) is expected


def test_part_of_a_dose_says_so() -> None:
    assert read(("I only took half of it",), Expects.DOSE, EN) == Reading(
        meaning=M.TAKEN, text="part"
    )


def test_later_brings_its_delay() -> None:
    found = read(("remind me in twenty minutes",), Expects.DOSE, EN)
    assert found == Reading(meaning=M.LATER, text="PT20M")


@pytest.mark.parametrize(
    ("text", "number", "sure"),
    [
        ("Seven", 7, True),
        ("two out of ten", 2, True),
        ("four and a half", 4.5, True),
        ("six or seven", 7, False),
        ("maybe between three and four", 4, False),
        ("maybe ate out of ten", 8, False),
        ("not seven, one", 1, True),
        ("no, I said five", 5, True),
    ],
)
def test_a_score_and_whether_it_must_be_read_back(
    text: str, number: float, *, sure: bool
) -> None:
    found = read((text,), Expects.SCORE, EN)
    assert (found.meaning, found.number, found.sure) == (M.NUMBER, number, sure)


@pytest.mark.parametrize("text", ["fifteen", "six when I walk, two when I sit", "no one"])
def test_two_values_or_an_impossible_one_are_asked_again(text: str) -> None:
    assert meaning(text, Expects.SCORE) is M.OTHER


@pytest.mark.parametrize(
    ("text", "word"), [("it's unbearable", "worst"), ("a bit", "mild"), ("no pain", "none")]
)
def test_a_word_of_the_scale_stands_for_a_score(text: str, word: str) -> None:
    assert read((text,), Expects.SCORE, EN) == Reading(meaning=M.WORD, text=word)


def test_a_no_to_a_read_back_brings_the_right_value() -> None:
    number = read(("no, I said five",), Expects.YES_NO, EN)
    place = read(("no, my left knee",), Expects.YES_NO, EN)
    assert (number.meaning, number.number) == (M.NO, 5)
    assert (place.meaning, place.text) == (M.NO, "left_knee")


def test_a_medicine_is_never_sure() -> None:
    lists = Lists(medicines=("Metformin", "Warfarin"))
    found = read(("the met for min",), Expects.MEDICINE, EN, None, lists)
    assert found == Reading(meaning=M.WORD, text="Metformin", sure=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I'm fine, don't call anyone", M.NO),
        ("false alarm", M.NO),
        ("cancel", M.NO),
        ("stop", M.OTHER),
        ("the knee", M.OTHER),
        ("yes please", M.YES),
    ],
)
def test_only_a_clear_word_calls_help_off(text: str, expected: Meaning) -> None:
    assert meaning(text, Expects.CANCEL) is expected


def test_two_recognizers_that_disagree_are_not_sure() -> None:
    found = read(("five", "nine"), Expects.SCORE, EN)
    assert (found.number, found.sure) == (5, False)
    assert read(("five", "5"), Expects.SCORE, EN).sure


def test_the_second_recognizer_fills_in() -> None:
    assert read(("flibber", "yes"), Expects.YES_NO, EN).meaning is M.YES


def test_the_service_s_intent_counts_only_when_no_phrase_does() -> None:
    deny = Understanding(intent="deny", confidence=0.9)
    assert read(("yes",), Expects.YES_NO, EN, deny).meaning is M.YES
    assert read(("count me out",), Expects.YES_NO, EN, deny).meaning is M.NO
    weak = Understanding(intent="deny", confidence=0.3)
    assert read(("count me out",), Expects.YES_NO, EN, weak).meaning is M.OTHER
    gone = Unavailable(reason="away")
    assert read(("count me out",), Expects.YES_NO, EN, gone).meaning is M.OTHER


def test_an_open_question_keeps_the_words() -> None:
    found = read((" it tastes bad ",), Expects.OPEN, EN)
    assert found == Reading(meaning=M.WORD, text="it tastes bad")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("it makes me sick", "nausea"),
        ("it makes me dizzy", "side_effect"),
        ("the doctor told me to stop", "told_to_stop"),
        ("I've run out", "no_stock"),
        ("they are too big to swallow", "swallowing"),
        ("I feel fine without it", "feels_unnecessary"),
        ("it costs too much", "cost"),
    ],
)
def test_a_reason_is_kept_as_its_code(text: str, reason: str) -> None:
    assert read((text,), Expects.REASON, EN).text == reason


def test_a_reason_of_its_own_keeps_the_words() -> None:
    assert read(("because of my cat",), Expects.REASON, EN).text == "because of my cat"


@given(
    st.text(max_size=60), st.sampled_from(list(Expects)), st.sampled_from(list(Language))
)
def test_any_text_is_some_answer_to_any_question(
    text: str, expects: Expects, language: Language
) -> None:
    found = read((text,), expects, language, None, Lists(medicines=("Metformin",)))
    if expects is Expects.SCORE and found.number is not None:
        assert 0 <= found.number <= 10


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (EN, "I have a headache"), (EN, "I am in the garden"), (EN, "it is cold today"),
        (EN, "please call my daughter"), (EN, "perfect weather"),
        (Language.FRENCH, "un peu fatiguée"), (Language.FRENCH, "bien dormi"),
    ],
)  # fmt: skip
def test_small_talk_with_a_yes_in_it_takes_no_dose(language: Language, text: str) -> None:
    assert meaning(text, Expects.DOSE, language) is Meaning.OTHER
