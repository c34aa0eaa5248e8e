"""The last look at a change, and its signature.

A change travels: form -> the next seven days rendered -> password and code -> signed with
the clinician's key, into the record and as a request to the home, which checks the
signatures and makes it the ruling revision. A high-risk medicine waits for a second
clinician's signature in between.
"""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from care.people import Patient
from console.draft import Mistakes
from console.pages.proposal import (
    Confirmed,
    Proposal,
    draft_from,
    keep,
    kept_already,
    propose,
    second_of,
)
from console.plan_words import differences
from console.proof import needs_code, prove
from console.signing import key_of, opened, registered_key
from console.visit import MAY_PLAN, Visit, enter, go, text
from records.unit import Unit

SENT = {
    Confirmed.SENT: "sent",
    Confirmed.WAITING: "sent_waiting",
    Confirmed.CHANGED: "changed_meanwhile",
}


async def check(
    visit: Visit, patient: Patient, proposal: Proposal, wrong: dict[str, str] | None = None
) -> Response:
    """The page that shows what a change means, with the fields to sign it."""
    registered = await visit.office.read(
        lambda unit: registered_key(unit, visit.account.name)
    )
    rows = differences(
        visit.reader,
        proposal.before.regimens if proposal.before else (),
        proposal.after.regimens,
        patient.routine,
        visit.office.slots,
    )
    return visit.page(
        "medicine_review.html",
        patient=patient,
        proposal=proposal,
        rows=rows,
        at_once=proposal.after.effective <= visit.office.now(),
        wrong=wrong or {},
        may_sign=registered is not None and registered.withdrawn_at is None,
        needs_code=needs_code(visit),
    )


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
    return await check(visit, patient, given)


async def confirm(request: Request) -> Response:
    """Check who it is, sign what was read, keep it, ask the home to follow it."""
    visit = await enter(request)
    visit.need(MAY_PLAN)
    patient, form = visit.patient(), await visit.form()
    draft, now = draft_from(form), visit.office.now()
    here = f"/patients/{patient.id}/medicines"

    def given(unit: Unit) -> Proposal | Confirmed | Mistakes | None:
        again = kept_already(unit, patient, draft.get("seen"))
        if draft.get("second"):
            return second_of(unit, visit, patient, draft.get("mark"), now) or again
        return again or propose(unit, visit, patient, draft, now)

    proposal = await visit.office.read(given)
    if isinstance(proposal, Confirmed):
        return go(f"{here}?note={SENT[proposal]}")
    if not isinstance(proposal, Proposal):
        return go(f"{here}?note=changed_meanwhile")
    if proposal.draft.get("seen") != draft.get("seen"):
        return await check(visit, patient, proposal, {"seen": "seen_changed"})
    key, wrong = await _key(visit, form)
    if key is None:
        return await check(visit, patient, proposal, wrong)
    done = await visit.office.write(lambda unit: keep(unit, visit, patient, proposal, key))
    return go(f"{here}?note={SENT[done]}")


async def _key(
    visit: Visit, form: FormData
) -> tuple[Ed25519PrivateKey | None, dict[str, str]]:
    """The opened key of who signs, or what is wrong."""
    name = visit.account.name
    sealed, registered = await visit.office.read(
        lambda unit: (key_of(unit, name), registered_key(unit, name))
    )
    if sealed is None or registered is None or registered.withdrawn_at is not None:
        return None, {"password": "key_needed"}
    wrong = await prove(visit, form)
    if wrong:
        return None, wrong
    key = await run_in_threadpool(opened, sealed, text(form, "password"))
    return (key, {}) if key else (None, {"password": "key_other_password"})
