import pytest

from assistant.scripts.help_words import Person, words
from care.people import Language, PatientId
from care.speech import SafetyCategory
from care.wording import wording

FORBIDDEN = {
    Language.ENGLISH: ("don't worry", "you are fine", "normal", "have a heart attack"),
    Language.FRENCH: (
        "ne vous inquiétez pas",
        "vous allez bien",
        "normal",
        "vous faites un",
    ),
}
LONGEST_SENTENCE = 17


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("category", list(SafetyCategory))
@pytest.mark.parametrize("kind", ["certain", "doubtful"])
def test_every_category_has_its_fixed_words(
    language: Language, category: SafetyCategory, kind: str
) -> None:
    person = Person(patient=PatientId("rose"), language=language, contact="Marie")
    text = words(person, f"{kind}.{category}")
    assert ("Marie" in text) == (kind == "certain")
    assert wording(language).has(f"reason.cry_{category}")


def test_without_a_name_the_contact_is_said_in_general() -> None:
    person = Person(patient=PatientId("rose"), language=Language.ENGLISH)
    assert "your emergency contact" in words(person, "certain.help")


def test_both_languages_have_the_same_texts() -> None:
    english, french = (
        {k for k in wording(language).texts if k.startswith(("help.", "dialogue."))}
        for language in Language
    )
    assert english == french


@pytest.mark.parametrize("language", list(Language))
def test_no_reassurance_no_diagnosis_and_short_sentences(language: Language) -> None:
    texts = wording(language).texts
    for key, text in texts.items():
        if key.startswith("help."):
            assert not any(word in text.lower() for word in FORBIDDEN[language]), key
            sentences = text.replace("?", ".").replace(":", ".").split(".")
            assert max(len(s.split()) for s in sentences) <= LONGEST_SENTENCE, key
