"""A cry for help in the talk: what was heard as one, and what it interrupts."""

from dataclasses import replace
from datetime import datetime, timedelta

from assistant.answers import Reading
from assistant.safety import heard_cry, insists
from assistant.talk import chatter
from assistant.talk.answering import answer
from assistant.talk.floor import Step, end, hush, put_back
from assistant.talk.state import Dialogue
from assistant.talk.turns import Cried, HeardUtterance
from care.commands import WakeAt
from care.speech import Certainty, Cry, Meaning, SafetyCategory, Urgency

HELP_OWNER = "help:"
"""Prefix of the help script's own questions."""
HELP_FIRST = timedelta(seconds=2)
"""Questions wait so long after a cry, for the help script to take the floor."""
SPARED = timedelta(minutes=30)
"""Without dose reminders after suicidal words (clinical intent table)."""
CHEST = frozenset({"chest", "left_arm", "jaw"})
"""Places of pain that go to the chest-pain path (clinical intent table)."""


MAYBE_HELP = Cry(category=SafetyCategory.HELP, certainty=Certainty.DOUBTFUL)
"""Of words that fit nowhere, twice in a row."""
QUIET = timedelta(seconds=5)
"""Words that fit nowhere are asked about when so much quiet follows; a television goes
on."""


def caught(
    dialogue: Dialogue,
    event: HeardUtterance,
    reading: Reading | None,
    *,
    aside: bool = False,
) -> Cry | None:
    """The cry in what was heard; `aside` while other talk runs in the room."""
    who = dialogue.listener
    heard = replace(event.heard, overheard=event.heard.overheard or aside)
    cry = heard_cry(heard, who.language, event.understanding, who.panic_word)
    if reading and reading.meaning is Meaning.PLACE and reading.text in CHEST:
        certain = reading.text == "chest"
        return Cry(
            category=SafetyCategory.CHEST_PAIN,
            certainty=Certainty.CERTAIN if certain else Certainty.DOUBTFUL,
        )
    return cry


def over_talk(dialogue: Dialogue, cry: Cry, event: HeardUtterance) -> Cry | None:
    """What such a cry is worth while other talk runs; None: nothing yet."""
    certain = cry.certainty is Certainty.CERTAIN
    if certain and insists(event.heard.text, dialogue.listener.language):
        return cry
    return chatter.weighed(dialogue.chatter, cry, event.heard)


def remembered(dialogue: Dialogue, cry: Cry | None, event: HeardUtterance) -> Dialogue:
    """The dialogue that knows of this cry when the next one comes."""
    if cry is None:
        return dialogue
    known = chatter.cried(dialogue.chatter, cry, event.heard)
    return replace(dialogue, chatter=known)


def cried(
    dialogue: Dialogue,
    cry: Cry,
    reading: Reading | None,
    event: HeardUtterance,
    now: datetime,
    *,
    aside: bool = False,
) -> Step:
    """A certain cry ends the pending question with "help"; a doubtful one may answer it."""
    told = Cried(cry=cry, heard=event.heard, over_talk=aside)
    calm = spared(dialogue, cry, now)
    pending = calm.current
    if pending is None:
        silent, commands = talk_broken_off(calm)
        return silent, (*commands, told)
    if cry.certainty is Certainty.CERTAIN:
        silent, commands = hush(calm)
        closed, reply = end(silent, pending, Meaning.HELP, now)
        return closed, (*commands, told, *reply)
    answers = reading is not None and reading.meaning not in (Meaning.OTHER, Meaning.REPEAT)
    if pending.question.id.startswith(HELP_OWNER):
        meant = reading if reading and answers else Reading(meaning=Meaning.HELP)
        return answer(calm, pending, meant, now)
    if reading and answers:
        answered, commands = answer(calm, pending, reading, now)
        return answered, (*commands, told)
    silent, commands = hush(calm)
    return put_back(silent, replace(pending, resumed=True)), (*commands, told)


def spared(dialogue: Dialogue, cry: Cry, now: datetime) -> Dialogue:
    """The help script speaks next; after suicidal words no reminder for a while."""
    hold = now + HELP_FIRST
    calm = replace(dialogue, misunderstood_at=None, hold_until=hold)
    if cry.category is not SafetyCategory.SUICIDE:
        return calm
    return replace(calm, spare_until=now + SPARED)


def mumbled(dialogue: Dialogue, event: HeardUtterance, now: datetime) -> Step:
    """Words fit nowhere for the second time in a row: ask when it is quiet then."""
    return replace(dialogue, mumbled=event.heard), (WakeAt(at=now + QUIET),)


def asked_in_the_quiet(dialogue: Dialogue, now: datetime) -> Step:
    """The question after such words, once nobody has spoken on."""
    words, hold = dialogue.mumbled, dialogue.hold_until
    if words is None or now < words.ended_at + QUIET:
        return dialogue, ()
    if hold is not None and now < hold:
        return dialogue, (WakeAt(at=hold),)
    calm = replace(spared(dialogue, MAYBE_HELP, now), mumbled=None)
    return calm, (Cried(cry=MAYBE_HELP, heard=words),)


def talk_broken_off(dialogue: Dialogue) -> Step:
    """Our own talk ends where something urgent begins."""
    if dialogue.speaking and dialogue.speaking.item.urgency is Urgency.TALK:
        return hush(dialogue)
    return dialogue, ()
