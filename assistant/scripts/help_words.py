"""The fixed words around a cry for help, as questions and prompts."""

from dataclasses import dataclass
from datetime import timedelta

from care.commands import Ask, Say
from care.people import Language, PatientId
from care.speech import Expects, Prompt, Question, QuestionId, SafetyCategory, Urgency
from care.wording import wording

ANSWER_TIME = timedelta(seconds=12)
LOUD = 1
"""Step of the volume ladder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Whom we speak with, and whom we call for them."""

    patient: PatientId
    language: Language
    contact: str | None = None
    """As the voice says it, "your daughter Marie"; None says it in general."""


def words(person: Person, key: str) -> str:
    """A text of the help room with the contact filled in."""
    texts = wording(person.language)
    contact = person.contact or texts.say("help.contact")
    return texts.say(f"help.{key}", contact=contact)


def prompt(person: Person, text: str) -> Prompt:
    """Those words, above everything else."""
    return Prompt(
        patient=person.patient,
        language=person.language,
        words=text,
        urgency=Urgency.CRISIS,
        level=LOUD,
    )


def say(person: Person, key: str) -> Say:
    """One text, without a question."""
    return Say(prompt=prompt(person, words(person, key)))


def doubt_id(number: int) -> QuestionId:
    """Id of the question whether help is needed."""
    return QuestionId(f"help:doubt:{number}")


CALLED_STAGES = ("cancel", "check", "safe")
"""The questions once help is called, by the middle of their ids."""


def called_id(stage: str, number: int) -> QuestionId:
    """Id of one of them."""
    return QuestionId(f"help:{stage}:{number}")


def ask_doubt(
    person: Person, category: SafetyCategory, number: int, *, over_talk: bool = False
) -> Ask:
    """Ask whether help is needed; over other talk a short answer alone is heard."""
    text = words(person, f"doubtful.{category}")
    again = words(person, "doubtful.again")
    if over_talk:
        text, again = (
            f"{text} {words(person, 'over_talk')}",
            words(person, "over_talk_again"),
        )
    return _ask(person, doubt_id(number), text, again, Expects.YES_NO)


def ask_cancel(person: Person, key: str, number: int) -> Ask:
    """Say that help is being called, and how to call it off."""
    text = f"{words(person, key)} {words(person, 'cancel')}"
    again = words(person, "cancel_again")
    return _ask(person, called_id("cancel", number), text, again, Expects.CANCEL)


def ask_safe(person: Person, key: str, number: int) -> Ask:
    """After suicidal words: "are you safe right now?"; nothing calls this off."""
    text = f"{words(person, key)} {words(person, 'safe.ask')}"
    again = words(person, "safe.again")
    return _ask(person, called_id("safe", number), text, again, Expects.YES_NO)


def ask_check(person: Person, number: int, *, called: bool = True) -> Ask:
    """The second step before help is called off, or before it is not called."""
    text = words(person, "check")
    again = words(person, "check_again") if called else text
    return _ask(person, called_id("check", number), text, again, Expects.YES_NO)


def _ask(person: Person, key: QuestionId, text: str, again: str, expects: Expects) -> Ask:
    question = Question(
        id=key,
        prompt=prompt(person, text),
        expects=expects,
        again=again,
        answer_within=ANSWER_TIME,
    )
    return Ask(question=question)
