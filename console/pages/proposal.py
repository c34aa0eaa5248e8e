"""A proposed change of a medicine plan, from the posted form to the home's mailbox."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.datastructures import FormData

from care.order import Order, SignedOrder
from care.people import Patient
from care.plain import plain
from console.draft import Draft, Mistakes
from console.pattern import STEP_FIELDS, TIME_FIELDS
from console.revision import bare, filled, instant_of
from console.views.medicine import Medicine, Stand, find, medicines
from console.views.preview import DayPlan, preview
from console.visit import Visit, text
from records.orders import Status
from records.unit import Unit
from reminders.admission import needs_second
from reminders.element import TimingError
from reminders.order import signing_text
from reminders.order_book import present
from reminders.rendering import Setting, shown
from reminders.signature import signed

FIELDS = (
    *("medicine", "dose_text", "units", "pattern", "every_hours", "every_days"),
    *("days_on", "days_off", "need_reason", "need_most", "window_class", "window"),
    *("minimum_gap", "critical", "high_risk", "late_words", "purpose", "look"),
    *("compartment", "starts", "start_date", "start_time", "end_date"),
    *("mark", "base", "like", "stop", "second", "key", "at", "seen"),
)


BESIDE = frozenset({Stand.RUNNING, Stand.STARTS, Stand.PROPOSED, Stand.WAITING})


class Confirmed(StrEnum):
    """What became of a confirmation."""

    SENT = "sent"
    WAITING = "waiting"
    """For the second clinician."""
    CHANGED = "changed"
    """Somebody else was faster; nothing was kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A change that can be followed, and what it would do."""

    draft: Draft
    medicine: Medicine | None
    """The medicine as it stands; None for a new one."""
    before: Order | None
    """What would hold at the instant of effect without it."""
    after: Order
    shown: tuple[str, ...]
    """The lines that are signed with it."""
    days: tuple[DayPlan, ...]
    needs_second: bool
    second: SignedOrder | None = None
    """The order as the first person signed it, where this is the second's look."""
    namesakes: tuple[Medicine, ...] = ()
    """Other orders of a medicine called the same that run, start or wait."""

    @property
    def name(self) -> str:
        """What the medicine is called."""
        regimens = self.after.regimens or (self.before.regimens if self.before else ())
        return regimens[0].medicine if regimens else ""


def draft_from(form: FormData) -> Draft:
    """The fields of the posted form."""

    def several(name: str, most: int = 20) -> tuple[str, ...]:
        found = (v for v in form.getlist(name)[:most] if isinstance(v, str))
        return tuple(value[:500] for value in found)

    rows = (several(f"step_{part}", STEP_FIELDS) for part in ("text", "units", "days"))
    return Draft(
        fields={name: text(form, name) for name in FIELDS},
        days=several("days"),
        events=several("events"),
        times=several("times", TIME_FIELDS),
        steps=tuple(zip(*rows, strict=False)),
    )


def seen(after: Order, lines: tuple[str, ...]) -> str:
    """What ties a confirmation to the page that was read."""
    return hashlib.sha256(signing_text(after, lines).encode()).hexdigest()


def propose(
    unit: Unit, visit: Visit, patient: Patient, draft: Draft, now: datetime
) -> Proposal | Mistakes:
    """What a form means for this patient, or its mistakes."""
    mark = draft.get("mark")
    found = find(unit, patient, mark, now, visit.office.slots) if mark else None
    if mark and found is None:
        return Mistakes(by_field={"medicine": "choice_needed"})
    if found and found.draft:
        return Mistakes(by_field={"medicine": "change_open"})
    at = instant_of(visit, draft, now)
    after = filled(bare(unit, visit, draft, found, at), visit, draft, found)
    if isinstance(after, Mistakes):
        return after
    fixed = draft.saying(at=at.isoformat(), key=after.id)
    try:
        made = _proposal(visit, patient, fixed, found, after)
        return replace(made, namesakes=_namesakes(unit, visit, patient, made, now))
    except TimingError as refusal:
        return Mistakes(by_field={"pattern": "plan_refused"}, reason=str(refusal))


def _proposal(
    visit: Visit, patient: Patient, draft: Draft, found: Medicine | None, after: Order
) -> Proposal:
    slots = visit.office.slots
    setting = Setting(zone=patient.zone, routine=patient.routine, table=slots)
    lines = shown(after, setting)
    before = present(found.orders, after) if found else None
    newest = found.orders[-1] if found and found.orders else None
    return Proposal(
        draft=draft.saying(seen=seen(after, lines)),
        medicine=found,
        before=before,
        after=after,
        shown=lines,
        days=preview(before, after, patient, visit.office.now(), slots),
        needs_second=needs_second(after, newest),
    )


def _namesakes(
    unit: Unit, visit: Visit, patient: Patient, made: Proposal, now: datetime
) -> tuple[Medicine, ...]:
    """What would be asked for beside it under its name: perhaps the same order twice."""
    if made.medicine is not None or not made.after.regimens:
        return ()
    return tuple(
        one
        for one in medicines(unit, patient, now, visit.office.slots)
        if one.stand in BESIDE
        and one.id != made.after.id
        and plain(one.name) == plain(made.name)
    )


def second_of(
    unit: Unit, visit: Visit, patient: Patient, mark: str, now: datetime
) -> Proposal | None:
    """A draft that waits for a second clinician; None for its own author."""
    found = find(unit, patient, mark, now, visit.office.slots)
    waiting = found.draft if found else None
    if found is None or waiting is None or waiting.status is not Status.WAITING:
        return None
    if visit.provider in {one.by for one in waiting.signed.signatures}:
        return None
    digest = seen(waiting.order, waiting.signed.shown)
    draft = Draft(fields={"mark": mark, "second": "yes", "seen": digest})
    return replace(
        _proposal(visit, patient, draft, found, waiting.order),
        draft=draft,
        shown=waiting.signed.shown,
        second=waiting.signed,
    )


def kept_already(unit: Unit, patient: Patient, digest: str) -> Confirmed | None:
    """What became of this very confirmation, when it comes a second time."""
    for one in unit.orders.all(patient.id):
        if one.status is not Status.REFUSED and seen(one.order, one.signed.shown) == digest:
            waits = one.status is Status.WAITING
            return Confirmed.WAITING if waits else Confirmed.SENT
    return None


def keep(
    unit: Unit, visit: Visit, patient: Patient, proposal: Proposal, key: Ed25519PrivateKey
) -> Confirmed:
    """Sign, keep and ask the home; in one transaction, so never by halves."""
    after, now = proposal.after, visit.office.now()
    bare = proposal.second or SignedOrder(order=after, shown=proposal.shown)
    done = signed(bare, visit.provider, key)
    complete = proposal.second is not None or not proposal.needs_second
    known = unit.orders.get(after.id, after.revision)
    open_still = known.signed == proposal.second if known else proposal.second is None
    if not (open_still or (known and known.status is Status.REFUSED)):
        return Confirmed.CHANGED
    unit.orders.keep(done, Status.SENT if complete else Status.WAITING, now)
    facts: dict[str, str | int] = {"order": after.id, "revision": after.revision}
    if not complete:
        visit.note(unit, "order_proposed", patient, **facts)
        return Confirmed.WAITING
    unit.requests.add("order", facts, by=visit.provider, at=now, patient=patient.id)
    visit.note(unit, "order_signed", patient, **facts)
    return Confirmed.SENT
