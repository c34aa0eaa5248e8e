"""The report of weeks, as a page and as files for other programs."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from care.people import Patient
from console.views.report import STRETCHES, gather, gather_report
from console.visit import Visit, enter
from reminders.report import TABLES, as_csv, as_json

USUAL = 30


def _days(request: Request) -> int:
    """The stretch that the reader chose; only those offered."""
    offered = {str(days): days for days in STRETCHES}
    return offered.get(request.query_params.get("days", ""), USUAL)


async def show(request: Request) -> Response:
    """The page."""
    visit = await enter(request)
    patient, days = visit.patient(), _days(request)
    view = await visit.office.read(
        lambda unit: gather(unit, patient, visit.reader.now, days)
    )
    await visit.office.write(lambda unit: visit.note(unit, "report_viewed", patient))
    return visit.page("report.html", patient=patient, view=view, stretches=STRETCHES)


async def file(request: Request) -> Response:
    """`report.json` with everything, or one table as CSV. The names say nothing."""
    visit = await enter(request)
    patient, name = visit.patient(), request.path_params["name"]
    known = ["report.json", *(f"{table}.csv" for table in TABLES)]
    if name not in known:
        raise HTTPException(404)
    return await _file(visit, patient, name)


async def _file(visit: Visit, patient: Patient, name: str) -> Response:
    days = _days(visit.request)
    found = await visit.office.read(
        lambda unit: gather_report(unit, patient, visit.reader.now, days)
    )
    await visit.office.write(
        lambda unit: visit.note(unit, "report_taken", patient, file=name)
    )
    stem, _, kind = name.partition(".")
    body = as_json(found) if kind == "json" else as_csv(getattr(found, stem))
    media = "application/json" if kind == "json" else "text/csv; charset=utf-8"
    return Response(
        body.encode(),
        media_type=media,
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )
