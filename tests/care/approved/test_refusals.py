"""Which questions only a person may answer, and why."""

import pytest

from care.approved.refusals import needs_person
from care.people import Language


@pytest.mark.parametrize(
    ("question", "language", "reason"),
    [
        ("How much insulin should I inject?", Language.ENGLISH, "dose"),
        ("is this lump cancer", Language.ENGLISH, "diagnosis"),
        ("will I get better", Language.ENGLISH, "prospect"),
        (
            "what would you do in my place, what do you recommend",
            Language.ENGLISH,
            "advice",
        ),
        ("combien d'unités je mets", Language.FRENCH, "dose"),
        ("c'est grave ?", Language.FRENCH, "diagnosis"),
        ("combien de temps il me reste", Language.FRENCH, "prospect"),
        ("qu'est-ce que tu me conseilles", Language.FRENCH, "advice"),
    ],
)
def test_the_reason_for_a_person(question: str, language: Language, reason: str) -> None:
    assert needs_person(question, language) == reason


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("how do I take my blood pressure", Language.ENGLISH),
        ("what is a hypo", Language.ENGLISH),
        ("comment je prends ma température", Language.FRENCH),
        ("où je garde mon insuline", Language.FRENCH),
    ],
)
def test_how_things_work_needs_no_person(question: str, language: Language) -> None:
    assert needs_person(question, language) is None
