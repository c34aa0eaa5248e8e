"""What is left of each medicine: counted here, counted down by doses, told in time."""

from dataclasses import dataclass
from datetime import date, datetime

from starlette.requests import Request
from starlette.responses import Response

from care.people import Patient
from console.draft import Draft, day, decimal, whole
from console.views.medicine import Medicine, Stand, find, medicines
from console.visit import MAY_ANSWER, Visit, enter, go, text
from records.unit import Unit
from reminders.stock import Stock, Supplies, Supply, left, state_of, supply

NOTES = frozenset({"sent", "gone", "changed"})
MOST = 10_000
"""Units in one home."""
FIELDS = ("mark", "base", "how", "units", "expires", "notice_days")
USUAL = 7
"""Days ahead at which more is ordered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """One medicine and what is left of it."""

    medicine: Medicine
    supply: Supply | None
    """None while nobody has counted."""
    pending: bool
    """Whether a count is on its way to the home."""


def shelves(unit: Unit, visit: Visit, patient: Patient, now: datetime) -> tuple[Shelf, ...]:
    """Every running medicine, by name."""
    slots = visit.office.slots
    found = []
    for one in medicines(unit, patient, now, slots):
        if one.stand not in (Stand.RUNNING, Stand.STARTS):
            continue
        mine = _stock(unit, patient, one)
        lasts = None
        if mine is not None:
            doses = unit.doses.between(patient.id, mine.counted_at, now)
            own = (patient.routine, patient.zone)
            lasts = supply(mine, one.shown, doses, own, now, table=slots)
        found.append(
            Shelf(medicine=one, supply=lasts, pending=_counting(unit, patient, one.id))
        )
    return tuple(found)


async def _page(
    visit: Visit,
    patient: Patient,
    wrong: dict[str, str] | None = None,
    draft: Draft | None = None,
) -> Response:
    found = await visit.office.read(
        lambda unit: shelves(unit, visit, patient, visit.reader.now)
    )
    note = visit.request.query_params.get("note", "")
    return visit.page(
        "stock.html",
        patient=patient,
        shelves=found,
        wrong=wrong or {},
        draft=draft or Draft(fields={}),
        usual=USUAL,
        note=note if note in NOTES else "",
    )


async def show(request: Request) -> Response:
    """The page."""
    visit = await enter(request)
    patient = visit.patient()
    await visit.office.write(lambda unit: visit.note(unit, "stock_viewed", patient))
    return await _page(visit, patient)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A form without a mistake."""

    mark: str
    base: str
    """When the count that the reader saw was made; "" where there was none."""
    units: float
    added: bool
    expires: date | None
    notice_days: int


def read(draft: Draft) -> Typed | dict[str, str]:
    """What the form means, or its mistakes by field."""
    wrong: dict[str, str] = {}
    units = decimal(draft.get("units"), 0, MOST)
    notice = whole(draft.get("notice_days"), 0, 60)
    expires = day(draft, "expires", wrong)
    if draft.get("how") not in ("counted", "added"):
        wrong["how"] = "choice_needed"
    if units is None:
        wrong["units"] = "amount_wrong"
    if notice is None:
        wrong["notice_days"] = "notice_wrong"
    if wrong or units is None or notice is None:
        return wrong
    return Typed(
        mark=draft.get("mark"),
        base=draft.get("base"),
        units=units,
        added=draft.get("how") == "added",
        expires=expires,
        notice_days=notice,
    )


async def count(request: Request) -> Response:
    """Note a count or a new box. Form: csrf and `FIELDS`."""
    visit = await enter(request)
    visit.need(MAY_ANSWER)
    patient, form = visit.patient(), await visit.form()
    draft = Draft(fields={name: text(form, name) for name in FIELDS})
    typed = read(draft)
    if isinstance(typed, dict):
        return await _page(visit, patient, typed, draft)
    note = await visit.office.write(lambda unit: _ask(unit, visit, patient, typed))
    return go(f"/patients/{patient.id}/stock?note={note}")


def _ask(unit: Unit, visit: Visit, patient: Patient, typed: Typed) -> str:
    """Put the count into the home's mailbox; the note to show.

    A form that is sent a second time finds another count than it was made for.
    """
    now = visit.office.now()
    found = find(unit, patient, typed.mark, now, visit.office.slots)
    if found is None:
        return "gone"
    mine = _stock(unit, patient, found)
    if _counting(unit, patient, found.id):
        return "changed"  # somebody's count is on its way: first it is to be seen
    if typed.base != (mine.counted_at.isoformat() if mine else ""):
        return "changed"
    there = 0.0
    if mine is not None and typed.added:
        per_dose = {one.id: one.units_per_dose for one in found.shown}
        doses = unit.doses.between(patient.id, mine.counted_at, now)
        there = max(0.0, left(mine, doses, per_dose))
    body = {
        "medicine": found.id,
        "units": there + typed.units,
        "expires": typed.expires.isoformat() if typed.expires else None,
        "notice_days": typed.notice_days,
    }
    unit.requests.add("count_stock", body, by=visit.provider, at=now, patient=patient.id)
    visit.note(unit, "stock_counted", patient, order=found.id)
    return "sent"


def _stock(unit: Unit, patient: Patient, medicine: Medicine) -> Stock | None:
    """The last count; None where nobody has counted."""
    stocks = (unit.states.load(state_of(patient.id), Supplies) or Supplies()).stocks
    return next((one for one in stocks if one.medicine == medicine.id), None)


def _counting(unit: Unit, patient: Patient, medicine: str) -> bool:
    """Whether a count of it is on its way to the home."""
    return any(
        (one.kind, one.patient, one.body.get("medicine"))
        == ("count_stock", patient.id, medicine)
        for one in unit.requests.waiting()
    )
