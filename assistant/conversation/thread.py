"""One patient's open conversation: its id, its last words and the replies kept for it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assistant.conversation.reply import Reply
from care.people import Language, Patient

FRESH = timedelta(minutes=3)
"""After so long without a turn, a new conversation begins and the old one is forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A conversation as the station keeps it; Rasa has only its id and topics."""

    id: str
    patient: Patient
    language: Language
    words: str
    """As heard last."""
    intent: str
    at: datetime
    """Of the last turn."""
    loop: str | None = None
    """The form that waits for an answer."""
    replies: tuple[Reply, ...] = ()
    """Of the turn under way, by number."""

    def goes_on(self, language: Language, now: datetime) -> bool:
        """Whether the next words belong to this conversation."""
        return language is self.language and now - self.at <= FRESH

    def keep(self, reply: Reply) -> tuple["Thread", int]:
        """The thread with one more reply, and the reply's number."""
        return replace(self, replies=(*self.replies, reply)), len(self.replies)
