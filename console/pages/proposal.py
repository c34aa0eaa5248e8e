"""A proposed change of a medicine plan, from the posted form to the home's mailbox."""

import re
import secrets
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from starlette.datastructures import FormData

from care.medication import Regimen, RegimenId
from care.people import Patient
from console.order import TIME_FIELDS, Draft, Mistakes, read
from console.regimen_form import regimen_of
from console.views.medicine import CONFIRM, Medicine, Stand, find
from console.views.preview import DayPlan, preview
from console.visit import Visit, text
from records.regimens import Status
from records.unit import Unit
from reminders.element import TimingError

FIELDS = (
    *("medicine", "dose_text", "pattern", "every_hours", "every_days", "window_class"),
    *("minimum_gap", "critical", "high_risk", "late_words", "purpose", "compartment"),
    *("starts", "start_date", "start_time", "end_date", "mark", "base", "like", "second"),
)


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
    before: Regimen | None
    after: Regimen
    days: tuple[DayPlan, ...]
    second: bool = False
    """Whether this is the second person's look at an existing draft."""


def draft_from(form: FormData) -> Draft:
    """The fields of the posted form."""

    def several(name: str) -> tuple[str, ...]:
        return tuple(v for v in form.getlist(name)[:20] if isinstance(v, str))

    return Draft(
        fields={name: text(form, name) for name in FIELDS},
        days=several("days"),
        events=several("events"),
        times=several("times")[:TIME_FIELDS],
    )


def _key(medicine: str) -> RegimenId:
    """A readable id of a new medicine, never used twice."""
    plain = unicodedata.normalize("NFKD", medicine).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:24]
    return RegimenId(f"{words or 'medicine'}-{secrets.token_hex(3)}")


def propose(
    unit: Unit, visit: Visit, patient: Patient, draft: Draft, now: datetime
) -> Proposal | Mistakes:
    """What a form means for this patient, or its mistakes."""
    mark = draft.get("mark")
    found = find(unit, patient, mark, now, visit.office.slots) if mark else None
    if mark and found is None:
        return Mistakes(by_field={"medicine": "choice_needed"})
    before = found.ruling.regimen if found and found.ruling else None
    after = _after(visit, patient, draft, found, now)
    if isinstance(after, Mistakes):
        return after
    try:
        days = preview(before, after, patient, now, visit.office.slots)
    except TimingError as refusal:
        return Mistakes(by_field={"pattern": "plan_refused"}, reason=str(refusal))
    return Proposal(draft=draft, medicine=found, before=before, after=after, days=days)


def _after(
    visit: Visit, patient: Patient, draft: Draft, found: Medicine | None, now: datetime
) -> Regimen | Mistakes:
    """The revision that would come: an older one again, or what the form says."""
    number = found.revisions[-1].regimen.revision + 1 if found else 1
    if draft.get("like") and found:
        like = [
            o.regimen
            for o in found.revisions
            if str(o.regimen.revision) == draft.get("like")
        ]
        if not like:
            return Mistakes(by_field={"medicine": "choice_needed"})
        return replace(
            like[0], revision=number, author=visit.provider, starts=now, ends=None
        )
    order = read(draft, zone=patient.zone, now=now)
    if isinstance(order, Mistakes):
        return order
    return regimen_of(
        order,
        patient=patient,
        key=found.shown.id if found else _key(order.medicine),
        revision=number,
        author=visit.provider,
        before=found.shown if found else None,
    )


def second_of(
    unit: Unit, visit: Visit, patient: Patient, mark: str, now: datetime
) -> Proposal | None:
    """A draft that waits for a second clinician; None for its own author."""
    found = find(unit, patient, mark, now, visit.office.slots)
    if found is None or found.draft is None or found.stand is Stand.PROPOSED:
        return None
    if found.draft.regimen.author == visit.provider:
        return None
    before = found.ruling.regimen if found.ruling else None
    after = found.draft.regimen
    base = Draft(fields={"mark": mark, "second": "yes", "base": str(after.revision)})
    days = preview(before, after, patient, now, visit.office.slots)
    return Proposal(
        draft=base, medicine=found, before=before, after=after, days=days, second=True
    )


def keep(
    unit: Unit, visit: Visit, patient: Patient, proposal: Proposal, base: str
) -> Confirmed:
    """Keep the draft and ask the home; in one transaction, so never by halves."""
    after, now = proposal.after, visit.office.now()
    newest = unit.regimens.next_revision(after.id) - 1
    if str(newest) != (base or "0"):
        return Confirmed.CHANGED
    if proposal.second:
        known = unit.regimens.get(after.id, after.revision)
        if known is None or known.status is not Status.DRAFT:
            return Confirmed.CHANGED
    else:
        unit.regimens.draft(after, now)
    facts: dict[str, str | int] = {"regimen": after.id, "revision": after.revision}
    if after.high_risk and not proposal.second:
        visit.note(unit, "regimen_proposed", patient, **facts)
        return Confirmed.WAITING
    unit.requests.add(CONFIRM, facts, by=visit.provider, at=now, patient=patient.id)
    visit.note(unit, "regimen_confirmed", patient, **facts)
    return Confirmed.SENT
