"""Words of a survey, and which of its answers somebody's words are."""

import re
from datetime import timedelta

from care.commands import Ask, Say
from care.people import Patient
from care.speech import Expects, Prompt, Question, QuestionId, Urgency
from care.wording import wording
from reminders.survey import Kind, Survey, SurveyQuestion

LISTEN = timedelta(seconds=20)
EXPECTS = {
    Kind.CHOICE: Expects.OPEN,
    Kind.YES_NO: Expects.YES_NO,
    Kind.NUMBER: Expects.NUMBER,
}


def asked(
    key: QuestionId, survey: Survey, question: SurveyQuestion, patient: Patient
) -> Ask:
    """One question of a survey."""
    words = wording(patient.language)
    name = f"survey.{survey.id}.{question.id}"
    spoken = words.say(name), words.say(f"{name}_again")
    return _ask(key, spoken, EXPECTS[question.kind], patient)


def read_back(key: QuestionId, number: float, patient: Patient) -> Ask:
    """Whether a number was heard right."""
    words = wording(patient.language)
    heard = f"{number:g}"
    spoken = (
        words.say("survey.read_back.number", number=heard),
        words.say("survey.read_back.again", number=heard),
    )
    return _ask(key, spoken, Expects.YES_NO, patient)


def said(key: str, patient: Patient) -> Say:
    """The last sentence."""
    return Say(prompt=_prompt(wording(patient.language).say(f"survey.end.{key}"), patient))


def _ask(
    key: QuestionId, spoken: tuple[str, str], expects: Expects, patient: Patient
) -> Ask:
    question = Question(
        id=key,
        prompt=_prompt(spoken[0], patient),
        expects=expects,
        again=spoken[1],
        answer_within=LISTEN,
    )
    return Ask(question=question)


def _prompt(words: str, patient: Patient) -> Prompt:
    return Prompt(
        patient=patient.id,
        language=patient.language,
        words=words,
        urgency=Urgency.QUESTION,
    )


def chosen(
    text: str, survey: Survey, question: SurveyQuestion, patient: Patient
) -> str | None:
    """The code whose words are in the text, the longest match; None when two tie."""
    words = wording(patient.language)
    best: dict[int, set[str]] = {}
    for code, _ in question.points:
        listed = words.say(f"survey.{survey.id}.heard.{code}").split("|")
        lengths = [len(phrase) for phrase in listed if _says(text, phrase)]
        if lengths:
            best.setdefault(max(lengths), set()).add(code)
    if not best:
        return None
    longest = best[max(best)]
    return next(iter(longest)) if len(longest) == 1 else None


def _says(text: str, phrase: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text.casefold()) is not None
