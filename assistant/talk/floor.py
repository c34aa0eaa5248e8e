"""Who has the floor: what is said next and what interrupts what."""

from dataclasses import replace
from datetime import datetime, timedelta

from assistant.talk.profile import answer_time, pace, speech_ceiling, spoken_form
from assistant.talk.state import RANK, Dialogue, Item, Listening, Pending, Saying, Speaking
from assistant.talk.turns import Command, Hush, Listen, Reply, Speak
from care.commands import WakeAt
from care.speech import Answer, Expects, Meaning, Prompt, Question, Urgency

Step = tuple[Dialogue, tuple[Command, ...]]

GRACE = timedelta(seconds=5)
"""After the end of listening, for a report on its way."""
FOLLOW_UP = timedelta(seconds=8)
"""After one of our replies the patient may go on without a wake word."""
RETRY = timedelta(seconds=10)
"""Before an urgent prompt that the voice could not say is tried again."""
MOST_FAILURES = 3
"""Of the voice, before a question ends in silence and talk is dropped."""

NOT_SPOKEN = "not spoken"
"""Text of a silence that is ours: the question was never heard."""

URGENT = frozenset({Urgency.CRISIS, Urgency.ALARM})


def add_question(dialogue: Dialogue, question: Question) -> Dialogue:
    """Queue a question; one that is open already takes the new words."""
    pending = Pending(question=question, arrived=dialogue.arrivals)
    return _queued(without(dialogue, question.id), pending)


def add_prompt(dialogue: Dialogue, prompt: Prompt) -> Dialogue:
    """Queue words without a question."""
    return _queued(dialogue, Saying(prompt=prompt, arrived=dialogue.arrivals))


def _queued(dialogue: Dialogue, item: Item) -> Dialogue:
    arrivals = dialogue.arrivals + 1
    return replace(dialogue, waiting=(*dialogue.waiting, item), arrivals=arrivals)


def without(dialogue: Dialogue, question: str) -> Dialogue:
    """The queue without this question."""
    kept = tuple(
        item
        for item in dialogue.waiting
        if not (isinstance(item, Pending) and item.question.id == question)
    )
    return replace(dialogue, waiting=kept)


def hush(dialogue: Dialogue) -> Step:
    """Break off what is being said, and forget it."""
    if dialogue.speaking is None:
        return dialogue, ()
    silent = replace(dialogue, speaking=None)
    return silent, (Hush(turn=dialogue.speaking.turn),)


def put_back(dialogue: Dialogue, pending: Pending) -> Dialogue:
    """Return a question to the queue, at its old place; nothing is said or awaited."""
    quiet = replace(dialogue, speaking=None, listening=None)
    return replace(quiet, waiting=(*quiet.waiting, pending))


def advance(dialogue: Dialogue, now: datetime) -> Step:
    """Let the most urgent waiting item speak, if it may."""
    following = _next(dialogue, now)
    if following is None:
        return dialogue, _reminder(dialogue, now)
    cleared, commands = _interrupted(dialogue)
    started, more = _start(cleared, following, now)
    return started, (*commands, *more)


def _next(dialogue: Dialogue, now: datetime) -> Item | None:
    if dialogue.retry_at and dialogue.retry_at > now:
        return None
    held = any(t and t > now for t in (dialogue.hold_until, dialogue.spare_until))
    ready = [i for i in dialogue.waiting if not (held and i.urgency is Urgency.QUESTION)]
    best = min(ready, key=lambda i: (RANK[i.urgency], i.arrived), default=None)
    occupied = _occupying(dialogue)
    if best is None or (occupied and RANK[best.urgency] >= RANK[occupied]):
        return None
    return best


def _occupying(dialogue: Dialogue) -> Urgency | None:
    """Urgency of what has the floor; None when anything may speak."""
    if dialogue.speaking:
        return dialogue.speaking.item.urgency
    if dialogue.listening and dialogue.listening.pending:
        return dialogue.listening.pending.urgency
    return None


def _interrupted(dialogue: Dialogue) -> Step:
    """The floor is taken away: a question will be asked again, a prompt said again."""
    silent, commands = hush(dialogue)
    item = dialogue.speaking.item if dialogue.speaking else None
    if item is None and dialogue.listening:
        item = dialogue.listening.pending
    silent = replace(silent, listening=None)
    if isinstance(item, Pending):
        return put_back(silent, replace(item, resumed=True)), commands
    if item is not None:
        silent = replace(silent, waiting=(*silent.waiting, item))
    return silent, commands


