"""Asking the patient before an alarm leaves the house.

The watch decides that an alarm wants a word with the patient first, and what each answer
means; this script only finds the words. Silence is an answer: it raises the alarm
(clinical protocol after a fall: ask, repeat louder, then escalate).
"""

from care.commands import Ask, Confirm
from care.people import Patient
from care.speech import Expects, Prompt, Question, QuestionId, Urgency
from care.wording import wording

OWNER = "alarm:"
"""Prefix of these questions' ids; the rest is the alarm's id."""


ASKINGS = 2


def ask(confirm: Confirm, patient: Patient) -> Ask:
    """The question for one alarm, in the patient's language."""
    words = wording(patient.language)
    key = f"question.{confirm.question}"
    facts = {e.kind: f"{e.value:g}" for e in confirm.alarm.evidence if _number(e.value)}
    prompt = Prompt(
        patient=patient.id,
        language=patient.language,
        words=words.say(f"{key}.ask", name=patient.name, **facts),
        urgency=Urgency.ALARM,
        level=1,
    )
    question = Question(
        id=QuestionId(f"{OWNER}{confirm.alarm.id}"),
        prompt=prompt,
        expects=Expects.YES_NO,
        again=words.say(f"{key}.again", name=patient.name, **facts),
        # The whole time is for all askings: ask, repeat in other words, then act.
        answer_within=confirm.answer_within / ASKINGS,
        attempts=ASKINGS,
    )
    return Ask(question=question)


def _number(value: float | str) -> bool:
    return isinstance(value, int | float)
