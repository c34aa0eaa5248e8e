"""A short survey by voice: one question after the other, from a table.

answer                      next
--------------------------  ------------------------------------------------------------
a valid one                 the next question; after the last: recorded
a number to be read back    "I have noted 72. Is that right?"; no: asked again; silence
                            confirms only what was heard surely
one that is a cry           the safety path, at once; what was said is recorded
not understood twice        the survey ends without an answer
no, later, silence          ends: refused, postponed, no answer

Pure, like every script; the survey's rows and points are data (`reminders.survey`).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assistant.scripts.check_in_state import Ended, Postponed
from assistant.scripts.survey_words import asked, chosen, read_back, said
from care.checkin import CheckIn, CheckInOutcome
from care.commands import Ask, Raise, Record, Say
from care.people import Patient, PatientId
from care.speech import Answer, Certainty, Cry, Meaning, QuestionId
from reminders.pain import Telling
from reminders.survey import Kind, Survey, SurveyQuestion, alarm, check_in, telling

OWNER = "checkin:"
LATER = timedelta(minutes=30)
READ_BACK = "read_back"
ENDINGS = {
    Meaning.NO: CheckInOutcome.REFUSED,
    Meaning.REFUSED: CheckInOutcome.REFUSED,
    Meaning.SILENCE: CheckInOutcome.NO_ANSWER,
    Meaning.HELP: CheckInOutcome.NO_ANSWER,
}

Command = Ask | Say | Record | Raise | Cry | Postponed | Ended


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyTalk:
    """A survey under way, saved after every step."""

    id: str
    patient: PatientId
    survey: Survey
    asked_at: datetime
    answers: tuple[tuple[str, str], ...] = ()
    failures: int = 0
    pending: float | None = None
    """A number that waits for its read-back."""
    sure: bool = True
    """Whether that number was heard surely."""
    corrected: bool = False
    """The patient has taken an answer back."""


Stepped = tuple[SurveyTalk | None, tuple[Command, ...]]


def begin(key: str, survey: Survey, patient: Patient, now: datetime) -> Stepped:
    """The first question."""
    talk = SurveyTalk(id=key, patient=patient.id, survey=survey, asked_at=now)
    return _go(talk, patient)


def question_id(talk: SurveyTalk) -> QuestionId:
    """The id by which the answer to the open question comes back."""
    step = READ_BACK if talk.pending is not None else _question(talk).id
    return QuestionId(f"{OWNER}{talk.id}:{step}")


def _question(talk: SurveyTalk) -> SurveyQuestion:
    return talk.survey.questions[len(talk.answers)]


def put(talk: SurveyTalk, patient: Patient) -> Ask:
    """The open question in words."""
    key = question_id(talk)
    if talk.pending is not None:
        return read_back(key, talk.pending, patient)
    return asked(key, talk.survey, _question(talk), patient)


def _go(talk: SurveyTalk, patient: Patient) -> Stepped:
    return talk, (put(talk, patient),)


def step(talk: SurveyTalk, answer: Answer, patient: Patient, now: datetime) -> Stepped:
    """The one transition function; None when the survey is over."""
    if answer.question != question_id(talk):
        return talk, ()
    if talk.pending is not None:
        return _read_back(talk, answer, patient, now)
    question = _question(talk)
    code = _code(question, talk.survey, answer, patient)
    if code is not None:
        talk = replace(talk, sure=answer.sure)
        return _answered(talk, question, code, patient, now)
    if answer.meaning is Meaning.LATER:
        again = Postponed(survey=talk.survey.id, after=LATER)
        return None, (said("later", patient), again, Ended(id=talk.id, answered=True))
    ending = ENDINGS.get(answer.meaning)
    if ending is CheckInOutcome.REFUSED:
        return _end(talk, ending, "refused", patient, now)
    twice = talk.failures or answer.meaning is Meaning.OTHER
    if ending is None and not twice:
        return _go(replace(talk, failures=1), patient)
    last = None if ending else "no_answer"
    return _end(talk, CheckInOutcome.NO_ANSWER, last, patient, now)


def taken_back(talk: SurveyTalk, right: Answer, patient: Patient, now: datetime) -> Stepped:
    """An answer given before is corrected; `talk` as it was before its last answer."""
    again = replace(talk, corrected=True, failures=0, sure=right.sure)
    step = right.question.rpartition(":")[2]
    ids = [question.id for question in talk.survey.questions]
    if step == READ_BACK and talk.pending is None and talk.answers:
        again = replace(again, answers=talk.answers[:-1])
    elif step in ids and ids.index(step) <= len(talk.answers):
        again = replace(again, answers=talk.answers[: ids.index(step)], pending=None)
        code = _code(_question(again), talk.survey, right, patient)
        return (
            (talk, ())
            if code is None
            else _answered(again, _question(again), code, patient, now)
        )
    elif step != READ_BACK:
        return talk, ()
    pending = again.pending if right.number is None else right.number
    return _read_back(replace(again, pending=pending or 0.0), right, patient, now)


def _code(
    question: SurveyQuestion, survey: Survey, answer: Answer, patient: Patient
) -> str | None:
    """The answer as its code or number; None when it answers nothing."""
    match question.kind, answer.meaning:
        case Kind.NUMBER, Meaning.NUMBER if answer.number is not None:
            good = question.low <= answer.number <= question.high
            return f"{answer.number:g}" if good else None
        case Kind.YES_NO, Meaning.YES | Meaning.NO:
            return answer.meaning.value
        case Kind.CHOICE, _ if answer.text:
            return chosen(answer.text, survey, question, patient)
    return None


def _answered(
    talk: SurveyTalk, question: SurveyQuestion, code: str, patient: Patient, now: datetime
) -> Stepped:
    if question.read_back and talk.pending is None:
        return _go(replace(talk, pending=float(code), failures=0), patient)
    answers = (*talk.answers, (question.id, code))
    talk = replace(talk, answers=answers, failures=0, pending=None)
    category = dict(question.cries).get(code)
    if category is not None:
        cry = Cry(category=category, certainty=Certainty.CERTAIN)
        return None, (cry, Record(what=_record(talk, now)), _ended(talk))
    if len(answers) < len(talk.survey.questions):
        return _go(talk, patient)
    record = _record(talk, now)
    told = telling(talk.survey, record.score)
    last = said("provider" if told is Telling.PROVIDER else "noted", patient)
    return None, (*kept(record, talk.survey), last, _ended(talk))


def kept(record: CheckIn, survey: Survey) -> tuple[Record | Raise, ...]:
    """An answered survey is kept, and those hear of it who are to."""
    told = telling(survey, record.score)
    raised = () if told is Telling.NOBODY else (Raise(alarm=alarm(record, told)),)
    return (Record(what=record), *raised)


def _read_back(
    talk: SurveyTalk, answer: Answer, patient: Patient, now: datetime
) -> Stepped:
    question = _question(talk)
    assert talk.pending is not None
    away = answer.meaning in (Meaning.SILENCE, Meaning.HELP)
    kept_still = answer.meaning is Meaning.SILENCE and talk.sure
    if answer.meaning is Meaning.YES or kept_still:
        return _answered(talk, question, f"{talk.pending:g}", patient, now)
    right = answer.number
    if right is not None and question.low <= right <= question.high:
        return _go(replace(talk, pending=right, sure=answer.sure), patient)
    if talk.failures or away:
        last = None if answer.meaning is Meaning.HELP else "no_answer"
        return _end(talk, CheckInOutcome.NO_ANSWER, last, patient, now)
    return _go(replace(talk, pending=None, failures=1), patient)


def _record(talk: SurveyTalk, now: datetime) -> CheckIn:
    stretch = talk.asked_at, now
    found = check_in(talk.survey, talk.id, talk.patient, stretch, talk.answers)
    return replace(found, corrected=talk.corrected)


def _ended(talk: SurveyTalk, *, answered: bool = True) -> Ended:
    return Ended(id=talk.id, answered=answered)


def _end(
    talk: SurveyTalk,
    outcome: CheckInOutcome,
    last: str | None,
    patient: Patient,
    now: datetime,
) -> Stepped:
    """What was answered before is kept; the sum is not made of a part."""
    record = replace(_record(talk, now), outcome=outcome, score=None)
    spoken = () if last is None else (said(last, patient),)
    answered = outcome is not CheckInOutcome.NO_ANSWER
    return None, (Record(what=record), *spoken, _ended(talk, answered=answered))
