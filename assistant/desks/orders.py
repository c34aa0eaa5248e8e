"""The orders of one patient at work: checked, in force at their instant, told in calm."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from assistant.desks.desk import Tick
from assistant.desks.troubles import Trouble
from assistant.scripts import order_news
from assistant.talk.turns import OpenTalk, Switched
from care.commands import WakeAt
from care.people import Patient
from records.unit import Unit
from reminders import key_ring, order_book
from reminders.key_ring import KeyRing, public_keys
from reminders.order_book import Admitted, Book, OrderRefused, Submitted, TellNews
from reminders.rendering import Setting
from reminders.signature import signers
from reminders.slots import SlotTable

RESTARTED = (("", 0),)
"""What runs after a restart: nothing is known, so it is said again."""


class OrderDesk:
    """Holds a `reminders.order_book.Book`; `held` says when nobody is to be told."""

    takes: tuple[type, ...] = (Submitted, OpenTalk, Switched, Tick)

    def __init__(
        self, patient: Patient, table: SlotTable, held: Callable[[datetime], bool]
    ) -> None:
        """Begin without any order."""
        self.name = f"orders:{patient.id}"
        self._patient = patient
        self._table = table
        self._held = held
        self._forged: tuple[str, ...] = ()
        self._book = Book(patient=patient.id)

    def state(self) -> object:
        """Every admitted order, what runs, and what the patient has heard."""
        return self._book

    def restore(self, unit: Unit) -> None:
        """Go on with the orders whose signatures hold; the others do not run."""
        saved = unit.states.load(self.name, Book) or self._book
        ring = unit.states.load(key_ring.STATE, KeyRing) or KeyRing()
        people = {one.provider for one in ring.keys}
        keys = public_keys(ring, people, withdrawn_too=True)
        good = tuple(one for one in saved.signed if one.order.author in signers(one, keys))
        self._forged = tuple(one.order.id for one in saved.signed if one not in good)
        self._book = replace(saved, signed=good, running=RESTARTED)

    def take(self, value: object, now: datetime) -> tuple[object, ...]:
        """Step the book."""
        match value:
            case Switched(language=language):
                self._patient = replace(self._patient, language=language)
                return ()
            case OpenTalk():
                return self._asked(value, now)
            case Submitted():
                submitted = self._step(value, now)
                return (*submitted, *self._step(order_book.Tick(held=True), now))
        forged = tuple(_trouble(key) for key in self._forged)
        self._forged = ()
        return (*forged, *self._step(order_book.Tick(held=self._held(now)), now))

    def _asked(self, talk: OpenTalk, now: datetime) -> tuple[object, ...]:
        if not order_news.asked(talk, self._patient.language):
            return ()
        told = self._step(order_book.Repeat(), now)
        return told or (order_news.nothing_new(self._patient),)

    def _step(self, event: order_book.Event, now: datetime) -> tuple[object, ...]:
        setting = Setting(
            zone=self._patient.zone, routine=self._patient.routine, table=self._table
        )
        before = self._book
        self._book, commands = order_book.step(before, event, setting, now)
        out: list[object] = []
        for command in commands:
            out += self._performed(command)
        wake = order_book.wake_at(self._book, now)
        if wake is not None and self._book.signed != before.signed:
            out.append(WakeAt(at=wake + timedelta(milliseconds=1)))
        return tuple(out)

    def _performed(self, command: order_book.Command) -> tuple[object, ...]:
        match command:
            case TellNews(news=news):
                return (order_news.tell(news, self._patient, self._table),)
            case OrderRefused():
                return (command, _trouble(command.order))
            case Admitted(order=order):
                return (command, replace(_trouble(order.id), over=True))
        return (command,)


def _trouble(order: str) -> Trouble:
    """A plan that does not run is a technical matter; the console says which and why."""
    mark = sha256(order.encode()).hexdigest()[:8].upper()
    return Trouble(code=f"ORDER-{mark}", key="order_refused", patience=timedelta(0))
