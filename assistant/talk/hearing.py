"""What becomes of an utterance: cry, word about the talk, answer, correction, talk.

In this order: a cry for help is caught first in every state; "stop" and "louder" are
about the talk itself; then the pending question may be answered; what is left is the
patient's own conversation. The second utterance in a row that fits nowhere asks whether
the patient needs help (reference notes on Rasa, section 4).
"""

from dataclasses import replace
from datetime import datetime, timedelta

from assistant.answers import Reading, read
from assistant.phrases import phrases
from assistant.recognizers.gate import doubtful
from assistant.safety import heard_cry
from assistant.talk.answering import MOST_DETOURS, answer, correction, misunderstood
from assistant.talk.floor import URGENT, Step, add_prompt, end, hush, put_back
from assistant.talk.manner import about_the_talk
from assistant.talk.profile import sound_is_yes
from assistant.talk.state import Dialogue, Pending
from assistant.talk.turns import Cried, HeardUtterance, OpenTalk
from care.speech import (
    Certainty,
    Cry,
    Meaning,
    Prompt,
    SafetyCategory,
    Understanding,
    Urgency,
)
from care.wording import wording

HELP_OWNER = "help:"
"""Prefix of the help script's own questions."""
IN_A_ROW = timedelta(minutes=2)
"""Two fallbacks further apart are not in a row."""
TALK_TIME = timedelta(seconds=20)
"""For our reply in the patient's own conversation; a waiting question comes after."""
TALK_CONFIDENCE = 0.6
HELP_FIRST = timedelta(seconds=2)
"""Questions wait so long after a cry, for the help script to take the floor."""
SPARED = timedelta(minutes=30)
"""Without dose reminders after suicidal words (clinical intent table)."""
PLAN_CHANGED = "plan_changed"
"""Not an intent of Rasa's: the phrase table knows it, and the orders answer."""
NOT_TALK = frozenset({"nlu_fallback", "affirm", "deny", "correct_entry", ""})
"""Intents that are no topic of the patient's own."""
COMPLAINTS = frozenset({"pain_location", "symptom_report"})
"""Intents that mean the same when nobody has asked: it goes to the nurse."""
CHEST = frozenset({"chest", "left_arm", "jaw"})
"""Places of pain that go to the chest-pain path (clinical intent table)."""


def hear(dialogue: Dialogue, event: HeardUtterance, now: datetime) -> Step:
    """The dialogue after an utterance, and what it asks for."""
    dialogue = replace(dialogue, hold_until=None)
    texts = _texts(event)
    if not any(text.strip() for text in texts):
        return _sound(dialogue, now)
    pending = dialogue.current
    reading = _reading(dialogue, pending, texts, event) if pending else None
    cry = _cry(dialogue, event, reading)
    if cry:
        return _cried(dialogue, cry, reading, event, now)
    managed = about_the_talk(dialogue, texts, now)
    if managed:
        return managed
    if pending and reading and reading.meaning is not Meaning.OTHER:
        return _answered(dialogue, pending, reading, event, now)
    corrected = correction(dialogue, texts, event, now)
    if corrected:
        return corrected
    return _other(dialogue, pending, event, now)


def _answered(
    dialogue: Dialogue,
    pending: Pending,
    reading: Reading,
    event: HeardUtterance,
    now: datetime,
) -> Step:
    """Words heard badly are asked for again, and the last time taken as unsure.

    Nobody who says yes to an urgent question is asked twice; who seems to say no is.
    """
    question = pending.question
    if not doubtful(event.heard, question.expects):
        return answer(dialogue, pending, reading, now)
    pressing = pending.urgency in URGENT and reading.meaning is not Meaning.NO
    if pressing or pending.asked >= question.attempts:
        return answer(dialogue, pending, replace(reading, sure=False), now)
    return misunderstood(dialogue, pending, now)


