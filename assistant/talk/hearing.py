"""What becomes of an utterance: cry, word about the talk, answer, correction, talk.

In this order: a cry for help is caught first in every state; "stop" and "louder" are
about the talk itself; then the pending question may be answered; what is left is the
patient's own conversation. The second utterance in a row that fits nowhere asks whether
the patient needs help (reference notes on Rasa, section 4).
"""

from dataclasses import replace
from datetime import datetime, timedelta

from assistant.answers import Reading
from assistant.phrases import phrases
from assistant.talk.answering import (
    MOST_DETOURS,
    answer,
    answered,
    correction,
    misunderstood,
    reading_of,
    texts_of,
)
from assistant.talk.beside import beside, not_for_us, runs_beside
from assistant.talk.crying import (
    HELP_OWNER,
    MAYBE_HELP,
    caught,
    cried,
    mumbled,
    remembered,
    talk_broken_off,
)
from assistant.talk.floor import Step, add_prompt, hush, put_back
from assistant.talk.manner import about_the_talk
from assistant.talk.profile import sound_is_yes
from assistant.talk.state import Dialogue, Pending
from assistant.talk.turns import HeardUtterance, OpenTalk
from care.speech import Meaning, Prompt, Understanding, Urgency
from care.wording import wording

IN_A_ROW = timedelta(minutes=2)
"""Two fallbacks further apart are not in a row."""
TALK_TIME = timedelta(seconds=20)
"""For our reply in the patient's own conversation; a waiting question comes after."""
TALK_CONFIDENCE = 0.6
PLAN_CHANGED = "plan_changed"
"""Not an intent of Rasa's: the phrase table knows it, and the orders answer."""
NOT_TALK = frozenset({"nlu_fallback", "affirm", "deny", "correct_entry", ""})
"""Intents that are no topic of the patient's own."""
COMPLAINTS = frozenset({"pain_location", "symptom_report"})
"""Intents that mean the same when nobody has asked: it goes to the nurse."""


def hear(dialogue: Dialogue, event: HeardUtterance, now: datetime) -> Step:
    """The dialogue after an utterance, and what it asks for."""
    dialogue = replace(dialogue, hold_until=None, mumbled=None)
    if runs_beside(dialogue, event, now):
        return beside(dialogue, event, now)
    texts = texts_of(event)
    if not any(text.strip() for text in texts):
        return _sound(dialogue, now)
    pending = dialogue.current
    reading = reading_of(dialogue, pending, event) if pending else None
    cry = caught(dialogue, event, reading)
    if cry:
        return cried(remembered(dialogue, cry, event), cry, reading, event, now)
    managed = about_the_talk(dialogue, texts, now)
    if managed:
        return managed
    if pending and reading and reading.meaning is not Meaning.OTHER:
        return answered(dialogue, pending, reading, event, now)
    corrected = correction(dialogue, texts, event, now)
    if corrected:
        return corrected
    return _other(dialogue, pending, event, now)


def _sound(dialogue: Dialogue, now: datetime) -> Step:
    """A sound without words: an answer for some, else as if not understood."""
    pending = dialogue.current
    if pending is None:
        return dialogue, ()
    question = pending.question
    if question.id.startswith(HELP_OWNER):
        return answer(dialogue, pending, Reading(meaning=Meaning.HELP), now)
    if sound_is_yes(dialogue, question.expects):
        return answer(dialogue, pending, Reading(meaning=Meaning.YES, sure=False), now)
    return misunderstood(dialogue, pending, now)


def _other(
    dialogue: Dialogue, pending: Pending | None, event: HeardUtterance, now: datetime
) -> Step:
    aside = event.heard.overheard
    meant = event.understanding
    if _about_the_plan(dialogue, event):  # from the orders, also without the nlu service
        meant = Understanding(intent=PLAN_CHANGED, confidence=1.0)
    if isinstance(meant, Understanding) and (
        _is_topic(meant) or (pending is None and _invited(dialogue))
    ):
        return _talk(
            not_for_us(dialogue, event) if aside else dialogue, pending, event, meant, now
        )
    dialogue = not_for_us(dialogue, event)
    row = dialogue.misunderstood_at and now - dialogue.misunderstood_at <= IN_A_ROW
    first = replace(dialogue, misunderstood_at=now)
    if row and pending is None:
        return mumbled(first, event, now)
    if aside:
        return first, ()
    if row:
        return cried(dialogue, MAYBE_HELP, None, event, now)
    if pending:
        return misunderstood(first, pending, now)
    return add_prompt(first, _not_understood(dialogue)), ()


def _about_the_plan(dialogue: Dialogue, event: HeardUtterance) -> bool:
    """Whether the patient asks what has changed in the plan."""
    tables = phrases(dialogue.listener.language)
    return tables.says("medicine.changed", tables.fold(event.heard.text))


def _is_topic(meant: Understanding) -> bool:
    """Whether we are sure enough what the patient speaks of; a complaint is a complaint."""
    sure = meant.confidence
    if meant.intent in COMPLAINTS:
        sure = max(sure, sum(part for name, part in meant.ranking if name in COMPLAINTS))
    return meant.intent not in NOT_TALK and sure >= TALK_CONFIDENCE


def _invited(dialogue: Dialogue) -> bool:
    """Whether we listen for what our own talk has just asked for."""
    asked = dialogue.last is not None and dialogue.last.invites
    return asked and dialogue.listening is not None


def _not_understood(dialogue: Dialogue) -> Prompt:
    who = dialogue.listener
    words = wording(who.language).say("dialogue.not_understood")
    return Prompt(
        patient=who.patient, language=who.language, words=words, urgency=Urgency.TALK
    )


def _talk(
    dialogue: Dialogue,
    pending: Pending | None,
    event: HeardUtterance,
    meant: Understanding,
    now: datetime,
) -> Step:
    talk = OpenTalk(heard=event.heard, understanding=meant)
    calm = replace(dialogue, misunderstood_at=None, hold_until=now + TALK_TIME)
    if pending is None:
        silent, commands = talk_broken_off(calm)
        return replace(silent, listening=None), (*commands, talk)
    if pending.urgency is not Urgency.QUESTION or pending.detours >= MOST_DETOURS:
        return misunderstood(replace(calm, hold_until=None), pending, now)
    silent, commands = hush(calm)
    later = replace(pending, detours=pending.detours + 1, resumed=True)
    return put_back(silent, later), (*commands, talk)
