"""When the home asks how somebody is, and who hears of which answer."""

from starlette.requests import Request
from starlette.responses import Response

from care.codec import encode
from care.people import Patient
from console.checkin_form import (
    BANDS,
    PAIN_TIMES,
    asked_surveys,
    draft_of,
    names,
    read,
)
from console.draft import Draft, Mistakes
from console.visit import MAY_PLAN, Visit, enter, go, text
from records.unit import Unit
from reminders.checkin_plan import CheckInPlan, Planned, state_of
from reminders.survey_table import surveys

NOTES = frozenset({"sent"})


def plan_of(unit: Unit, visit: Visit, patient: Patient) -> CheckInPlan:
    """What a clinician set last, else the plan of config.yml."""
    planned = unit.states.load(state_of(patient.id), Planned)
    usual = CheckInPlan(visits=visit.office.visits)
    return planned.plan if planned and planned.plan else usual


async def _page(
    visit: Visit,
    patient: Patient,
    draft: Draft | None = None,
    wrong: Mistakes | None = None,
) -> Response:
    def look(unit: Unit) -> tuple[CheckInPlan, bool]:
        waiting = any(one.kind == "plan_checkins" for one in unit.requests.waiting())
        return plan_of(unit, visit, patient), waiting

    plan, waiting = await visit.office.read(look)
    known = surveys()
    note = visit.request.query_params.get("note", "")
    return visit.page(
        "checkins.html",
        patient=patient,
        plan=plan,
        draft=draft or draft_of(plan, known),
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
    draft = Draft(fields={name: text(form, name) for name in names(known)})
    plan = read(draft, known, visit.provider)
    if isinstance(plan, Mistakes):
        return await _page(visit, patient, draft, plan)

    def ask(unit: Unit) -> None:
        body = {"plan": encode(plan)}
        now = visit.office.now()
        unit.requests.add(
            "plan_checkins", body, by=visit.provider, at=now, patient=patient.id
        )
        visit.note(unit, "checkins_planned", patient)

    await visit.office.write(ask)
    return go(f"/patients/{patient.id}/checkins?note=sent")
