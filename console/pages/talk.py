"""The page of a tablet in the patient's room: what the home says, and large buttons."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.websockets import WebSocket

from care.people import Patient, ProviderId
from care.tablets import HELP
from console import lockout, tablets
from console.office import Office
from console.pages.sign_in import YEAR, door_form, door_page, set_cookie
from console.relay import SENT_AWAY, relay
from console.tablets import Paired
from console.visit import csrf_of, go, office_of, reader_for, render, same, text
from records.unit import Unit

COOKIE = "__Host-philomel-tablet"
KEYS = ("address:tablet",)
"""Guessing codes is slowed down for everybody together."""


def patient_of(office: Office, tablet: Paired) -> Patient | None:
    """Whose tablet it is; None when config.yml names it no more."""
    speaker = office.speakers.get(tablet.speaker)
    if speaker is None:
        return None
    own = [one for one in office.patients() if speaker.patient in (None, one.id)]
    return own[0] if own else None


async def _known(request: Request | WebSocket, office: Office) -> Paired | None:
    token = request.cookies.get(COOKIE, "")
    found = await office.read(lambda unit: tablets.who(unit, token))
    return found if found and patient_of(office, found) else None


async def show(request: Request) -> Response:
    """The page, or the form for the code of a tablet that is not let in."""
    office = office_of(request)
    tablet = await _known(request, office)
    patient = patient_of(office, tablet) if tablet else None
    if patient is None:
        return door_page(request, "tablet_code.html", wrong=False, wait=None)
    return render(
        request,
        "talk.html",
        reader_for(request, patient.language),
        csrf=csrf_of(request.cookies[COOKIE]),
        called="called" in request.query_params,
    )


async def pair(request: Request) -> Response:
    """Let the tablet in when the code holds. Form: csrf, code."""
    office = office_of(request)
    fields = await door_form(request, "code")
    if fields is None:
        return go("/talk")
    now = office.real.now()
    wait = lockout.wait(office.lockout, KEYS, now)
    if wait:
        return door_page(request, "tablet_code.html", status=429, wrong=False, wait=wait)

    def let_in(unit: Unit) -> tuple[str, Paired] | None:
        found = tablets.pair(unit, fields["code"], now)
        if found:
            body = {"speaker": found[1].speaker}
            unit.journal.add(found[1].by, "tablet_paired", office.now(), body=body)
        return found

    made = await office.write(let_in)
    if made is None:
        office.lockout = lockout.refused(office.lockout, KEYS, now)
        return door_page(request, "tablet_code.html", status=422, wrong=True, wait=None)
    answer = go("/talk")
    set_cookie(answer, COOKIE, made[0], age=YEAR)
    return answer


async def call(request: Request) -> Response:
    """The help button where no socket answers: through the record. Form: csrf."""
    office = office_of(request)
    form = await request.form(max_files=0, max_fields=10)
    token = request.cookies.get(COOKIE, "")
    tablet = await _known(request, office)
    patient = patient_of(office, tablet) if tablet else None
    if tablet is None or patient is None or not same(text(form, "csrf"), csrf_of(token)):
        return JSONResponse({"called": False}, status_code=403)
    by, body = ProviderId(f"tablet-{tablet.speaker}"), {"speaker": tablet.speaker}
    await office.write(
        lambda unit: unit.requests.add(
            HELP, body, by=by, at=office.now(), patient=patient.id
        )
    )
    if text(form, "quiet"):
        return JSONResponse({"called": True})
    return go("/talk?called")


async def live(socket: WebSocket) -> None:
    """The stream of a tablet that was let in, from this console's own page only."""
    office: Office = socket.app.state.office
    origin, host = socket.headers.get("origin", ""), socket.headers.get("host", "")
    tablet = await _known(socket, office)
    await socket.accept()
    if tablet is None or origin != f"https://{host}":
        await socket.close(SENT_AWAY)
        return
    await relay(socket, office, socket.cookies[COOKIE], tablet)
