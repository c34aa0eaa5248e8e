"""What becomes of words while other talk runs in the room, such as a television's.

Words that are not clearly for us are let go: nothing is answered, nothing is asked
again. A question of ours is answered by a short, clear answer only; whatever else is said
is none, so that a film can neither close a real cry nor raise a false one, and a question
that nobody answers ends as silence does. Where an alarm is open, or a measurement in
doubt, every cry counts as if the room were quiet.
"""

from dataclasses import replace
from datetime import datetime

from assistant.answers import Reading
from assistant.phrases import phrases
from assistant.talk import chatter
from assistant.talk.answering import answered, correction, reading_of, texts_of
from assistant.talk.crying import HELP_OWNER, caught, cried, over_talk, remembered
from assistant.talk.floor import URGENT, Step
from assistant.talk.manner import about_the_talk
from assistant.talk.state import Dialogue, Pending
from assistant.talk.turns import HeardUtterance
from care.speech import Certainty, Expects, Meaning, Unavailable

ALARM_OWNER = "alarm:"
"""Prefix of questions about a measurement that may be an alarm."""
MOST_WORDS = 6
"""Of a clear yes or no: "no, I am fine, thank you"."""
MOST_BESIDE = 2
"""Words beside a yes: "yes I need help"."""
_CLOSED = frozenset({Expects.YES_NO, Expects.CANCEL})
_NO_MODEL = Unavailable(reason="closed phrases only")


def runs_beside(dialogue: Dialogue, event: HeardUtterance, now: datetime) -> bool:
    """Whether the words fell while other talk ran, and nobody called us for them."""
    heard = event.heard
    known = dialogue.listener.asks_over_talk and not heard.woken
    return known and chatter.runs(dialogue.chatter, now, heard.speaker)


def not_for_us(dialogue: Dialogue, event: HeardUtterance) -> Dialogue:
    """The dialogue that counts these words as other talk."""
    if event.heard.woken:
        return dialogue
    return replace(dialogue, chatter=chatter.talked(dialogue.chatter, event.heard))


def beside(dialogue: Dialogue, event: HeardUtterance, now: datetime) -> Step:
    """The dialogue after such words, and what it asks for."""
    pending = dialogue.current
    reading = _clear(dialogue, pending, event) if pending else None
    softens = not event.alarmed and not any(
        one.startswith(ALARM_OWNER) for one in dialogue.open
    )
    cry = caught(dialogue, event, reading, aside=softens)
    certain = cry is not None and cry.certainty is Certainty.CERTAIN
    asked = pending is not None and pending.urgency in URGENT
    softens = softens and not (certain and asked)
    worth = over_talk(dialogue, cry, event) if cry and softens else cry
    known = remembered(dialogue, cry, event)
    if worth and worth.certainty is Certainty.CERTAIN:
        return cried(known, worth, None, event, now, aside=softens)
    if worth and not asked:  # "I can't breathe" is no "no"
        return cried(known, worth, None if certain else reading, event, now, aside=softens)
    if pending and reading and reading.meaning is not Meaning.OTHER:
        return answered(_settled(known, pending, reading), pending, reading, event, now)
    if worth:
        return cried(known, worth, None, event, now, aside=softens)
    if cry is None and not event.heard.overheard:  # soon after words of ours
        texts = texts_of(event)
        managed = about_the_talk(known, texts, now) or correction(known, texts, event, now)
        if managed:
            return managed
    return (known if cry else not_for_us(known, event)), ()


def _clear(dialogue: Dialogue, pending: Pending, event: HeardUtterance) -> Reading:
    """The words as an answer; yes and no only short, and by the closed phrases."""
    if pending.question.expects not in _CLOSED:
        return reading_of(dialogue, pending, event)
    if not 0 < len(event.heard.text.split()) <= MOST_WORDS:
        return Reading(meaning=Meaning.OTHER)
    closed = replace(event, understanding=_NO_MODEL)
    reading = reading_of(dialogue, pending, closed)
    if reading.meaning is not Meaning.YES or _says_yes(pending, event):
        return reading
    return Reading(meaning=Meaning.OTHER)


def _says_yes(pending: Pending, event: HeardUtterance) -> bool:
    """Whether little but a yes was said; "can I have a dollar" would be one else."""
    tables = phrases(pending.question.prompt.language)
    folded = tables.fold(event.heard.text)
    for key in ("answers.yes", "answers.yes_weak", "turns.polite"):
        folded = tables.cut(key, folded)
    return sum(word.isalpha() for word in folded.split()) <= MOST_BESIDE


def _settled(dialogue: Dialogue, pending: Pending, reading: Reading) -> Dialogue:
    """After a "no" to "do you need help?" the next cry is the first again."""
    if reading.meaning is Meaning.NO and pending.question.id.startswith(HELP_OWNER):
        return replace(dialogue, chatter=chatter.settled(dialogue.chatter))
    return dialogue
