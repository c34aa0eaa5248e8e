"""Words of a check-in: its questions, its read-back, its last sentence."""

from datetime import timedelta

from assistant.scripts.check_in_state import Scale, Step, Talk
from care.commands import Ask, Say
from care.people import Patient
from care.speech import Expects, Prompt, Question, QuestionId, Urgency
from care.wording import Wording, wording

OWNER = "checkin:"
"""Prefix of these questions' ids; the rest is the check-in's id and the step."""
LISTEN = timedelta(seconds=20)
EXPECTS = {
    Step.PLACE: Expects.PLACE,
    Step.HEADACHE: Expects.YES_NO,
    Step.READ_BACK: Expects.YES_NO,
}


def asked(talk: Talk, patient: Patient) -> Ask:
    """The question of the present step."""
    words = wording(patient.language)
    expects = EXPECTS.get(talk.step, Expects.SCORE)
    if talk.step is Step.READ_BACK:
        spoken = _read_back(talk, words)
        again = words.say("checkin.read_back.again", said=spoken)
    else:
        key = talk.scale.value if talk.step is Step.SCORE else talk.step.value
        if key == Scale.YES_NO:
            expects = Expects.YES_NO
        spoken = words.say(f"checkin.pain.{key}", name=patient.name)
        again = words.say(f"checkin.pain.{key}_again", name=patient.name)
    question = Question(
        id=question_id(talk),
        prompt=_prompt(patient, spoken),
        expects=expects,
        again=again,
        answer_within=LISTEN,
    )
    return Ask(question=question)


def question_id(talk: Talk) -> QuestionId:
    """The id by which the answer comes back."""
    return QuestionId(f"{OWNER}{talk.id}:{talk.step}")


def said(key: str, patient: Patient) -> Say:
    """A sentence that ends a check-in, or turns it."""
    words = wording(patient.language).say(f"checkin.end.{key}")
    return Say(prompt=_prompt(patient, words))


def _prompt(patient: Patient, words: str) -> Prompt:
    return Prompt(
        patient=patient.id,
        language=patient.language,
        words=words,
        urgency=Urgency.QUESTION,
    )


def _read_back(talk: Talk, words: Wording) -> str:
    key, facts = _understood(talk, words)
    if talk.place is not None:
        known = words.has(f"checkin.place.{talk.place}")
        place = words.say(f"checkin.place.{talk.place}") if known else talk.place
        key, facts = f"{key}_place", facts | {"place": place}
    return words.say(f"checkin.read_back.{key}", **facts)


def _understood(talk: Talk, words: Wording) -> tuple[str, dict[str, str]]:
    if talk.score is not None:
        number = f"{talk.score:g}"
        spoken = f"checkin.number.{number}"
        return "number", {"number": words.say(spoken) if words.has(spoken) else number}
    if talk.word == "none" or talk.hurts is False:
        return "none", {}
    if talk.word is not None:
        return "word", {"word": words.say(f"checkin.word.{talk.word}")}
    return "some", {}
