"""Which answer somebody's words are: the longest match, and none when two tie."""

import pytest

from assistant.scripts.survey_words import chosen
from care.people import Language, Patient
from reminders.survey_table import surveys
from tests.fakes.medicines import PARIS, PATIENT

ROSE = Patient(id=PATIENT, name="Rose", language=Language.ENGLISH, zone=PARIS)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("well", "good"),
        ("Not well today", "bad"),
        ("not bad", "fair"),
        ("oh, so so", "fair"),
        ("swell", None),
        ("good or bad, fine", None),
        ("", None),
    ],
)
def test_day(text: str, code: str | None) -> None:
    day = surveys()["day"]
    assert chosen(text, day, day.questions[0], ROSE) == code
