"""The dialogue with one patient at work; every spoken and heard word passes here."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from assistant import dialogue
from assistant.desks.desk import Tick
from assistant.dialogue import Dialogue, Listener
from assistant.talk.turns import (
    HeardNothing,
    HeardUtterance,
    NotSpoken,
    Reply,
    SpeechStarted,
    Spoken,
    Switched,
    TimePassed,
)
from care.commands import Ask, Say, Withdraw
from records.unit import Unit
from reminders.tray_words import Ordered


class TalkDesk:
    """Holds an `assistant.dialogue.Dialogue`; an answer goes out as an `Answer`."""

    takes: tuple[type, ...] = (
        Ask, Say, Withdraw, Spoken, NotSpoken, SpeechStarted, HeardUtterance,
        HeardNothing, Ordered, Tick,
    )  # fmt: skip

    def __init__(self, who: Listener, alarmed: Callable[[], bool] = lambda: False) -> None:
        """Talk with one patient; `alarmed` says whether an alarm about them is open."""
        self._alarmed = alarmed
        self.name = f"talk:{who.patient}"
        self._who = who
        self._dialogue = Dialogue(listener=who)
        self._tell = False

    def state(self) -> object:
        """The whole conversation."""
        return self._dialogue

    def restore(self, unit: Unit) -> None:
        """Go on with the conversation; what was being said is said again.

        The lists of names come from today's configuration, not from the saved state.
        """
        saved = unit.states.load(self.name, Dialogue)
        if saved is None:
            return
        who = replace(self._who, language=saved.listener.language)
        self._dialogue = dialogue.restarted(replace(saved, listener=who))
        self._tell = who.language is not self._who.language

    def take(self, value: object, now: datetime) -> tuple[object, ...]:
        """Step the dialogue."""
        if isinstance(value, Ordered):
            return self._names(value)
        event = TimePassed() if isinstance(value, Tick) else value
        if isinstance(event, HeardUtterance):
            event = replace(event, alarmed=self._alarmed())
        assert isinstance(event, dialogue.Event)
        told = self._language() if self._tell else ()
        self._dialogue, commands = dialogue.step(self._dialogue, event, now)
        return (*told, *(c.answer if isinstance(c, Reply) else c for c in commands))

    def _language(self) -> tuple[object, ...]:
        """After a restart the other desks still hold the language of the settings."""
        self._tell = False
        return (Switched(language=self._dialogue.listener.language),)

    def _names(self, ordered: Ordered) -> tuple[object, ...]:
        """The patient's medicines have changed: answers are matched against them."""
        medicines = tuple(dict.fromkeys(one.medicine for one in ordered.regimens))
        who = self._dialogue.listener
        lists = replace(who.lists, medicines=medicines)
        self._dialogue = replace(self._dialogue, listener=replace(who, lists=lists))
        return ()
