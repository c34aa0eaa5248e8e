"""The patient's own conversation at work: Rasa's thread, the station's facts and words."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import structlog

from assistant.conversation import acting, lexicon
from assistant.conversation.approved import routed
from assistant.conversation.commands import commands
from assistant.conversation.known import Facts
from assistant.conversation.port import Libraries, Understands
from assistant.conversation.reply import Reply
from assistant.conversation.thread import Thread
from assistant.conversation.webhook import ActionAnswer, ActionCall, answer_of
from assistant.talk.turns import OpenTalk
from assistant.understanding import Message, Turned
from care.clock import Clock
from care.people import Language, Patient, PatientId
from care.plain import words
from care.speech import Unavailable, Understanding
from care.wording import wording

log = structlog.get_logger()

MESSAGE_FORM = "message_form"
KEEPS = timedelta(seconds=5)
"""A reply made ready for words that might have been all is as old as that at most."""
SAYS = 2
"""Words beside "tell the nurse that ..." from which it already holds the message."""


@dataclass(slots=True)
class _Ahead:
    """A conversation begun for words that may turn out to be all."""

    id: str
    of: PatientId
    replies: tuple[Reply, ...] = ()
    done: asyncio.Event = field(default_factory=asyncio.Event)


class RasaMind:
    """See `assistant.hands.Mind`; also answers the actions of its own conversations."""

    def __init__(
        self,
        understander: Understands,
        facts: Facts,
        libraries: Libraries,
        clock: Clock,
        fresh_id: Callable[[], str],
    ) -> None:
        """Have no conversation yet; `fresh_id` makes ids, such as `uuid4().hex`."""
        self._understander = understander
        self._facts = facts
        self._libraries = libraries
        self._clock = clock
        self._fresh_id = fresh_id
        self._threads: dict[str, Thread] = {}
        self._current: dict[PatientId, str] = {}
        self._ahead: dict[PatientId, _Ahead] = {}
        self._unwanted: list[str] = []
        self._turns: dict[PatientId, asyncio.Lock] = {}

    async def parse(self, text: str, language: Language) -> Understanding | Unavailable:
        """What was meant; what nearly is an approved question is that question."""
        understood = await self._understander.parse(text, language)
        today = self._clock.now().date()
        return routed(understood, text, self._libraries[language], today)

    async def turn(self, patient: Patient, talk: OpenTalk) -> tuple[object, ...]:
        """What the home says and does; never silent, never an exception of the service."""
        async with self._turns.setdefault(patient.id, asyncio.Lock()):
            replies = await self._made_ready(patient, talk)
            if not replies:
                thread = await self._thread(patient, talk)
                self._current[patient.id] = thread.id
                replies = await self._replied(thread)
            return commands(patient, replies, talk.heard, self._clock.now())

    async def prepare(self, patient: Patient, talk: OpenTalk) -> tuple[object, ...]:
        """What `turn` would likely give, worked out in a conversation that nobody has had.

        `turn` takes it over unless a conversation goes on, which only hears what was said.
        """
        self._unwanted += [one.id for one in self._ahead.values() if one.of == patient.id]
        await self._tidy()
        thread = self._begun(patient, talk)
        ahead = self._ahead[patient.id] = _Ahead(thread.id, patient.id)
        try:
            ahead.replies = await self._replied(thread)
        finally:
            ahead.done.set()
        return commands(patient, ahead.replies, talk.heard, self._clock.now())

    async def _made_ready(self, patient: Patient, talk: OpenTalk) -> tuple[Reply, ...]:
        """The replies prepared for the same words just now; others are forgotten."""
        ahead = self._ahead.pop(patient.id, None)
        made = self._threads.get(ahead.id) if ahead else None
        if ahead is None or made is None:
            return ()
        said = (patient, talk.heard.text, talk.understanding.intent)
        same = (made.patient, made.words, made.intent) == said
        late = self._clock.now() - made.at > KEEPS
        if not same or late or self._going_on(patient):
            self._unwanted.append(ahead.id)
            return ()
        await ahead.done.wait()
        self._unwanted += [self._current.get(patient.id, "")]
        self._current[patient.id] = ahead.id
        return ahead.replies

    def _going_on(self, patient: Patient) -> Thread | None:
        """The conversation that the next words belong to."""
        held = self._threads.get(self._current.get(patient.id, ""))
        now = self._clock.now()
        return held if held and held.goes_on(patient.language, now) else None

    async def _tidy(self) -> None:
        """Forget the conversations that nobody wants any more."""
        while self._unwanted:
            conversation = self._unwanted.pop()
            if self._threads.pop(conversation, None):
                await self._understander.forget(conversation)

    async def _thread(self, patient: Patient, talk: OpenTalk) -> Thread:
        before = self._going_on(patient)
        if before is None:
            self._unwanted.append(self._current.get(patient.id, ""))
            await self._tidy()
            return self._begun(patient, talk)
        goes_on = replace(before, patient=patient, at=self._clock.now(), replies=())
        words, intent = talk.heard.text, talk.understanding.intent
        self._threads[before.id] = replace(goes_on, words=words, intent=intent)
        return self._threads[before.id]

    def _begun(self, patient: Patient, talk: OpenTalk) -> Thread:
        thread = Thread(
            id=self._fresh_id(),
            patient=patient,
            language=patient.language,
            words=talk.heard.text,
            intent=talk.understanding.intent,
            at=self._clock.now(),
        )
        self._threads[thread.id] = thread
        return thread

    async def _replied(self, thread: Thread) -> tuple[Reply, ...]:
        values = await self._values(thread)
        turned = await self._understander.turn(
            thread.id, thread.language, thread.intent, values
        )
        return self._replies(thread.id, turned)

    async def _values(self, thread: Thread) -> dict[str, str]:
        """Clean values for Rasa, found by us in the words."""
        known = await self._facts.known(thread.patient, None, thread.at)
        values = lexicon.entities(
            thread.words,
            thread.language,
            tuple(dict.fromkeys(one.medicine for one in known.regimens)),
            {one.look: one.medicine for one in known.regimens if one.look},
        )
        told = thread.loop == MESSAGE_FORM or _says_something(thread)
        if told and (thread.intent == "message_nurse" or thread.loop == MESSAGE_FORM):
            values["words"] = "kept"  # the words themselves stay here
        for ours in lexicon.OURS:
            values.pop(ours, None)
        return values

    async def act(self, call: ActionCall) -> ActionAnswer | None:
        """See `assistant.conversation.webhook.Answers`."""
        thread = self._threads.get(call.sender_id)
        if thread is None:
            return None
        library = self._libraries[thread.language]
        reply = await acting.run(call, thread, self._facts, library, self._clock.now())
        if reply is None:
            return None
        kept, number = self._threads[thread.id].keep(reply)
        self._threads[thread.id] = kept
        return answer_of(call, reply, number)

    def _replies(
        self, conversation: str, turned: Turned | Unavailable
    ) -> tuple[Reply, ...]:
        """The replies that Rasa chose, in its order; an apology when it failed."""
        thread = self._threads.get(conversation)
        if thread is None:  # not wanted any more
            return ()
        words = wording(thread.language)
        if isinstance(turned, Unavailable):
            log.warning("no turn of open talk", reason=turned.reason)
            if thread.replies:  # the action ran, only the way back broke
                return thread.replies
            return (Reply(words=words.say("talk.unavailable")),)
        self._threads[conversation] = replace(thread, loop=turned.loop)
        found = [_reply(message, thread, words.say) for message in turned.messages]
        chosen = tuple(reply for reply in found if reply is not None)
        return chosen or (Reply(words=words.say("talk.unavailable")),)

    async def close(self) -> None:
        """Forget every conversation, and let go of the service."""
        for conversation in self._threads:
            await self._understander.forget(conversation)
        await self._understander.close()


def _says_something(thread: Thread) -> bool:
    """Whether the wish for a message brings the message along."""
    wish = set(wording(thread.language).say("talk.closed.message").split())
    said = set(words(thread.words).split())
    return len(said - wish) >= SAYS


def _reply(message: Message, thread: Thread, say: Any) -> Reply | None:
    """One message of Rasa as a reply; None for one that this station never made."""
    number = message.custom.get("kept")
    if isinstance(number, int) and 0 <= number < len(thread.replies):
        return thread.replies[number]
    key = message.custom.get("say")
    if isinstance(key, str) and key.startswith("talk."):
        return Reply(words=say(key))
    return None
