"""The last 24 hours of one patient."""

from starlette.requests import Request
from starlette.responses import Response

from console.views.day import gather
from console.visit import enter


async def show(request: Request) -> Response:
    """The page; that somebody looked is kept in the journal."""
    visit = await enter(request)
    patient = visit.patient()
    view = await visit.office.read(lambda unit: gather(unit, patient, visit.reader.now))
    await visit.office.write(lambda unit: visit.note(unit, "patient_viewed", patient))
    return visit.page("patient.html", patient=patient, view=view)
