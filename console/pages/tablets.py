"""Which tablets speak for the home: let one in with a code, send one away."""

from starlette.requests import Request
from starlette.responses import Response

from console.tablets import code_for, load, send_away
from console.visit import MAY_INVITE, Visit, enter, go, text
from records.unit import Unit


async def _page(visit: Visit, *, status: int = 200, **facts: str) -> Response:
    office = visit.office
    known = await office.read(load)
    rows = [
        (key, one.room, _whose(visit, one.patient), known.of(key))
        for key, one in office.speakers.items()
    ]
    shown = {"code": "", "speaker": ""} | facts
    return visit.page("tablets.html", status=status, rows=rows, **shown)


def _whose(visit: Visit, patient: str | None) -> str:
    names = [one.name for one in visit.patients if patient in (None, one.id)]
    return ", ".join(names)


async def show(request: Request) -> Response:
    """The list."""
    visit = await enter(request)
    visit.need(MAY_INVITE)
    return await _page(visit)


async def _speaker(request: Request) -> tuple[Visit, str | None]:
    visit = await enter(request)
    visit.need(MAY_INVITE)
    key = text(await visit.form(), "speaker")
    return visit, key if key in visit.office.speakers else None


async def code(request: Request) -> Response:
    """A code for one tablet; it is shown on this answer only. Form: csrf, speaker."""
    visit, key = await _speaker(request)
    if key is None:
        return await _page(visit, status=422)

    def make(unit: Unit) -> str:
        visit.note(unit, "tablet_code", speaker=key)
        return code_for(unit, key, visit.provider, visit.office.real.now())

    return await _page(visit, code=await visit.office.write(make), speaker=key)


async def remove(request: Request) -> Response:
    """Send a tablet away. Form: csrf, speaker."""
    visit, key = await _speaker(request)
    if key is None:
        return await _page(visit, status=422)

    def away(unit: Unit) -> None:
        if send_away(unit, key, visit.office.real.now()):
            visit.note(unit, "tablet_removed", speaker=key)

    await visit.office.write(away)
    return go("/tablets")