def _texts(event: HeardUtterance) -> tuple[str, ...]:
    second = event.heard.second
    return (event.heard.text,) if second is None else (event.heard.text, second)


def _reading(
    dialogue: Dialogue, pending: Pending, texts: tuple[str, ...], event: HeardUtterance
) -> Reading:
    question = pending.question
    return read(
        texts,
        question.expects,
        question.prompt.language,
        event.understanding,
        dialogue.listener.lists,
        names=question.names,
    )


def _cry(dialogue: Dialogue, event: HeardUtterance, reading: Reading | None) -> Cry | None:
    who = dialogue.listener
    cry = heard_cry(event.heard, who.language, event.understanding, who.panic_word)
    if reading and reading.meaning is Meaning.PLACE and reading.text in CHEST:
        certain = reading.text == "chest"
        return Cry(
            category=SafetyCategory.CHEST_PAIN,
            certainty=Certainty.CERTAIN if certain else Certainty.DOUBTFUL,
        )
    return cry


def _cried(
    dialogue: Dialogue,
    cry: Cry,
    reading: Reading | None,
    event: HeardUtterance,
    now: datetime,
) -> Step:
    """A certain cry ends the pending question with "help"; a doubtful one may answer it."""
    cried = Cried(cry=cry, heard=event.heard)
    calm = _spared(dialogue, cry, now)
    pending = calm.current
    if pending is None:
        silent, commands = _talk_broken_off(calm)
        return silent, (*commands, cried)
    if cry.certainty is Certainty.CERTAIN:
        silent, commands = hush(calm)
        closed, reply = end(silent, pending, Meaning.HELP, now)
        return closed, (*commands, cried, *reply)
    answers = reading is not None and reading.meaning not in (Meaning.OTHER, Meaning.REPEAT)
    if pending.question.id.startswith(HELP_OWNER):
        meant = reading if reading and answers else Reading(meaning=Meaning.HELP)
        return answer(calm, pending, meant, now)
    if reading and answers:
        answered, commands = answer(calm, pending, reading, now)
        return answered, (*commands, cried)
    silent, commands = hush(calm)
    return put_back(silent, replace(pending, resumed=True)), (*commands, cried)


def _spared(dialogue: Dialogue, cry: Cry, now: datetime) -> Dialogue:
    """The help script speaks next; after suicidal words no reminder for a while."""
    hold = now + HELP_FIRST
    calm = replace(dialogue, misunderstood_at=None, hold_until=hold)
    if cry.category is not SafetyCategory.SUICIDE:
        return calm
    return replace(calm, spare_until=now + SPARED)


def _talk_broken_off(dialogue: Dialogue) -> Step:
    if dialogue.speaking and dialogue.speaking.item.urgency is Urgency.TALK:
        return hush(dialogue)
    return dialogue, ()


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
    meant = event.understanding
    if _about_the_plan(dialogue, event):  # from the orders, also without the nlu service
        meant = Understanding(intent=PLAN_CHANGED, confidence=1.0)
    if isinstance(meant, Understanding) and (
        _is_topic(meant) or (pending is None and _invited(dialogue))
    ):
        return _talk(dialogue, pending, event, meant, now)
    if dialogue.misunderstood_at and now - dialogue.misunderstood_at <= IN_A_ROW:
        cry = Cry(category=SafetyCategory.HELP, certainty=Certainty.DOUBTFUL)
        return _cried(dialogue, cry, None, event, now)
    first = replace(dialogue, misunderstood_at=now)
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
        silent, commands = _talk_broken_off(calm)
        return replace(silent, listening=None), (*commands, talk)
    if pending.urgency is not Urgency.QUESTION or pending.detours >= MOST_DETOURS:
        return misunderstood(replace(calm, hold_until=None), pending, now)
    silent, commands = hush(calm)
    later = replace(pending, detours=pending.detours + 1, resumed=True)
    return put_back(silent, later), (*commands, talk)
