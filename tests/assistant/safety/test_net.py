import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.safety import catch, heard_cry
from care.people import Language
from care.speech import (
    Certainty,
    Cry,
    Heard,
    SafetyCategory,
    Unavailable,
    Understanding,
)

CERTAIN, DOUBTFUL = Certainty.CERTAIN, Certainty.DOUBTFUL
EN, FR = Language.ENGLISH, Language.FRENCH
INTENTS = json.loads(
    (Path(__file__).parents[2] / "data" / "clinical" / "intents.json").read_text()
)["intents"]


def level(
    text: str,
    language: Language = EN,
    understanding: Understanding | Unavailable | None = None,
    panic_word: str | None = None,
) -> Certainty | None:
    cry = catch((text,), language, understanding, panic_word)
    return cry.certainty if cry else None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (language, text)
        for language in Language
        for row in INTENTS
        if row["id"].startswith("emergency_")
        for text in row[language.value]
    ],
)
def test_the_clinical_table_s_emergencies_reach_at_least_the_question(
    language: Language, text: str
) -> None:
    assert level(text, language) is not None


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("I've fallen", SafetyCategory.FALL),
        ("my husband fell", SafetyCategory.FALL),
        ("I can't breathe", SafetyCategory.BREATHING),
        ("I have chest pain", SafetyCategory.CHEST_PAIN),
        ("my face is drooping", SafetyCategory.STROKE),
        ("the blood won't stop", SafetyCategory.BLEEDING),
        ("my sugar is too low, I am shaking", SafetyCategory.HYPOGLYCAEMIA),
        ("I took my pills twice", SafetyCategory.OVERDOSE),
        ("I want to die", SafetyCategory.SUICIDE),
        ("help", SafetyCategory.HELP),
        ("I need an ambulance", SafetyCategory.HELP),
        ("help me I slipped", SafetyCategory.FALL),
    ],
)
def test_a_plain_cry_is_certain_and_named(text: str, category: SafetyCategory) -> None:
    assert catch((text,), EN, None) == Cry(category=category, certainty=CERTAIN)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (EN, "I did not fall"),
        (EN, "I haven't fallen"),
        (EN, "no chest pain today"),
        (EN, "I'm not bleeding"),
        (FR, "je ne suis pas tombé"),
        (FR, "je n'ai pas mal à la poitrine"),
    ],
)
def test_a_negation_asks_and_never_silences(language: Language, text: str) -> None:
    assert level(text, language) is DOUBTFUL


def test_a_denial_intent_silences_nothing() -> None:
    denial = Understanding(intent="emergency_denied", confidence=0.95)
    assert level("I need an ambulance", understanding=denial) is CERTAIN
    assert level("I did not fall", understanding=denial) is DOUBTFUL


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (EN, "I fell asleep on the sofa"),
        (EN, "my heart is broken"),
        (EN, "the film was killing me"),
        (EN, "the leaves have fallen"),
        (EN, "put it in the chest of drawers"),
        (EN, "what was my blood pressure"),
        (FR, "je suis tombé amoureux"),
        (FR, "je meurs de faim"),
        (FR, "j'ai fait une prise de sang"),
    ],
)
def test_everyday_words_are_no_cry(language: Language, text: str) -> None:
    assert level(text, language) is None


def test_an_everyday_phrase_hides_nothing_beside_it() -> None:
    assert level("I fell asleep and now I can't breathe") is CERTAIN


def test_a_story_gives_way_to_sure_everyday_talk_and_a_denial_does_not() -> None:
    talk = Understanding(
        intent="everyday_talk", confidence=0.99, ranking=(("everyday_talk", 0.99),)
    )
    assert level("in the film he fell down the stairs", understanding=talk) is None
    assert level("I have not fallen", understanding=talk) is DOUBTFUL


def test_what_happened_long_ago_is_asked_about() -> None:
    assert level("I fell down the stairs last year") is DOUBTFUL
    assert level("I fell last night and I still can't get up") is CERTAIN


@pytest.mark.parametrize("text", ["just pain", "chess pain"])
def test_a_recognizer_that_hears_chest_pain_wrongly_is_at_least_doubted(text: str) -> None:
    assert level(f"I have {text}") is not None


def test_what_only_the_second_recognizer_wrote_counts() -> None:
    assert catch(("I have just pain", "I have chest pain"), EN, None) is not None
    assert catch(("the weather", "I have fallen"), EN, None) is not None


def test_a_patient_s_own_word_is_certain_in_any_sentence() -> None:
    assert catch(("well, Pineapple!",), EN, None, "pineapple") == Cry(
        category=SafetyCategory.PANIC_WORD, certainty=CERTAIN
    )
    assert level("pineapples are nice", panic_word="pineapple") is None


@pytest.mark.parametrize("sound", ["aaaah", "ow ow ow", "[scream]", "(groaning)", "Argh!"])
def test_sounds_of_distress_are_asked_about(sound: str) -> None:
    cry = catch((sound,), EN, None)
    assert cry == Cry(category=SafetyCategory.DISTRESS, certainty=DOUBTFUL)


