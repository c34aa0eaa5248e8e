from datetime import timedelta
from zoneinfo import ZoneInfo

from assistant.answers import Lists
from assistant.talk.floor import add_question, advance, spoken
from assistant.talk.state import RANK, listener
from care.people import Language, Patient, PatientId, Trait
from care.speech import Urgency
from tests.talking import NOW, empty, question


def test_a_crisis_comes_before_everything() -> None:
    assert sorted(RANK, key=lambda urgency: RANK[urgency]) == [
        Urgency.CRISIS,
        Urgency.ALARM,
        Urgency.QUESTION,
        Urgency.TALK,
    ]


def test_the_listener_is_the_patient_as_configured() -> None:
    patient = Patient(
        id=PatientId("rose"),
        name="Rose",
        language=Language.FRENCH,
        zone=ZoneInfo("Europe/Paris"),
        traits=frozenset({Trait.APHASIA}),
        panic_word="marmalade",
    )
    who = listener(patient, Lists(medicines=("Metformin",)))
    assert (who.language, who.panic_word) == (Language.FRENCH, "marmalade")
    assert who.lists.medicines == ("Metformin",)


def test_the_current_question_is_the_one_said_or_listened_for() -> None:
    state, _ = advance(add_question(empty(), question()), NOW)
    assert state.current is not None
    state, _ = spoken(state, NOW + timedelta(seconds=3))
    assert state.current is not None
    assert empty().current is None
