"""What the person left for the nurse by voice, until somebody has seen to it."""

from starlette.requests import Request
from starlette.responses import Response

from console.visit import MAY_ANSWER, enter, go, text
from records.tasks import Task
from records.unit import Unit


async def show(request: Request) -> Response:
    """The page."""
    visit = await enter(request)
    patient = visit.patient()

    def look(unit: Unit) -> tuple[Task, ...]:
        return unit.tasks.open(patient.id)

    waiting = await visit.office.read(look)
    await visit.office.write(lambda unit: visit.note(unit, "messages_viewed", patient))
    return visit.page("messages.html", patient=patient, waiting=waiting)


async def done(request: Request) -> Response:
    """Somebody has seen to one. Form: csrf, message."""
    visit = await enter(request)
    visit.need(MAY_ANSWER)
    patient, form = visit.patient(), await visit.form()
    key = text(form, "message")

    def finish(unit: Unit) -> None:
        if any(one.id == key for one in unit.tasks.open(patient.id)):
            unit.tasks.finish(key, by=visit.provider, at=visit.office.now())
            visit.note(unit, "message_done", patient, message=key)

    await visit.office.write(finish)
    return go(f"/patients/{patient.id}/messages")
