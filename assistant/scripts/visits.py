"""Every check-in by one door: the pain talk, or a survey from the table."""

from datetime import datetime

from assistant.scripts import check_in, check_in_words, survey
from assistant.scripts.check_in_state import Talk
from assistant.scripts.survey import SurveyTalk
from care.commands import Ask
from care.people import Patient
from care.speech import Answer, QuestionId
from reminders import pain
from reminders.checkin_plan import CheckInPlan
from reminders.rota import Occasion
from reminders.survey_table import surveys

PLAN = CheckInPlan()

AnyTalk = Talk | SurveyTalk
Stepped = tuple[AnyTalk | None, tuple[check_in.Command, ...]]


def begin(
    occasion: Occasion,
    patient: Patient,
    now: datetime,
    usual: float | None = None,
    plan: CheckInPlan = PLAN,
) -> Stepped:
    """The first question; nothing for a survey that is not there (any more).

    `usual` is the person's own pain baseline (`reminders.pain.baseline`); `plan` says who
    hears of which answer.
    """
    if occasion.survey == pain.SURVEY:
        return check_in.begin(occasion.id, patient, now, usual, plan.pain)
    found = surveys().get(occasion.survey)
    if found is None or found.observer:
        return None, ()
    return survey.begin(occasion.id, plan.survey(found), patient, now)


def question_id(talk: AnyTalk) -> QuestionId:
    """The id by which the answer to the open question comes back."""
    if isinstance(talk, SurveyTalk):
        return survey.question_id(talk)
    return check_in_words.question_id(talk)


def again(talk: AnyTalk, patient: Patient) -> Ask:
    """The open question, in the patient's language of now."""
    if isinstance(talk, SurveyTalk):
        return survey.put(talk, patient)
    return check_in_words.asked(talk, patient)


def step(talk: AnyTalk, answer: Answer, patient: Patient, now: datetime) -> Stepped:
    """The next question, or the end."""
    if isinstance(talk, SurveyTalk):
        return survey.step(talk, answer, patient, now)
    return check_in.step(talk, answer, patient, now)


def taken_back(talk: AnyTalk, right: Answer, patient: Patient, now: datetime) -> Stepped:
    """An answer given before is corrected, in this check-in or just after its end."""
    if isinstance(talk, SurveyTalk):
        return survey.taken_back(talk, right, patient, now)
    return check_in.taken_back(talk, right, patient, now)