def _start(dialogue: Dialogue, item: Item, now: datetime) -> Step:
    prompt = spoken_form(dialogue, item)
    until = now + speech_ceiling(prompt.words)
    turn = dialogue.turn + 1
    speaking = Speaking(turn=turn, item=item, until=until)
    started = replace(
        dialogue,
        turn=turn,
        waiting=tuple(i for i in dialogue.waiting if i is not item),
        speaking=speaking,
        listening=None,
        hold_until=None if item.urgency is not Urgency.TALK else dialogue.hold_until,
        last=prompt,
    )
    return started, (_speak(dialogue, turn, item, prompt), WakeAt(at=until))


def _holds(dialogue: Dialogue) -> tuple[datetime | None, ...]:
    return dialogue.hold_until, dialogue.spare_until, dialogue.retry_at


def _speak(dialogue: Dialogue, turn: int, item: Item, prompt: Prompt) -> Speak:
    expects = item.question.expects if isinstance(item, Pending) else None
    return Speak(turn=turn, prompt=prompt, pace=pace(dialogue), expects=expects)


def _reminder(dialogue: Dialogue, now: datetime) -> tuple[Command, ...]:
    times = [t for t in _holds(dialogue) if t and t > now]
    return (WakeAt(at=min(times)),) if times and dialogue.waiting else ()


def spoken(dialogue: Dialogue, now: datetime) -> Step:
    """The turn has been said: listen, from this moment on."""
    speaking = dialogue.speaking
    if speaking is None:
        return dialogue, ()
    quiet = replace(dialogue, speaking=None, retry_at=None)
    if isinstance(speaking.item, Pending):
        pending = replace(speaking.item, asked=speaking.item.asked + 1, resumed=False)
        until = now + answer_time(dialogue, pending)
        return _listen(quiet, speaking.turn, pending, until)
    if speaking.item.urgency is Urgency.TALK:
        until = now + FOLLOW_UP
        return _listen(replace(quiet, hold_until=until), speaking.turn, None, until)
    return quiet, ()


def _listen(
    dialogue: Dialogue, turn: int, pending: Pending | None, until: datetime
) -> Step:
    expects = pending.question.expects if pending else Expects.OPEN
    listening = Listening(turn=turn, pending=pending, until=until)
    heard = Listen(turn=turn, expects=expects, until=until)
    return replace(dialogue, listening=listening), (heard, WakeAt(at=until + GRACE))


def not_spoken(dialogue: Dialogue, now: datetime) -> Step:
    """The voice failed: urgent words are tried for ever, a question ends in silence."""
    speaking = dialogue.speaking
    if speaking is None:
        return dialogue, ()
    item = replace(speaking.item, failed=speaking.item.failed + 1)
    quiet = replace(dialogue, speaking=None)
    if item.failed >= MOST_FAILURES and isinstance(item, Pending):
        return end(quiet, item, Meaning.SILENCE, now, text=NOT_SPOKEN)
    if item.failed >= MOST_FAILURES and item.urgency not in URGENT:
        return quiet, ()
    back = replace(quiet, waiting=(*quiet.waiting, item), retry_at=now + RETRY)
    return back, (WakeAt(at=now + RETRY),)


def end(
    dialogue: Dialogue,
    pending: Pending,
    meaning: Meaning,
    now: datetime,
    *,
    text: str | None = None,
) -> Step:
    """The question has ended without a value."""
    question = pending.question.id
    answer = Answer(question=question, meaning=meaning, at=now, text=text)
    closed = replace(without(dialogue, question), listening=None)
    return closed, (Reply(answer=answer),)


def silence(dialogue: Dialogue, now: datetime) -> Step:
    """Nobody answered: ask again, or let silence be the answer."""
    listening = dialogue.listening
    if listening is None:
        return dialogue, ()
    quiet = replace(dialogue, listening=None)
    pending = listening.pending
    if pending is None:
        return replace(quiet, hold_until=None), ()
    if pending.asked >= pending.question.attempts:
        return end(quiet, pending, Meaning.SILENCE, now)
    return put_back(quiet, pending), ()
