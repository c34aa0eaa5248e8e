"""Whether an order may run: every reason against it, or none.

Nothing is corrected here and nothing is guessed; an order with a reason against it does
not run, and the clinician sees all reasons at once.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from care.medication import Regimen
from care.order import Objection, Order, SignedOrder
from care.people import ProviderId
from reminders.element import TimingError
from reminders.rendering import Setting, shown
from reminders.timing import Wall, read
from reminders.windows import shortest_interval

ROOM = timedelta(hours=22)
"""What all gaps of a day may fill; a clock change takes up to two hours (Troll station)."""


LATE = timedelta(hours=24)
"""So long after its instant of effect an order may still arrive: a second person signs
in this time, and a home that was off comes back. Later a clinician looks again."""


def objections(
    signed: SignedOrder,
    current: Order | None,
    signers: frozenset[ProviderId],
    setting: Setting,
    now: datetime,
) -> tuple[Objection, ...]:
    """Every reason against running this order; empty when it may run.

    Args:
        signed: the order with the plan as it was confirmed.
        current: the newest revision before it.
        signers: those whose signature holds.
        setting: the patient's day.
        now: when the home looks at it.
    """
    order = signed.order
    found = [*_people(order, current, signers), *_history(order, current, now)]
    found += equal_ids(order, ())
    contents = [one for regimen in order.regimens for one in _content(regimen, setting)]
    if not contents and shown(order, setting) != signed.shown:
        contents.append(_no("shown", "it makes another plan than the one confirmed"))
    return (*found, *contents)


def _no(code: str, detail: str) -> Objection:
    return Objection(code=code, detail=detail)


def needs_second(order: Order, current: Order | None) -> bool:
    """Whether a second person must sign: also when a change takes the risk mark away."""
    return order.high_risk or (current is not None and current.high_risk)


def _people(
    order: Order, current: Order | None, signers: frozenset[ProviderId]
) -> Iterator[Objection]:
    if order.author not in signers:
        yield _no("unsigned", "the author's signature is missing or does not hold")
    if needs_second(order, current) and len(signers) < 2:  # noqa: PLR2004 - four eyes
        yield _no("second_person", "high-risk medicine needs a second person's signature")
    for regimen in order.regimens:
        if regimen.patient != order.patient:
            yield _no("patient", f"{regimen.id} is for another patient")
        if regimen.revision != order.revision:
            yield _no("revision", f"{regimen.id} is of revision {regimen.revision}")


def _medicine(order: Order) -> str:
    return order.regimens[0].medicine if order.regimens else "a stop"


def _history(order: Order, current: Order | None, now: datetime) -> Iterator[Objection]:
    expected = 1 if current is None else current.revision + 1
    if current is not None and order.revision <= current.revision:
        here, there = _medicine(order), _medicine(current)
        yield _no(
            "revision",
            f"{here} is revision {order.revision} of order {order.id}, and {there} is "
            f"revision {current.revision} of it already; the next one is {expected}",
        )
    elif order.revision != expected:
        yield _no("revision", f"is {order.revision}, the next one is {expected}")
    if order.effective < now - LATE:
        yield _no("effective", "is in the past; say from when it holds")


def equal_ids(order: Order, others: Iterable[Order]) -> Iterator[Objection]:
    """Two regimens of one id would share their doses: one of them would be lost.

    Args:
        order: the order that is looked at.
        others: every order of the patient, other revisions of it among them.
    """
    places: dict[str, str] = {}
    for other in others:
        if other.id != order.id:
            where = f"order {other.id}, revision {other.revision}"
            places |= {one.id: where for one in other.regimens}
    for number, regimen in enumerate(order.regimens, start=1):
        here = f"regimen {number} of order {order.id}, revision {order.revision}"
        if regimen.id in places:
            yield _no("id", f"{regimen.id} is {here}, and it is {places[regimen.id]}")
        places[regimen.id] = here


def _content(regimen: Regimen, setting: Setting) -> Iterator[Objection]:
    if regimen.as_needed is not None:
        if regimen.minimum_gap is None and regimen.as_needed.maximum is None:
            yield _no("gap", f"{regimen.id}: on demand needs a gap or a maximum")
        return
    try:
        recurrence = read(regimen.timing, setting.routine, setting.table)
    except TimingError as error:
        yield _no("timing", f"{regimen.id}: {error}")
        return
    gap, interval = regimen.minimum_gap, shortest_interval(recurrence)
    if gap is None:
        return
    if gap > interval:
        yield _no("gap", f"{regimen.id}: doses {interval} apart, minimum gap {gap}")
    elif isinstance(recurrence.form, Wall) and gap * len(recurrence.form.times) > ROOM:
        yield _no("gap", f"{regimen.id}: leaves no room for a clock change; use hours")
