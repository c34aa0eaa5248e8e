"""Turn-taking: who speaks, what interrupts what, one pending question at a time.

Crisis over alarm over question over talk. Every question that is asked ends with
exactly one `Reply`, unless its owner withdraws it; silence is counted from the end of
speech; an interrupted question is asked again. A cry for help is caught in every state.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from assistant.talk import chatter
from assistant.talk.crying import asked_in_the_quiet
from assistant.talk.floor import (
    GRACE,
    Step,
    add_prompt,
    add_question,
    advance,
    hush,
    not_spoken,
    silence,
    spoken,
    without,
)
from assistant.talk.hearing import hear
from assistant.talk.state import Dialogue, Listener, Pending, listener
from assistant.talk.turns import (
    HeardNothing,
    HeardUtterance,
    NotSpoken,
    SpeechStarted,
    Spoken,
    TimePassed,
)
from care.commands import Ask, Say, Withdraw
from care.speech import Urgency

__all__ = ["Dialogue", "Event", "Listener", "listener", "step"]

Event = (
    Ask
    | Say
    | Withdraw
    | Spoken
    | NotSpoken
    | SpeechStarted
    | HeardUtterance
    | HeardNothing
    | TimePassed
)

LONGEST_UTTERANCE = timedelta(seconds=20)
"""Silence is not counted so long after somebody began to speak."""


def step(dialogue: Dialogue, event: Event, now: datetime) -> Step:
    """The dialogue after one event, and what it asks for."""
    changed, commands = _take(dialogue, event, now)
    expired, more = _expire(changed, now)
    moved, last = advance(expired, now)
    return moved, (*commands, *more, *last)


def _take(dialogue: Dialogue, event: Event, now: datetime) -> Step:
    match event:
        case Ask(question=question):
            cleared, commands = _withdraw(dialogue, question.id)
            return add_question(cleared, question), commands
        case Say(prompt=prompt):
            return add_prompt(dialogue, prompt), ()
        case Withdraw(question=question_id):
            return _withdraw(dialogue, question_id)
        case Spoken(turn=turn):
            return spoken(dialogue, now) if _is_saying(dialogue, turn) else (dialogue, ())
        case NotSpoken(turn=turn):
            failed = _is_saying(dialogue, turn)
            return not_spoken(dialogue, now) if failed else (dialogue, ())
        case SpeechStarted():
            return _speech_started(dialogue, now)
        case HeardUtterance():
            return hear(dialogue, event, now)
        case HeardNothing(turn=turn):
            listening = dialogue.listening
            mine = listening is not None and listening.turn == turn
            return silence(dialogue, now) if mine else (dialogue, ())
        case TimePassed():
            return dialogue, ()


def _is_saying(dialogue: Dialogue, turn: int) -> bool:
    return dialogue.speaking is not None and dialogue.speaking.turn == turn


def _withdraw(dialogue: Dialogue, question: str) -> Step:
    """Forget a question wherever it is; its owner has no more use for an answer."""
    rest = without(dialogue, question)
    current = rest.current
    if current is None or current.question.id != question:
        return rest, ()
    silent, commands = hush(rest)
    return replace(silent, listening=None), commands


def _speech_started(dialogue: Dialogue, now: datetime) -> Step:
    """Somebody speaks: wait for the words; talk and questions give way (barge-in)."""
    until = now + LONGEST_UTTERANCE
    waiting = replace(dialogue, hold_until=until)
    if waiting.listening and not chatter.runs(waiting.chatter, now):
        later = replace(waiting.listening, until=max(waiting.listening.until, until))
        return replace(waiting, listening=later), ()
    speaking = waiting.speaking
    if speaking is None or speaking.item.urgency in (Urgency.CRISIS, Urgency.ALARM):
        return waiting, ()
    silent, commands = hush(waiting)
    heard, more = spoken(replace(silent, speaking=speaking), now)
    return heard, (*commands, *more)


def _expire(dialogue: Dialogue, now: datetime) -> Step:
    """A report that never came: the voice has failed, or nobody has answered."""
    if dialogue.speaking and now >= dialogue.speaking.until:
        return not_spoken(dialogue, now)
    if dialogue.listening and now >= dialogue.listening.until + GRACE:
        return silence(dialogue, now)
    return asked_in_the_quiet(dialogue, now)


def restarted(dialogue: Dialogue) -> Dialogue:
    """After a restart nothing is being said or heard: what was, comes first again."""
    speaking, listening = dialogue.speaking, dialogue.listening
    item = speaking.item if speaking else listening.pending if listening else None
    if isinstance(item, Pending):
        item = replace(item, resumed=True)
    waiting = dialogue.waiting if item is None else (*dialogue.waiting, item)
    return replace(
        dialogue,
        speaking=None,
        listening=None,
        hold_until=None,
        waiting=waiting,
        mumbled=None,
    )
