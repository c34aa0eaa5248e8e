"""The medicine pages: list, history, form, the check before it runs, confirm, stop.

A change travels: form -> the next seven days rendered -> password -> a draft in the
record and a request to the home, which checks it and makes it the ruling revision. A
high-risk medicine waits for a second clinician in between. Addresses name a medicine by
a mark that gives nothing away.
"""

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from care.people import Patient
from console.accounts import password_fits
from console.order import EVENTS, TIME_FIELDS, Draft, Mistakes
from console.pages.proposal import (
    Confirmed,
    Proposal,
    draft_from,
    keep,
    propose,
    second_of,
)
from console.plan_words import differences, moments, timing_words
from console.regimen_form import draft_of
from console.views.medicine import STOP, Medicine, find, medicines
from console.visit import MAY_PLAN, Visit, enter, go, text
from records.unit import Unit

NOTES = frozenset(
    {"sent", "sent_waiting", "sent_stop", "changed_meanwhile", "not_found", "second_self"}
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
        timing=lambda one: timing_words(
            visit.reader, one, patient.routine, visit.office.slots
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
        timing=lambda one: timing_words(
            visit.reader, one, patient.routine, visit.office.slots
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
        status=422 if wrong else 200,
        patient=patient,
        draft=draft,
        medicine=found,
        wrong=wrong.by_field if wrong else {},
        reason=wrong.reason if wrong else "",
        events=moments(EVENTS, patient.routine, visit.office.slots),
        time_fields=range(TIME_FIELDS),
    )


async def new(request: Request) -> Response:
    """An empty form."""
    visit = await enter(request)
    visit.need(MAY_PLAN)
    empty = Draft(fields={"pattern": "clock", "window_class": "daily", "starts": "now"})
    return _form(visit, visit.patient(), empty, None)


async def change(request: Request) -> Response:
    """The form filled with what rules now."""
    visit = await enter(request)
    visit.need(MAY_PLAN)
    patient = visit.patient()
    found = await _one(visit, patient, request.path_params["mark"])
    return _form(visit, patient, draft_of(found.shown, patient), found)


def _check(
    visit: Visit, patient: Patient, proposal: Proposal, *, status: int = 200
) -> Response:
    rows = differences(
        visit.reader,
        proposal.before,
        proposal.after,
        patient.routine,
        visit.office.slots,
    )
    return visit.page(
        "medicine_review.html",
        status=status,
        patient=patient,
        proposal=proposal,
        rows=rows,
        at_once=proposal.after.starts <= visit.office.now(),
        wrong_password=status != 200,  # noqa: PLR2004 - HTTP's "fine"
    )


async def review(request: Request) -> Response:
    """What the form means: the next seven days, and what differs."""
    visit = await enter(request)
    visit.need(MAY_PLAN)
    patient, form = visit.patient(), await visit.form()
    draft, now = draft_from(form), visit.office.now()
    given = await visit.office.read(lambda unit: propose(unit, visit, patient, draft, now))
    if isinstance(given, Mistakes):
        found = await _one(visit, patient, draft.get("mark")) if draft.get("mark") else None
        return _form(visit, patient, draft, found, given)
    if text(form, "edit"):
        return _form(visit, patient, draft, given.medicine)
    return _check(visit, patient, given)


async def second(request: Request) -> Response:
    """The same page for the second clinician."""
    visit = await enter(request)
    visit.need(MAY_PLAN)
    patient, mark = visit.patient(), request.path_params["mark"]
    given = await visit.office.read(
        lambda unit: second_of(unit, visit, patient, mark, visit.office.now())
    )
    if given is None:
        return go(f"/patients/{patient.id}/medicines?note=second_self")
    return _check(visit, patient, given)


async def confirm(request: Request) -> Response:
    """Check the password, keep the draft, ask the home to follow it."""
    visit = await enter(request)
    visit.need(MAY_PLAN)
    patient, form = visit.patient(), await visit.form()
    draft, now = draft_from(form), visit.office.now()
    here = f"/patients/{patient.id}/medicines"

    def given(unit: Unit) -> Proposal | Mistakes | None:
        if draft.get("second"):
            return second_of(unit, visit, patient, draft.get("mark"), now)
        return propose(unit, visit, patient, draft, now)

    proposal = await visit.office.read(given)
    if not isinstance(proposal, Proposal):
        return go(f"{here}?note=changed_meanwhile")
    password = text(form, "password")
    fits = await run_in_threadpool(password_fits, visit.account, password)
    if not fits:
        return _check(visit, patient, proposal, status=422)
    done = await visit.office.write(
        lambda unit: keep(unit, visit, patient, proposal, draft.get("base"))
    )
    notes = {
        Confirmed.SENT: "sent",
        Confirmed.WAITING: "sent_waiting",
        Confirmed.CHANGED: "changed_meanwhile",
    }
    return go(f"{here}?note={notes[done]}")


async def stop(request: Request) -> Response:
    """Ask the home to end a medicine's reminders."""
    visit = await enter(request)
    visit.need(MAY_PLAN)
    patient, form = visit.patient(), await visit.form()
    mark, now = text(form, "mark"), visit.office.now()

    def ask(unit: Unit) -> str:
        found = find(unit, patient, mark, now, visit.office.slots)
        if found is None or found.ruling is None:
            return "not_found"
        regimen = found.ruling.regimen
        unit.requests.add(
            STOP, {"regimen": regimen.id}, by=visit.provider, at=now, patient=patient.id
        )
        visit.note(unit, "regimen_stopped", patient, regimen=regimen.id)
        return "sent_stop"

    note = await visit.office.write(ask)
    return go(f"/patients/{patient.id}/medicines?note={note}")
