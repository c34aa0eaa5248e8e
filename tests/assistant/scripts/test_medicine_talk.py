from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant.scripts.medicine_talk import concerns, events
from assistant.talk.turns import OpenTalk
from care.medication import AsNeeded, Regimen, RegimenId, Sign
from care.people import Language, PatientId, ProviderId
from care.speech import Heard, Understanding
from reminders.tray_words import WHICH, MayTake, Mentioned, TookOnDemand

NOW = datetime(2026, 11, 22, 14, tzinfo=UTC)
EN, FR = Language.ENGLISH, Language.FRENCH


def said(words: str, intent: str = "care_question") -> OpenTalk:
    heard = Heard(text=words, confidence=1, started_at=NOW, ended_at=NOW, engine="test")
    return OpenTalk(heard=heard, understanding=Understanding(intent=intent, confidence=0.9))


def regimen(medicine: str, as_needed: AsNeeded | None = None) -> Regimen:
    return Regimen(
        id=RegimenId(medicine),
        patient=PatientId("rose"),
        revision=1,
        medicine=medicine,
        dose_text="one tablet",
        timing={},
        starts=NOW,
        author=ProviderId("anna"),
        as_needed=as_needed,
    )


PLAN = (regimen("metformin"), regimen("paracetamol", AsNeeded()))


@pytest.mark.parametrize(
    ("words", "language", "medicine"),
    [
        ("may I take a painkiller", EN, "paracetamol"),
        ("may I take something for the pain", EN, None),
        ("can i have another paracetamol", EN, "paracetamol"),
        ("Est-ce que je peux prendre un antidouleur ?", FR, None),
        ("puis-je prendre du paracétamol", FR, "paracetamol"),
    ],
)
def test_asking_for_a_medicine_is_for_the_tray(
    words: str, language: Language, medicine: str | None
) -> None:
    found = events(said(words), language, PLAN, NOW)
    assert found == (MayTake(at=NOW, medicine=RegimenId(medicine) if medicine else None),)


def test_a_dose_told_unasked_is_entered_for_the_right_medicine() -> None:
    planned = events(said("I took my metformin", "dose_taken"), EN, PLAN, NOW)
    assert [type(one) for one in planned] == [Mentioned]
    asked = events(said("i have taken a paracetamol", "dose_taken"), EN, PLAN, NOW)
    assert [type(one) for one in asked] == [TookOnDemand]


LOOKS = (
    replace(regimen("metformin"), look="the white tablet"),
    replace(regimen("furosemide"), look="the yellow tablet"),
)


@pytest.mark.parametrize(
    ("words", "language", "medicine"),
    [
        ("I took the white one", EN, "metformin"),
        ("I have just taken my water pill", EN, "furosemide"),
        ("I took the green one", EN, WHICH),
        ("I took my tablet", EN, None),
        ("I took my tablets", EN, None),
    ],
)
def test_a_tablet_told_unasked_by_its_look(
    words: str, language: Language, medicine: str | None
) -> None:
    (found,) = events(said(words, "dose_taken"), language, LOOKS, NOW)
    assert found == Mentioned(sign=Sign.TAKEN, at=NOW, medicine=medicine)


@pytest.mark.parametrize("words", ["what is my sugar", "may I speak to my daughter", ""])
def test_other_talk_is_not(words: str) -> None:
    assert not concerns(said(words), EN)
    assert events(said(words), EN, PLAN, NOW) == ()
