"""All orders of one patient: admitted, in force at their instant, told at a calm time.

event      what it does
---------  ------------------------------------------------------------------------
Submitted  checks the order; admits it, or refuses it with every reason
Tick       puts orders into force when their instant has come; tells news when calm
Repeat     tells the latest changes again

Orders are only ever added. What is in force follows from the orders and the time, so a
restart in the middle of a change gives the same plan.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from care.medication import Regimen
from care.order import Objection, Order, SignedOrder
from care.people import PatientId, ProviderId
from reminders.admission import equal_ids, objections
from reminders.calendar_days import wall
from reminders.order import in_force, ruling
from reminders.rendering import Change, Setting, changes
from reminders.slots import seconds
from reminders.tray_words import Ordered

HEARD = frozenset(
    {"medicine", "dose_text", "plan", "added", "stopped", "as_needed", "cycle", "ends"}
)
"""Changes that concern the patient; a clinician's own notes are not read out."""
NEWS = 20
"""Changes remembered, so that they can be told again."""
RECENT = timedelta(days=14)
AT_ONCE = 3
"""So many changes a person can take in at a time."""
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
    signed: tuple[SignedOrder, ...] = ()
    """As they were admitted, with their signatures."""
    running: tuple[tuple[str, int], ...] = ()
    """Order and revision of what is in force."""
    news: tuple[News, ...] = ()

    @property
    def orders(self) -> tuple[Order, ...]:
        """What was admitted."""
        return tuple(one.order for one in self.signed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """A clinician has confirmed an order; `signers` are those whose signature holds."""

    signed: SignedOrder
    signers: frozenset[ProviderId]
    complaints: tuple[Objection, ...] = ()
    """What is wrong with signatures that do not hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """Time has passed; `held` while a talk, a call or an alarm is on."""

    held: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """The patient wants to hear what has changed."""


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
class Running:
    """Which revision of every order holds from now on."""

    patient: PatientId
    revisions: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TellNews:
    """Tell the patient what changes."""

    news: News


Event = Submitted | Tick | Repeat
Command = Admitted | OrderRefused | Running | Ordered | TellNews
Step = tuple[Book, tuple[Command, ...]]


def step(state: Book, event: Event, setting: Setting, now: datetime) -> Step:
    """The one transition function."""
    match event:
        case Submitted():
            return _submitted(state, event, setting, now)
        case Repeat():
            return _repeated(state, now)
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


def latest(orders: Iterable[Order], key: str) -> Order | None:
    """The newest revision of an order."""
    mine = [order for order in orders if order.id == key]
    return max(mine, key=lambda order: order.revision, default=None)


def _submitted(state: Book, event: Submitted, setting: Setting, now: datetime) -> Step:
    order = event.signed.order
    if order in state.orders:
        return state, (Admitted(order=order),)
    current = latest(state.orders, order.id)
    found = objections(event.signed, current, event.signers, setting, now)
    if event.complaints:
        found = (*event.complaints, *(one for one in found if one.code != "unsigned"))
    found += tuple(one for one in equal_ids(order, state.orders) if one not in found)
    if order.patient != state.patient:
        detail = "is an order for somebody else"
        found = (*found, Objection(code="patient", detail=detail))
    if found:
        refused = OrderRefused(order=order.id, revision=order.revision, objections=found)
        return state, (refused,)
    news = _news(state, order, setting)
    heard = tuple(one for one in state.news if not _overtaken(one, order))
    if any(change.element in HEARD for change in news.changes):
        heard = (*heard, news)[-NEWS:]
    state = replace(state, signed=(*state.signed, event.signed), news=heard)
    return state, (Admitted(order=order),)


def _overtaken(news: News, order: Order) -> bool:
    """Whether nobody has heard of it, and it will not happen any more."""
    later = news.told_at is None and news.effective >= order.effective
    return later and news.order == order.id


def present(orders: Iterable[Order], order: Order) -> Order | None:
    """What would hold at an order's instant of effect without it."""
    earlier = (one for one in orders if one.id == order.id and one != order)
    return next(iter(ruling(earlier, order.effective)), None)


def _news(state: Book, order: Order, setting: Setting) -> News:
    before = present(state.orders, order)
    named = order.regimens or (before.regimens if before else ())
    return News(
        order=order.id,
        revision=order.revision,
        medicine=named[0].medicine if named else order.id,
        effective=order.effective,
        changes=changes(before, order, setting),
        regimens=order.regimens,
    )


def _in_force(state: Book, setting: Setting, now: datetime) -> Step:
    running = tuple((one.id, one.revision) for one in ruling(state.orders, now))
    if running == state.running:
        return state, ()
    regimens = in_force(state.orders, now)
    ordered = Ordered(regimens=regimens, zone=setting.zone, routine=setting.routine)
    told = Running(patient=state.patient, revisions=running)
    return replace(state, running=running), (told, ordered)


def _repeated(state: Book, now: datetime) -> Step:
    """The latest changes again, the oldest of them first; an asked-for one is told."""
    recent = [one for one in state.news if now - one.effective < RECENT][-AT_ONCE:]
    told = {one: replace(one, told_at=one.told_at or now) for one in recent}
    news = tuple(told.get(one, one) for one in state.news)
    return replace(state, news=news), tuple(TellNews(news=one) for one in told.values())


def _told(state: Book, commands: tuple[Command, ...], now: datetime) -> Step:
    """One piece of news at a time, the oldest first."""
    waiting = [one for one in state.news if one.told_at is None]
    if not waiting:
        return state, commands
    told = replace(waiting[0], told_at=now)
    news = tuple(told if one == waiting[0] else one for one in state.news)
    return replace(state, news=news), (*commands, TellNews(news=told))
