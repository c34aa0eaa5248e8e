"""The next revision of an order: as a form says it, as an older one was, or a stop."""

import re
import secrets
import unicodedata
from dataclasses import replace
from datetime import datetime, timedelta

from care.order import Order
from console.draft import Draft, Mistakes
from console.order import read
from console.regimen_form import regimens_of
from console.views.medicine import Medicine
from console.views.now import home_time
from console.visit import Visit
from records.unit import Unit

READ_FOR = timedelta(minutes=30)
"""Real time that somebody may look at a plan before "now" is too long ago."""
KEY = re.compile(r"[a-z0-9-]{2,40}")


def instant_of(visit: Visit, draft: Draft, now: datetime) -> datetime:
    """What "now" was when the plan was shown; the present when that is too long ago."""
    try:
        at = datetime.fromisoformat(draft.get("at"))
        fits = timedelta(0) <= now - at <= home_time(visit.office, READ_FOR)
    except (ValueError, TypeError):
        return now
    return at if fits else now


def _key(medicine: str) -> str:
    """A readable id of a new medicine, never used twice."""
    plain = unicodedata.normalize("NFKD", medicine).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:24].strip("-")
    return f"{words or 'medicine'}-{secrets.token_hex(3)}"


def bare(
    unit: Unit, visit: Visit, draft: Draft, found: Medicine | None, at: datetime
) -> Order:
    """The next revision without any regimen: a stop.

    A new medicine keeps the id that its first page gave it, so that a form which is sent
    twice makes one order.
    """
    given = draft.get("key")
    key = found.id if found else given if KEY.fullmatch(given) else ""
    key = key or _key(draft.get("medicine"))
    return Order(
        id=key,
        patient=visit.patient().id,
        revision=unit.orders.next_revision(key),
        regimens=(),
        effective=at,
        author=visit.provider,
    )


def filled(
    order: Order, visit: Visit, draft: Draft, found: Medicine | None
) -> Order | Mistakes:
    """The revision with what it says."""
    if found and draft.get("stop"):
        return order
    if found and draft.get("like"):
        return _like(order, found, draft.get("like"))
    patient = visit.patient()
    plan = read(draft, zone=patient.zone, now=order.effective)
    if isinstance(plan, Mistakes):
        return plan
    regimens = regimens_of(
        plan,
        patient=patient,
        key=order.id,
        revision=order.revision,
        author=visit.provider,
        before=found.shown if found else (),
    )
    return replace(order, regimens=regimens, effective=plan.starts)


def _like(order: Order, found: Medicine, number: str) -> Order | Mistakes:
    """An older revision again: a series goes on as it was counted.

    Its last day, where that is past, is not taken over: it would bring nothing back.
    """
    wanted = [one.order for one in found.revisions if str(one.order.revision) == number]
    if not wanted or not wanted[0].regimens:
        return Mistakes(by_field={"medicine": "choice_needed"})
    old = wanted[0]
    regimens = [
        replace(one, revision=order.revision, author=order.author) for one in old.regimens
    ]
    last = regimens[-1].ends
    if len(regimens) == 1 and last is not None and last <= order.effective:
        regimens[0] = replace(regimens[0], ends=None)
    return replace(order, restores=old.revision, regimens=tuple(regimens))
