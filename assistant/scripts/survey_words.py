"""Words of a survey, and which of its answers somebody's words are."""

import re
from collections.abc import Iterator
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
    """The one code whose words are in the text; None when there are none or several.

    Words inside longer ones do not count: "not well" is not "well".
    """
    words = wording(patient.language)
    hits: list[tuple[str, int, int]] = []
    for code, _ in question.points:
        for phrase in words.say(f"survey.{survey.id}.heard.{code}").split("|"):
            hits += [(code, *found.span()) for found in _found(phrase, text)]
    codes = {
        code
        for code, start, end in hits
        if not any(_inside((start, end), (s, e)) for _, s, e in hits)
    }
    return next(iter(codes)) if len(codes) == 1 else None


def _found(phrase: str, text: str) -> Iterator[re.Match[str]]:
    return re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", text.casefold())


def _inside(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one != other and other[0] <= one[0] and one[1] <= other[1]
