"""Approved answers: only near questions, only reviewed entries, never a trap."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from care.approved.entry import Entry
from care.approved.library import Library, features
from care.approved.shelf import read_library
from care.people import Language

TRAPS = Path(__file__).parents[3] / "tests" / "data" / "traps"
TODAY = date(2026, 11, 22)
LIBRARIES = {language: read_library(None, language) for language in Language}
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


@LANGUAGES
def test_nothing_speaks_against_what_came_with_the_house(language: Language) -> None:
    library = LIBRARIES[language]
    assert [one for entry in library.entries for one in library.objections(entry)] == []


def entry_of(**other: object) -> Entry:
    fields = {
        "id": "new",
        "questions": ("where do I put the empty bottles",),
        "answer": "In the blue bin beside the door.",
        "source": "your helper",
        "reviewed": TODAY,
        "reviewer": "nora",
    }
    return Entry.model_validate(fields | other)


@pytest.mark.parametrize(
    ("other", "field", "code"),
    [
        ({"questions": ()}, "questions", "needed"),
        ({"answer": ""}, "answer", "needed"),
        ({"answer": "so " * 46}, "answer", "long"),
        ({"questions": ("how many pills should I take",)}, "questions", "person"),
        ({"questions": ("what is a hypo",)}, "questions", "near"),
    ],
)
def test_an_entry_that_would_not_serve_is_objected_to(
    other: dict[str, object], field: str, code: str
) -> None:
    found = LIBRARIES[Language.ENGLISH].objections(entry_of(**other))
    assert [(one.field, one.code) for one in found] == [(field, code)]


def test_an_entry_that_serves_is_not_objected_to_and_is_found() -> None:
    library = LIBRARIES[Language.ENGLISH]
    assert library.objections(entry_of()) == ()
    with_it = Library(library.language, (*library.entries, entry_of()))
    assert with_it.find("where do the empty bottles go", TODAY) == entry_of()


def test_a_retired_entry_is_not_given() -> None:
    library = Library(Language.ENGLISH, (entry_of(retired=True),))
    assert library.find("where do I put the empty bottles", TODAY) is None


@settings(max_examples=50)
@given(some.text(max_size=200))
def test_any_text_is_answered_by_an_entry_or_a_person(text: str) -> None:
    found = LIBRARIES[Language.ENGLISH].find(text, TODAY)
    assert found is None or found in LIBRARIES[Language.ENGLISH].entries
    assert sum(features(text).values()) >= 0
