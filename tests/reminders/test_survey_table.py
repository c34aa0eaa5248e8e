"""Surveys are data: every row has its words, and a bad file is named."""

from pathlib import Path

import pytest

from care.errors import ConfigError
from care.people import Language
from care.wording import wording
from reminders.survey import Kind
from reminders.survey_table import surveys

GOOD = 'id = "day"\n[[question]]\nid = "x"\nkind = "number"\nhigh = 3\n'


@pytest.mark.parametrize("language", list(Language))
def test_every_question_and_answer_has_words(language: Language) -> None:
    words = wording(language)
    for survey in surveys().values():
        heard = "answer" if survey.observer else "heard"
        for question in survey.questions:
            assert words.has(f"survey.{survey.id}.{question.id}")
            assert survey.observer or words.has(f"survey.{survey.id}.{question.id}_again")
            codes = question.points if question.kind is Kind.CHOICE else ()
            for code, _ in codes:
                assert words.has(f"survey.{survey.id}.{heard}.{code}"), (survey.id, code)


def test_a_clinic_s_own_survey_replaces_ours(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(GOOD)
    assert [q.id for q in surveys(tmp_path)["day"].questions] == ["x"]
    assert "mood" in surveys(tmp_path)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("id = ", "TOML"),
        ('id = "x"', "question: is missing"),
        ('id = "x"\n[[question]]\nid = "a"\nkind = "choice"', "points of a"),
        ('id = "x"\n[[question]]\nid = "a"\nkind = "essay"', "essay"),
        (GOOD + '[schedule]\nat = "late"', "late"),
    ],
)
def test_a_bad_survey_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "own.toml").write_text(text)
    with pytest.raises(ConfigError, match=complaint):
        surveys(tmp_path)
