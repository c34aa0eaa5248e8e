"""The Now page: open alarms, answered here; and what the home measures at the moment."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from care.escalation import Escalation, EscalationId, Outcome, Stage
from care.people import Patient
from console.live import stream
from console.views.now import gather
from console.visit import MAY_ANSWER, SignedOutError, Visit, enter, go, text
from records.unit import Unit

LONGEST_NOTE = 500
DEEDS = {"acknowledge": "alarm_acknowledged", "resolve": "alarm_resolved"}
"""Kind of request to the journal's word for it."""
NOTES = frozenset(
    {"sent_acknowledge", "sent_resolve", "gone", "outcome_needed", "forbidden"}
)


async def _content(visit: Visit) -> str:
    """The part of the page that renews itself."""
    view = await visit.office.read(
        lambda unit: gather(unit, visit.office, visit.reader.now)
    )
    part = visit.office.pages.get_template("now_live.html")
    return part.render(r=visit.reader, t=visit.reader.t, visit=visit, view=view)


async def show(request: Request) -> Response:
    """The page."""
    visit = await enter(request)
    note = request.query_params.get("note", "")
    live = await _content(visit)
    await visit.office.write(lambda unit: visit.note(unit, "now_viewed"))
    return visit.page("now.html", live=live, note=note if note in NOTES else "")


async def live(request: Request) -> Response:
    """The stream behind it. Looking on is no deed: an idle person is signed out."""
    visit = await enter(request, deed=False)

    async def content() -> str | None:
        try:
            return await _content(await enter(request, deed=False))
        except SignedOutError:
            return None

    return StreamingResponse(
        stream(visit.office, request.app.state.ripples, content),
        media_type="text/event-stream",
        headers={"x-accel-buffering": "no"},
    )


def _open(unit: Unit, visit: Visit, key: str) -> tuple[Escalation, Patient] | None:
    """The escalation and its patient, when it still wants an answer from this person."""
    found = unit.escalations.get(EscalationId(key))
    if found is None or found.stage is Stage.RESOLVED:
        return None
    patients = [p for p in visit.patients if p.id == found.alarm.patient]
    return (found, patients[0]) if patients else None


def _closing(unit: Unit, key: str) -> bool:
    """Whether somebody's end of it is on its way: a second one would be lost unseen."""
    return any(
        (one.kind, one.body.get("escalation")) == ("resolve", key)
        for one in unit.requests.waiting()
    )


def _ask(unit: Unit, visit: Visit, key: str, kind: str, body: Mapping[str, str]) -> str:
    """Put the answer into the home's mailbox and into the journal; the note to show."""
    found = _open(unit, visit, key)
    if found is None or (kind == "resolve" and _closing(unit, key)):
        return "gone"
    escalation, patient = found
    unit.requests.add(
        kind,
        {"escalation": escalation.id, **body},
        by=visit.provider,
        at=visit.office.now(),
        patient=patient.id,
    )
    visit.note(unit, DEEDS[kind], patient, escalation=escalation.id)
    return f"sent_{kind}"


async def acknowledge(request: Request) -> Response:
    """Take an alarm. Form: csrf, escalation."""
    visit = await enter(request)
    visit.need(MAY_ANSWER)
    key = text(await visit.form(), "escalation")
    note = await visit.office.write(lambda unit: _ask(unit, visit, key, "acknowledge", {}))
    return go(f"/now?note={note}")


async def resolve(request: Request) -> Response:
    """Close an alarm. Form: csrf, escalation, outcome, note (optional)."""
    visit = await enter(request)
    visit.need(MAY_ANSWER)
    form = await visit.form()
    key, outcome = text(form, "escalation"), text(form, "outcome")
    if outcome not in {one.value for one in Outcome}:
        return go("/now?note=outcome_needed")
    body = {"outcome": outcome, "note": text(form, "note", LONGEST_NOTE).strip()}
    note = await visit.office.write(lambda unit: _ask(unit, visit, key, "resolve", body))
    return go(f"/now?note={note}")
