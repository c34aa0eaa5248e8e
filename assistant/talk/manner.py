"""Words about the talk itself: stop, louder, slower, again, English, French."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from assistant.phrases import Phrases, phrases
from assistant.talk.floor import URGENT, Step, add_prompt, end, hush, put_back
from assistant.talk.profile import FASTEST, LOUDEST, SLOWEST
from assistant.talk.state import Dialogue, Item, Pending, Saying
from assistant.talk.turns import Switched
from care.people import Language
from care.speech import Meaning, Prompt, Urgency
from care.wording import wording

STOPPED = "stop"
"""Text of a "later" that was said as "stop": not now, and no refusal."""

FIRST = -1
"""Arrival of words that go before everything of their urgency."""

_SWITCHES = (("turns.english", Language.ENGLISH), ("turns.french", Language.FRENCH))
_STEPS = {"louder": (1, 0), "softer": (-1, 0), "slower": (0, -1), "faster": (0, 1)}
"""Steps of loudness and of pace."""


def about_the_talk(
    dialogue: Dialogue, texts: tuple[str, ...], now: datetime
) -> Step | None:
    """What such words do; None for any other utterance."""
    tables = phrases(dialogue.listener.language)
    folded = [tables.fold(text) for text in texts]
    says = _only(tables, folded)
    for key, language in _SWITCHES:
        if says(key) and language is not dialogue.listener.language:
            return _switched(dialogue, language)
    if says("turns.stop"):
        return _stopped(dialogue, now)
    for word, (louder, faster) in _STEPS.items():
        if says(f"turns.{word}"):
            level = max(-LOUDEST, min(LOUDEST, dialogue.level + louder))
            pace = max(SLOWEST, min(FASTEST, dialogue.pace + faster))
            return _again(replace(dialogue, level=level, pace=pace))
    if says("answers.repeat") and dialogue.current is None:
        return _again(dialogue)
    return None


def _only(tables: Phrases, folded: list[str]) -> Callable[[str], bool]:
    return lambda key: any(tables.is_only(key, text) for text in folded)


def _prompt(dialogue: Dialogue, key: str, urgency: Urgency) -> Prompt:
    who = dialogue.listener
    words = wording(who.language).say(f"dialogue.{key}")
    return Prompt(patient=who.patient, language=who.language, words=words, urgency=urgency)


def _switched(dialogue: Dialogue, language: Language) -> Step:
    """Say so in the new language; an open question comes after, from its owner."""
    who = replace(dialogue.listener, language=language)
    switched = replace(dialogue, listener=who)
    told = Switched(language=language, questions=dialogue.open)
    pending = dialogue.current
    if pending is None:
        said = add_prompt(switched, _prompt(switched, "switched", Urgency.TALK))
        return said, (told,)
    silent, commands = hush(switched)
    words = _prompt(switched, "switched", pending.urgency)
    back = put_back(silent, replace(pending, asked=0, detours=pending.detours + 1))
    first = Saying(prompt=words, arrived=FIRST)
    return replace(back, waiting=(first, *back.waiting)), (*commands, told)


def _stopped(dialogue: Dialogue, now: datetime) -> Step:
    """Talk ends at once; an urgent question is not answered by "stop" and goes on."""
    pending = dialogue.current
    speaking = dialogue.speaking
    if (pending and pending.urgency in URGENT) or (
        speaking and speaking.item.urgency in URGENT
    ):
        return _goes_on(dialogue, pending)
    silent, commands = hush(dialogue)
    silent = replace(silent, waiting=_without_talk(silent), hold_until=None)
    said = add_prompt(silent, _prompt(dialogue, "stopped", Urgency.TALK))
    if pending is None:
        return replace(said, listening=None), commands
    ended, more = end(said, pending, Meaning.LATER, now, text=STOPPED)
    return ended, (*commands, *more)


def _goes_on(dialogue: Dialogue, pending: Pending | None) -> Step:
    """Say that this cannot be stopped, then ask the open question once more."""
    if dialogue.speaking:
        return dialogue, ()
    urgency = pending.urgency if pending else Urgency.ALARM
    first = Saying(prompt=_prompt(dialogue, "alarm_goes_on", urgency), arrived=FIRST)
    again = put_back(dialogue, pending) if pending else dialogue
    return replace(again, waiting=(first, *again.waiting)), ()


def _without_talk(dialogue: Dialogue) -> tuple[Item, ...]:
    return tuple(item for item in dialogue.waiting if item.urgency is not Urgency.TALK)


def _again(dialogue: Dialogue) -> Step:
    """Say the question, or else the last words, once more."""
    pending = dialogue.current
    silent, commands = hush(dialogue)
    if pending:
        again = replace(pending, asked=0, detours=pending.detours + 1)
        return put_back(silent, again), commands
    item = dialogue.speaking.item if dialogue.speaking else None
    if isinstance(item, Saying):
        return replace(silent, waiting=(*silent.waiting, item)), commands
    if dialogue.last is None:
        return silent, commands
    return add_prompt(silent, dialogue.last), commands
