"""Every check-in by one door: the pain talk, or a survey from the table."""

from datetime import datetime

from assistant.scripts import check_in, survey
from assistant.scripts.check_in_state import Talk
from assistant.scripts.survey import SurveyTalk
from care.people import Patient
from care.speech import Answer
from reminders import pain
from reminders.rota import Occasion
from reminders.survey_table import surveys

AnyTalk = Talk | SurveyTalk
Stepped = tuple[AnyTalk | None, tuple[check_in.Command, ...]]


def begin(
    occasion: Occasion, patient: Patient, now: datetime, usual: float | None = None
) -> Stepped:
    """The first question; nothing for a survey that is not there (any more).

    `usual` is the person's own pain baseline (`reminders.pain.baseline`).
    """
    if occasion.survey == pain.SURVEY:
        return check_in.begin(occasion.id, patient, now, usual)
    found = surveys().get(occasion.survey)
    if found is None or found.observer:
        return None, ()
    return survey.begin(occasion.id, found, patient, now)


def step(talk: AnyTalk, answer: Answer, patient: Patient, now: datetime) -> Stepped:
    """The next question, or the end."""
    if isinstance(talk, SurveyTalk):
        return survey.step(talk, answer, patient, now)
    return check_in.step(talk, answer, patient, now)
