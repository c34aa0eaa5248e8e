"""When the home asks how somebody is, and who hears of which answer."""

from starlette.requests import Request
from starlette.responses import Response

from care.codec import decode, encode
from care.people import Patient
from console.checkin_form import (
    BANDS,
    PAIN_TIMES,
    asked_surveys,
    differences,
    draft_of,
    mark_of,
    names,
    read,
)
from console.draft import Draft, Mistakes
from console.visit import MAY_PLAN, Visit, enter, go, text
from records.unit import Unit
from reminders.checkin_plan import CheckInPlan, Planned, state_of
from reminders.survey_table import surveys

NOTES = frozenset({"sent"})
KIND = "plan_checkins"


BASE = "base"
"""Field with the mark of the plan that the form was filled with."""


def plan_of(unit: Unit, visit: Visit, patient: Patient) -> tuple[CheckInPlan, bool]:
    """What a clinician set last, else the plan of config.yml; whether it still waits."""
    asked = [
        one
        for one in unit.requests.waiting()
        if (one.kind, one.patient) == (KIND, patient.id)
    ]
    if asked:
        return decode(CheckInPlan, asked[-1].body["plan"]), True
    planned = unit.states.load(state_of(patient.id), Planned)
    usual = CheckInPlan(visits=visit.office.visits)
    return (planned.plan if planned and planned.plan else usual), False


async def _page(
    visit: Visit,
    patient: Patient,
    draft: Draft | None = None,
    wrong: Mistakes | None = None,
    meant: CheckInPlan | None = None,
) -> Response:
    """The form; beside what was `meant` stands what somebody else planned meanwhile."""
    plan, waiting = await visit.office.read(lambda unit: plan_of(unit, visit, patient))
    known = surveys()
    held = draft_of(plan, known)
    note = visit.request.query_params.get("note", "")
    return visit.page(
        "checkins.html",
        status=409 if meant else 200,
        patient=patient,
        plan=plan,
        base=mark_of(plan) if draft is None or meant else draft.get(BASE),
        draft=draft or held,
        changed=meant is not None,
        theirs=differences(draft_of(meant, known), held, known) if meant else {},
        wrong=wrong.by_field if wrong else {},
        surveys=asked_surveys(known),
        observed=[one for one in known.values() if one.observer],
        pain_times=range(PAIN_TIMES),
        bands=BANDS,
        waiting=waiting,
        note=note if note in NOTES else "",
    )


async def show(request: Request) -> Response:
    """The form; readable for everybody, changed by clinicians."""
    visit = await enter(request)
    return await _page(visit, visit.patient())


async def change(request: Request) -> Response:
    """Ask the home to follow another plan."""
    visit = await enter(request)
    visit.need(MAY_PLAN)
    patient, form = visit.patient(), await visit.form()
    known = surveys()
    draft = Draft(fields={name: text(form, name) for name in (BASE, *names(known))})
    plan = read(draft, known, visit.provider)
    if isinstance(plan, Mistakes):
        return await _page(visit, patient, draft, plan)

    def ask(unit: Unit) -> bool:
        held, _ = plan_of(unit, visit, patient)
        if held == plan:
            return True  # the same form once more
        if draft.get(BASE) != mark_of(held):
            return False
        body = {"plan": encode(plan)}
        now = visit.office.now()
        unit.requests.add(KIND, body, by=visit.provider, at=now, patient=patient.id)
        visit.note(unit, "checkins_planned", patient)
        return True

    if not await visit.office.write(ask):
        return await _page(visit, patient, draft, meant=plan)
    return go(f"/patients/{patient.id}/checkins?note=sent")
