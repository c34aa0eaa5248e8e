"""Approved answers: only near questions, only reviewed entries, never a trap."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

import assistant.conversation
from assistant.conversation.library import Entry, Library, features, read_library
from care.errors import ConfigError
from care.people import Language

FOLDER = Path(assistant.conversation.__file__).parent / "approved"
TRAPS = Path(__file__).parents[2] / "data" / "traps"
TODAY = date(2026, 11, 22)
LIBRARIES = {language: read_library(FOLDER, language) for language in Language}
LANGUAGES = pytest.mark.parametrize("language", list(Language))


def _traps(language: Language) -> list[str]:
    lines = (TRAPS / f"{language.value}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@LANGUAGES
def test_every_approved_question_finds_its_answer(language: Language) -> None:
    library = LIBRARIES[language]
    assert len(library.entries) >= 20
    for entry in library.entries:
        for question in entry.questions:
            assert library.find(question, TODAY) == entry, question


@LANGUAGES
def test_no_trap_is_ever_answered(language: Language) -> None:
    traps = _traps(language)
    assert len(traps) >= 100
    answered = [trap for trap in traps if LIBRARIES[language].find(trap, TODAY)]
    assert answered == []


@LANGUAGES
def test_no_approved_answer_reassures_or_doses(language: Language) -> None:
    forbidden = (
        "you are fine", "don't worry", "do not worry", "that is normal", "you should take",
        "tout va bien", "ne vous inquiétez pas", "c'est normal", "vous devez prendre",
        " mg", "units", "unités", "tablets of", "i think you",
    )  # fmt: skip
    for entry in LIBRARIES[language].entries:
        low = entry.answer.lower()
        assert not [words for words in forbidden if words in low], entry.id
        assert len(entry.answer.split()) <= 45, entry.id


def test_an_answer_whose_review_is_too_old_is_not_given() -> None:
    library = LIBRARIES[Language.ENGLISH]
    question = library.entries[0].questions[0]
    assert library.find(question, TODAY) is not None
    assert library.find(question, date(2029, 1, 1)) is None


def test_two_entries_that_are_equally_near_are_no_answer() -> None:
    def entry(name: str) -> Entry:
        return Entry(
            id=name,
            questions=("where is the spare charger",),
            answer=name,
            source="s",
            reviewed=TODAY,
            reviewer="r",
        )

    library = Library(Language.ENGLISH, (entry("one"), entry("two")))
    assert library.find("where is the spare charger", TODAY) is None


def test_an_empty_library_answers_nothing() -> None:
    assert Library(Language.FRENCH, ()).find("à quoi sert le pendentif", TODAY) is None


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("entries: [", "expected"),
        ("entries:\n  - id: a\n", "Field required"),
        ("entries: []\nother: 1\n", "Extra inputs"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, content: str, says: str
) -> None:
    file = tmp_path / "en" / "broken.yml"
    file.parent.mkdir()
    file.write_text(content)
    with pytest.raises(ConfigError, match=says) as raised:
        read_library(tmp_path, Language.ENGLISH)
    assert raised.value.file == file


def test_an_id_that_is_used_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    text = (FOLDER / "en" / "words.yml").read_text(encoding="utf-8")
    for name in ("one.yml", "two.yml"):
        (tmp_path / "en" / name).write_text(text)
    with pytest.raises(ConfigError, match="another file already"):
        read_library(tmp_path, Language.ENGLISH)


@settings(max_examples=50)
@given(some.text(max_size=200))
def test_any_text_is_answered_by_an_entry_or_a_person(text: str) -> None:
    found = LIBRARIES[Language.ENGLISH].find(text, TODAY)
    assert found is None or found in LIBRARIES[Language.ENGLISH].entries
    assert sum(features(text).values()) >= 0
