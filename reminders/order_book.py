"""All orders of one patient: admitted, in force at their instant, told at a calm time.

event      what it does
---------  ------------------------------------------------------------------------
Submitted  checks the order; admits it, or refuses it with every reason
Tick       puts orders into force when their instant has come; tells news when calm
Repeat     tells the latest news again

Orders are only ever added. What is in force follows from the orders and the time, so a
restart in the middle of a change gives the same plan.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from care.medication import Regimen
from care.people import PatientId, ProviderId
from reminders.admission import Objection, objections
from reminders.calendar_days import wall
from reminders.order import Order, SignedOrder, in_force
from reminders.rendering import Change, Setting, changes
from reminders.slots import seconds
from reminders.tray_words import Ordered

AFTER_WAKING = timedelta(minutes=60)
BEFORE_BED = timedelta(minutes=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """A change that the patient is to hear."""

    order: str
    revision: int
    medicine: str
    effective: datetime
    changes: tuple[Change, ...]
    regimens: tuple[Regimen, ...]
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """Every admitted order of one patient; frozen, saved after every step."""

    patient: PatientId
    orders: tuple[Order, ...] = ()
    running: tuple[tuple[str, int], ...] = ()
    """Order and revision of what is in force."""
    news: tuple[News, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """A clinician has confirmed an order; `signers` are those whose signature holds."""

    signed: SignedOrder
    signers: frozenset[ProviderId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """Time has passed; `held` while a talk, a call or an alarm is on."""

    held: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """The patient wants to hear the latest change again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """The order will run from its instant of effect."""

    order: Order


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRefused:
    """The order does not run, and why."""

    order: str
    revision: int
    objections: tuple[Objection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TellNews:
    """Tell the patient what changes."""

    news: News


Event = Submitted | Tick | Repeat
Command = Admitted | OrderRefused | Ordered | TellNews
Step = tuple[Book, tuple[Command, ...]]


def step(state: Book, event: Event, setting: Setting, now: datetime) -> Step:
    """The one transition function."""
    match event:
        case Submitted():
            return _submitted(state, event, setting, now)
        case Repeat():
            return state, tuple(TellNews(news=one) for one in state.news[-1:])
        case Tick(held=held):
            state, commands = _in_force(state, setting, now)
            if held or not calm(setting, now):
                return state, commands
            return _told(state, commands, now)


def wake_at(state: Book, now: datetime) -> datetime | None:
    """The next instant at which an order comes into force."""
    return min((o.effective for o in state.orders if o.effective > now), default=None)


def calm(setting: Setting, now: datetime) -> bool:
    """Well after waking and well before bed, on the patient's own day."""
    day = now.astimezone(setting.zone).date()
    wake = wall(day, seconds(setting.routine.wake), setting.zone) + AFTER_WAKING
    bed = wall(day, seconds(setting.routine.bed), setting.zone) - BEFORE_BED
    return wake <= now < bed


def _latest(state: Book, key: str) -> Order | None:
    mine = [order for order in state.orders if order.id == key]
    return max(mine, key=lambda order: order.revision, default=None)


def _submitted(state: Book, event: Submitted, setting: Setting, now: datetime) -> Step:
    order = event.signed.order
    if order in state.orders:
        return state, ()
    current = _latest(state, order.id)
    found = objections(event.signed, current, event.signers, setting, now)
    if order.patient != state.patient:
        detail = "is an order for somebody else"
        found = (*found, Objection(code="patient", detail=detail))
    if found:
        refused = OrderRefused(order=order.id, revision=order.revision, objections=found)
        return state, (refused,)
    named = order.regimens or (current.regimens if current else ())
    news = News(
        order=order.id,
        revision=order.revision,
        medicine=named[0].medicine if named else order.id,
        effective=order.effective,
        changes=changes(current, order, setting),
        regimens=order.regimens,
    )
    heard = (*state.news, news) if news.changes else state.news
    state = replace(state, orders=(*state.orders, order), news=heard)
    return state, (Admitted(order=order),)


def _in_force(state: Book, setting: Setting, now: datetime) -> Step:
    latest: dict[str, int] = {}
    for order in state.orders:
        if order.effective <= now:
            latest[order.id] = max(order.revision, latest.get(order.id, 0))
    running = tuple(sorted(latest.items()))
    if running == state.running:
        return state, ()
    regimens = in_force(state.orders, now)
    ordered = Ordered(regimens=regimens, zone=setting.zone, routine=setting.routine)
    return replace(state, running=running), (ordered,)


def _told(state: Book, commands: tuple[Command, ...], now: datetime) -> Step:
    """One piece of news at a time, the oldest first."""
    waiting = [one for one in state.news if one.told_at is None]
    if not waiting:
        return state, commands
    told = replace(waiting[0], told_at=now)
    news = tuple(told if one == waiting[0] else one for one in state.news)
    return replace(state, news=news), (*commands, TellNews(news=told))
