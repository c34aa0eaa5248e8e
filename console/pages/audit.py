"""The record of actions: who did what, newest first, and whether its chain is whole."""

from starlette.requests import Request
from starlette.responses import Response

from console.visit import MAY_AUDIT, enter
from records.journal import Entry
from records.unit import Unit

MOST = 200


async def show(request: Request) -> Response:
    """The page; reading it is an action as well."""
    visit = await enter(request)
    visit.need(MAY_AUDIT)

    def look(unit: Unit) -> tuple[tuple[Entry, ...], int, int | None]:
        number, _ = unit.journal.head()
        return unit.journal.last(MOST), number, unit.journal.verify()

    entries, count, broken = await visit.office.read(look)
    await visit.office.write(lambda unit: visit.note(unit, "audit_viewed"))
    return visit.page("audit.html", entries=entries, count=count, broken=broken)
