"""Whether an order may run: every reason against it, or none.

Nothing is corrected here and nothing is guessed; an order with a reason against it does
not run, and the clinician sees all reasons at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from care.medication import Regimen
from care.people import ProviderId
from reminders.element import TimingError
from reminders.order import Order, SignedOrder
from reminders.rendering import Setting, shown
from reminders.timing import Wall, read
from reminders.windows import shortest_interval

ROOM = timedelta(hours=22)
"""What all gaps of a day may fill; a clock change takes up to two hours (Troll station)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """One reason why an order does not run."""

    code: str
    """"unsigned", "second_person", "revision", "effective", "timing", "gap", "shown",
    "patient" or "author"."""
    detail: str


def objections(
    signed: SignedOrder,
    current: Order | None,
    signers: frozenset[ProviderId],
    setting: Setting,
    now: datetime,
) -> tuple[Objection, ...]:
    """Every reason against running this order; empty when it may run."""
    order = signed.order
    found = [*_people(order, signers), *_history(order, current, now)]
    contents = [one for regimen in order.regimens for one in _content(regimen, setting)]
    if not contents and shown(order, setting) != signed.shown:
        contents.append(_no("shown", "it makes another plan than the one confirmed"))
    return (*found, *contents)


def _no(code: str, detail: str) -> Objection:
    return Objection(code=code, detail=detail)


def _people(order: Order, signers: frozenset[ProviderId]) -> Iterator[Objection]:
    if order.author not in signers:
        yield _no("unsigned", "the author's signature is missing or does not hold")
    if order.high_risk and len(signers) < 2:  # noqa: PLR2004 - four eyes
        yield _no("second_person", "high-risk medicine needs a second person's signature")
    for regimen in order.regimens:
        if regimen.patient != order.patient:
            yield _no("patient", f"{regimen.id} is for another patient")
        if regimen.revision != order.revision:
            yield _no("revision", f"{regimen.id} is of revision {regimen.revision}")


def _history(order: Order, current: Order | None, now: datetime) -> Iterator[Objection]:
    expected = 1 if current is None else current.revision + 1
    if order.revision != expected:
        yield _no("revision", f"is {order.revision}, the next one is {expected}")
    if order.effective < now:
        yield _no("effective", "is in the past; say from when it holds")
    if current is not None and order.effective < current.effective:
        yield _no("effective", "is before the revision that it follows")


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