def test_the_sum_of_emergency_confidences_decides_without_any_phrase() -> None:
    ranking = (("emergency_fall", 0.5), ("emergency_bleeding", 0.4), ("small_talk", 0.1))
    meant = Understanding(intent="emergency_fall", confidence=0.35, ranking=ranking)
    assert level("the thing with the thing", understanding=meant) is CERTAIN


def test_a_single_word_gives_way_to_a_sure_everyday_topic_and_a_phrase_does_not() -> None:
    topic = Understanding(
        intent="symptom_report", confidence=0.95, ranking=(("symptom_report", 0.95),)
    )
    assert level("I feel dizzy when I get up") is DOUBTFUL
    assert level("I feel dizzy when I get up", understanding=topic) is None
    assert level("I can't breathe", understanding=topic) is CERTAIN
    assert level("oh please I can't breathe", understanding=topic) is CERTAIN


def test_a_phrase_amid_other_words_gives_way_a_step_to_sure_everyday_talk() -> None:
    talk = Understanding(
        intent="everyday_talk", confidence=0.99, ranking=(("everyday_talk", 0.99),)
    )
    told = "the man next door said he can't breathe in that tie he was given"
    assert level(told, understanding=talk) is DOUBTFUL
    assert level(told) is CERTAIN


def test_a_doubtful_word_and_some_emergency_mass_are_certain_together() -> None:
    ranking = (("symptom_report", 0.45), ("emergency_hypoglycaemia", 0.42))
    meant = Understanding(intent="symptom_report", confidence=0.45, ranking=ranking)
    assert level("I am rather shaky", understanding=meant) is CERTAIN


def test_the_service_does_not_hear_a_not() -> None:
    meant = Understanding(
        intent="emergency_bleeding",
        confidence=0.9,
        ranking=(("emergency_bleeding", 0.9),),
    )
    assert level("I have not had any bleeding", understanding=meant) is DOUBTFUL


def test_an_idiom_takes_one_step_off_the_service() -> None:
    sure = Understanding(
        intent="emergency_breathing",
        confidence=0.9,
        ranking=(("emergency_breathing", 0.9),),
    )
    assert level("I laughed so much I could not breathe", understanding=sure) is DOUBTFUL
    assert level("the thing with the thing", understanding=sure) is CERTAIN


def test_it_works_while_the_service_is_away() -> None:
    gone = Unavailable(reason="not reachable")
    assert level("I have fallen", understanding=gone) is CERTAIN


@given(
    st.text(max_size=80), st.sampled_from(list(Language)), st.text(max_size=8) | st.none()
)
def test_no_text_breaks_it(text: str, language: Language, word: str | None) -> None:
    catch((text, text[::-1]), language, None, word)


@given(st.sampled_from(["please listen", "oh dear", "well", "so", "excuse me"]))
def test_words_around_a_cry_do_not_hide_it(words: str) -> None:
    assert level(f"{words} I have fallen") is CERTAIN
    assert level(f"I have fallen {words}") is CERTAIN


def seen(intent: str, confidence: float) -> Understanding:
    return Understanding(
        intent=intent, confidence=confidence, ranking=((intent, confidence),)
    )


@pytest.mark.parametrize(
    ("text", "confidence", "called", "by_the_way"),
    [
        ("help me", 0.0, CERTAIN, CERTAIN),
        ("I can't breathe", 0.0, CERTAIN, CERTAIN),
        ("I have not the least air left here", 0.9, CERTAIN, CERTAIN),
        ("without fools there would be no wisdom", 0.9, CERTAIN, None),
        ("I demand impunity", 0.4, DOUBTFUL, None),
        ("nobody is safe from all of those who want to die", 0.3, CERTAIN, DOUBTFUL),
    ],
)
def test_what_is_overheard_needs_better_witnesses(
    text: str, confidence: float, called: Certainty, by_the_way: Certainty | None
) -> None:
    meant = seen("emergency_breathing", confidence)
    found = [catch((text,), EN, meant, overheard=aside) for aside in (False, True)]
    assert [one and one.certainty for one in found] == [called, by_the_way]


CRY = Understanding(
    intent="small_talk",
    confidence=0.9,
    ranking=(("small_talk", 0.9),),
    looks=((("emergency_fall", 0.9), ("small_talk", 0.1)),),
)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
GARBLED = Heard(
    text="and start the release", confidence=0.4, started_at=NOON, ended_at=NOON, engine="x"
)


def test_what_only_a_further_look_brings_is_asked_about_but_not_overheard() -> None:
    found = heard_cry(GARBLED, EN, CRY)
    assert found == Cry(category=SafetyCategory.FALL, certainty=DOUBTFUL)
    assert heard_cry(GARBLED, EN, replace(CRY, looks=())) is None
    assert heard_cry(replace(GARBLED, overheard=True), EN, CRY) is None


def test_a_further_look_takes_nothing_from_a_certain_cry() -> None:
    said = replace(GARBLED, text="help me")
    found = heard_cry(said, EN, CRY)
    assert found == Cry(category=SafetyCategory.HELP, certainty=CERTAIN)
