"""Every check-in by one door."""

from datetime import timedelta

from assistant.scripts.survey import SurveyTalk
from assistant.scripts.visits import begin, step
from care.commands import Ask
from care.people import Language, Patient
from care.speech import Answer, Meaning
from reminders.rota import Occasion
from tests.fakes.medicines import PARIS, PATIENT, local

NOW = local("10:00")
ROSE = Patient(id=PATIENT, name="Rose", language=Language.ENGLISH, zone=PARIS)


def occasion(survey: str) -> Occasion:
    hour = timedelta(hours=1)
    return Occasion(id=f"{survey}-1", survey=survey, due=NOW, closes=NOW + hour)


def test_pain_and_surveys_are_asked_and_stepped() -> None:
    for name in ("pain", "day"):
        talk, (ask,) = begin(occasion(name), ROSE, NOW)
        assert talk is not None
        assert isinstance(ask, Ask)
        assert isinstance(talk, SurveyTalk) == (name == "day")
        quiet = Answer(question=ask.question.id, meaning=Meaning.SILENCE, at=NOW)
        assert step(talk, quiet, ROSE, NOW)[0] is None


def test_what_cannot_be_asked_is_not_begun() -> None:
    assert begin(occasion("painad"), ROSE, NOW) == (None, ())
    assert begin(occasion("gone"), ROSE, NOW) == (None, ())
