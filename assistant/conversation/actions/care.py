"""Questions about health: an approved answer where one fits, else a person."""

from collections.abc import Callable

from assistant.conversation.asked import Asked
from assistant.conversation.reply import Note, Reply
from care.approved.entry import Entry

Find = Callable[[Asked], Entry | None]


def care_question(asked: Asked, find: Find) -> Reply:
    """The approved answer with its source, or "I will pass that on" and a task."""
    entry = find(asked)
    if entry is not None:
        return Reply(words=asked.say("approved", answer=entry.answer, source=entry.source))
    note = Note(kind="question", words=asked.words)
    return Reply(words=asked.say("pass_on"), deeds=(note,))
