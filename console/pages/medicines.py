"""The medicine pages: list, history, form, the look before it is signed, withdrawing.

Addresses name a medicine by a mark that gives nothing away.
"""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from care.people import Patient
from console.draft import Draft, Mistakes
from console.pages.confirmation import check
from console.pages.proposal import draft_from, propose
from console.pattern import EVENTS, STEP_FIELDS, TIME_FIELDS, Pattern
from console.plan_words import moments, order_words
from console.regimen_form import draft_of
from console.views.medicine import Medicine, find, medicines
from console.visit import MAY_PLAN, Visit, enter, go, text
from records.unit import Unit

NOTES = frozenset(
    {"sent", "sent_waiting", "changed_meanwhile", "not_found", "second_self", "withdrawn"}
)


async def show(request: Request) -> Response:
    """The list."""
    visit = await enter(request)
    patient = visit.patient()
    found = await visit.office.read(
        lambda unit: medicines(unit, patient, visit.reader.now, visit.office.slots)
    )
    await visit.office.write(lambda unit: visit.note(unit, "medicines_viewed", patient))
    note = request.query_params.get("note", "")
    return visit.page(
        "medicines.html",
        patient=patient,
        medicines=found,
        timing=lambda regimens: order_words(
            visit.reader, regimens, patient.routine, visit.office.slots
        ),
        signers=lambda revision: ", ".join(
            visit.office.name_of(one.by) for one in revision.signed.signatures
        ),
        note=note if note in NOTES else "",
    )


async def _one(visit: Visit, patient: Patient, mark: str) -> Medicine:
    """The medicine of a mark; 404 when there is none."""
    found = await visit.office.read(
        lambda unit: find(unit, patient, mark, visit.reader.now, visit.office.slots)
    )
    if found is None:
        raise HTTPException(404)
    return found


async def one(request: Request) -> Response:
    """Its history, newest first, with the way back to an older revision."""
    visit = await enter(request)
    patient = visit.patient()
    found = await _one(visit, patient, request.path_params["mark"])
    await visit.office.write(lambda unit: visit.note(unit, "medicines_viewed", patient))
    return visit.page(
        "medicine_history.html",
        patient=patient,
        medicine=found,
        timing=lambda regimens: order_words(
            visit.reader, regimens, patient.routine, visit.office.slots
        ),
    )


def _form(
    visit: Visit,
    patient: Patient,
    draft: Draft,
    found: Medicine | None,
    wrong: Mistakes | None = None,
) -> Response:
    return visit.page(
        "medicine_form.html",
        patient=patient,
        draft=draft,
        medicine=found,
        wrong=wrong.by_field if wrong else {},
        reason=wrong.reason if wrong else "",
        patterns=[one.value for one in Pattern],
        events=moments(EVENTS, patient.routine, visit.office.slots),
        time_fields=range(TIME_FIELDS),
        step_fields=range(STEP_FIELDS),
    )


async def new(request: Request) -> Response:
    """An empty form."""
    visit = await enter(request)
    visit.need(MAY_PLAN)
    empty = Draft(
        fields={
            "pattern": "clock",
            "window_class": "daily",
            "starts": "now",
            "units": "1",
        }
    )
    return _form(visit, visit.patient(), empty, None)


async def change(request: Request) -> Response:
    """The form filled with what rules now."""
    visit = await enter(request)
    visit.need(MAY_PLAN)
    patient = visit.patient()
    found = await _one(visit, patient, request.path_params["mark"])
    return _form(visit, patient, draft_of(found.shown, patient), found)


async def review(request: Request) -> Response:
    """What the form means: the next seven days, and what differs."""
    visit = await enter(request)
    visit.need(MAY_PLAN)
    patient, form = visit.patient(), await visit.form()
    draft, now = draft_from(form).saying(at="", seen=""), visit.office.now()
    given = await visit.office.read(lambda unit: propose(unit, visit, patient, draft, now))
    if isinstance(given, Mistakes):
        found = await _one(visit, patient, draft.get("mark")) if draft.get("mark") else None
        return _form(visit, patient, draft, found, given)
    if text(form, "edit"):
        return _form(visit, patient, draft, given.medicine)
    return await check(visit, patient, given)


async def withdraw(request: Request) -> Response:
    """Take back a change that waits for the second person."""
    visit = await enter(request)
    visit.need(MAY_PLAN)
    patient, form = visit.patient(), await visit.form()
    mark, now = text(form, "mark"), visit.office.now()

    def drop(unit: Unit) -> str:
        found = find(unit, patient, mark, now, visit.office.slots)
        if found is None or found.draft is None:
            return "not_found"
        order = found.draft.order
        if not unit.orders.withdraw(order.id, order.revision):
            return "changed_meanwhile"
        visit.note(unit, "order_withdrawn", patient, order=order.id)
        return "withdrawn"

    note = await visit.office.write(drop)
    return go(f"/patients/{patient.id}/medicines?note={note}")
