"""What people near the person tell: a dose was taken or not, and how pain looks."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from care.medication import Dose, Sign
from care.people import Patient
from console.draft import clock
from console.views.told import SIGNS, find, taken_at, tellable
from console.visit import MAY_ANSWER, Visit, enter, go, text
from records.unit import Unit
from reminders.survey import Survey
from reminders.survey_table import surveys

NOTES = frozenset({"sent", "sent_scale", "gone"})


def scales() -> tuple[Survey, ...]:
    """The scales that an observer fills in."""
    return tuple(one for one in surveys().values() if one.observer)


async def _page(visit: Visit, patient: Patient, **facts: Any) -> Response:
    now, slots = visit.reader.now, visit.office.slots

    def look(unit: Unit) -> tuple[tuple[Dose, ...], set[str]]:
        asked = (one for one in unit.requests.waiting() if one.kind == "tell_dose")
        found = tellable(unit, patient, now, slots)
        return found, {str(one.body["dose"]) for one in asked}

    doses, waiting = await visit.office.read(look)
    note = visit.request.query_params.get("note", "")
    empty: dict[str, Any] = {"wrong": {}, "wrong_dose": "", "chosen": {}}
    return visit.page(
        "told.html",
        patient=patient,
        doses=doses,
        waiting=waiting,
        signs=[one.value for one in SIGNS],
        scales=scales(),
        note=note if note in NOTES else "",
        **empty | facts,
    )


async def show(request: Request) -> Response:
    """The page."""
    visit = await enter(request)
    patient = visit.patient()
    await visit.office.write(lambda unit: visit.note(unit, "told_viewed", patient))
    return await _page(visit, patient)


async def tell(request: Request) -> Response:
    """Tell of one dose. Form: csrf, dose, sign, time."""
    visit = await enter(request)
    visit.need(MAY_ANSWER)
    patient, form = visit.patient(), await visit.form()
    key, sign, typed = (text(form, name) for name in ("dose", "sign", "time"))
    now, slots = visit.office.now(), visit.office.slots
    dose = await visit.office.read(lambda unit: find(unit, patient, now, slots, key))
    here = f"/patients/{patient.id}/told"
    if dose is None:
        return go(f"{here}?note=gone")
    if sign not in {one.value for one in SIGNS}:
        return await _page(visit, patient, wrong={"sign": "choice_needed"}, wrong_dose=key)
    at = clock(typed)
    when = taken_at(dose, at, patient, now) if at else None
    if sign == Sign.NOT_TAKEN.value:
        when = now
    if when is None:
        wrong = {"time": "time_future" if at else "times_wrong"}
        return await _page(visit, patient, wrong=wrong, wrong_dose=key)
    body = {"dose": dose.id, "sign": sign, "at": when.isoformat()}

    def ask(unit: Unit) -> None:
        waiting = unit.requests.waiting()
        if not any(one.kind == "tell_dose" and dict(one.body) == body for one in waiting):
            unit.requests.add(
                "tell_dose", body, by=visit.provider, at=now, patient=patient.id
            )
            visit.note(unit, "dose_told", patient, dose=dose.id, sign=sign)

    await visit.office.write(ask)
    return go(f"{here}?note=sent")


async def scale(request: Request) -> Response:
    """An observer's scale, whole. Form: csrf, scale, one field a question."""
    visit = await enter(request)
    visit.need(MAY_ANSWER)
    patient, form = visit.patient(), await visit.form()
    chosen = surveys().get(text(form, "scale"))
    if chosen is None or not chosen.observer:
        raise HTTPException(404)
    answers = {one.id: text(form, f"q-{one.id}") for one in chosen.questions}
    wrong = {
        f"q-{one.id}": "choice_needed"
        for one in chosen.questions
        if answers[one.id] not in dict(one.points)
    }
    if wrong:
        return await _page(visit, patient, wrong=wrong, chosen=answers)
    now = visit.office.now()
    body = {"survey": chosen.id, "at": now.isoformat(), "answers": answers}

    def ask(unit: Unit) -> None:
        unit.requests.add(
            "enter_scale", body, by=visit.provider, at=now, patient=patient.id
        )
        visit.note(unit, "scale_entered", patient, scale=chosen.id)

    await visit.office.write(ask)
    return go(f"/patients/{patient.id}/told?note=sent_scale")
