"""What becomes of a question when words were heard: answered, asked again, corrected."""

from dataclasses import replace
from datetime import datetime, timedelta

from assistant.answers import Reading, read
from assistant.phrases import phrases
from assistant.recognizers.gate import doubtful
from assistant.talk.floor import URGENT, Step, end, hush, put_back
from assistant.talk.state import Answered, Dialogue, Pending
from assistant.talk.turns import Command, Corrected, HeardUtterance, Reply
from care.speech import Answer, Expects, Meaning, QuestionId

CORRECTABLE = timedelta(minutes=2)
"""An answer may be taken back so long."""
MOST_DETOURS = 3
"""So often the patient may talk of something else before a question ends."""


def texts_of(event: HeardUtterance) -> tuple[str, ...]:
    """What each recognizer wrote."""
    second = event.heard.second
    return (event.heard.text,) if second is None else (event.heard.text, second)


def reading_of(dialogue: Dialogue, pending: Pending, event: HeardUtterance) -> Reading:
    """The words as an answer to the question."""
    question = pending.question
    return read(
        texts_of(event),
        question.expects,
        question.prompt.language,
        event.understanding,
        dialogue.listener.lists,
        names=question.names,
    )


def answered(
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


def answer(dialogue: Dialogue, pending: Pending, reading: Reading, now: datetime) -> Step:
    """The question ends with this reading; "say it again" only says it again."""
    silent, commands = hush(dialogue)
    if reading.meaning is Meaning.REPEAT:
        return _again(silent, pending, commands, now)
    question = pending.question
    reply = Reply(answer=as_answer(question.id, reading, now))
    remembered = Answered(
        question=question.id, expects=question.expects, names=question.names, at=now
    )
    closed, _ = end(silent, pending, reading.meaning, now)
    closed = replace(closed, answered=remembered, misunderstood_at=None)
    return closed, (*commands, reply)


def as_answer(question: QuestionId, reading: Reading, now: datetime) -> Answer:
    """The reading as the answer to a question."""
    return Answer(
        question=question,
        meaning=reading.meaning,
        at=now,
        number=reading.number,
        text=reading.text,
        sure=reading.sure,
        split=reading.split,
    )


def _again(
    dialogue: Dialogue, pending: Pending, commands: tuple[Command, ...], now: datetime
) -> Step:
    if pending.detours >= MOST_DETOURS:
        ended, more = end(dialogue, pending, Meaning.OTHER, now)
        return ended, (*commands, *more)
    unasked = replace(pending, asked=0, detours=pending.detours + 1)
    return put_back(dialogue, unasked), commands


def misunderstood(dialogue: Dialogue, pending: Pending, now: datetime) -> Step:
    """Ask again in other words, or let "other" be the answer; half said, say on."""
    if dialogue.speaking:
        return dialogue, ()
    if pending.asked >= pending.question.attempts:
        return end(dialogue, pending, Meaning.OTHER, now)
    return put_back(dialogue, pending), ()


def correction(
    dialogue: Dialogue, texts: tuple[str, ...], event: HeardUtterance, now: datetime
) -> Step | None:
    """The answer given just now, taken back: "no, I said five". None for other words.

    Of a dose "no, I did not take it" says the same without any such words.
    """
    before = dialogue.answered
    tables = phrases(dialogue.listener.language)
    if before is None or now - before.at > CORRECTABLE:
        return None
    kinds = ("turns.correction", "turns.not_taken")[: 1 + (before.expects is Expects.DOSE)]
    if not any(tables.says(kind, tables.fold(text)) for kind in kinds for text in texts):
        return None
    who = dialogue.listener
    reading = read(
        texts,
        before.expects,
        who.language,
        event.understanding,
        who.lists,
        names=before.names,
    )
    if reading.meaning in (Meaning.OTHER, Meaning.REPEAT, Meaning.UNSURE):
        return None
    right = as_answer(before.question, replace(reading, sure=False), now)
    return replace(dialogue, misunderstood_at=None), (Corrected(answer=right),)
