"""A clinician's own signing key: made here, registered by an administrator, withdrawn."""

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from console.proof import needs_code, prove
from console.signing import keep, key_of, made_keys, make, ring_of
from console.visit import MAY_PLAN, MAY_REGISTER, Visit, enter, go, text
from records.unit import Unit

NOTES = frozenset({"made", "sent"})


async def show(request: Request) -> Response:
    """The person's own key, and for an administrator everybody's."""
    visit = await enter(request)
    return await _page(visit)


async def _page(visit: Visit, wrong: dict[str, str] | None = None) -> Response:
    if not (visit.may(MAY_PLAN) or visit.may(MAY_REGISTER)):
        raise HTTPException(403)
    mine, made, ring = await visit.office.read(
        lambda unit: (key_of(unit, visit.account.name), made_keys(unit), ring_of(unit))
    )
    note = visit.request.query_params.get("note", "")
    return visit.page(
        "signing.html",
        mine=mine,
        known=ring.find(mine.id) if mine else None,
        made=[one for one in made if ring.find(one.id) is None],
        ring=ring.keys,
        wrong=wrong or {},
        needs_code=needs_code(visit),
        note=note if note in NOTES else "",
    )


async def create(request: Request) -> Response:
    """Make a key; one that was made before is of no use any more."""
    visit = await enter(request)
    visit.need(MAY_PLAN)
    form = await visit.form()
    wrong = await prove(visit, form)
    if wrong:
        return await _page(visit, wrong)
    fresh = await run_in_threadpool(
        make, visit.account, text(form, "password"), visit.office.now()
    )

    def store(unit: Unit) -> None:
        before = key_of(unit, visit.account.name)
        if before is not None and ring_of(unit).find(before.id) is not None:
            _ask(unit, visit, "withdraw_key", key=before.id)
        keep(unit, fresh)
        visit.note(unit, "key_made", key=fresh.id)

    await visit.office.write(store)
    return go("/signing?note=made")


def _ask(unit: Unit, visit: Visit, kind: str, **body: str) -> None:
    unit.requests.add(kind, body, by=visit.provider, at=visit.office.now())
    visit.note(unit, f"{kind}_asked", None, **body)


async def register(request: Request) -> Response:
    """Answer for somebody's key, after comparing its id with what they see."""
    visit = await enter(request)
    visit.need(MAY_REGISTER)
    form = await visit.form()
    wrong = await prove(visit, form)
    if wrong:
        return await _page(visit, wrong)
    wanted = text(form, "key")

    def ask(unit: Unit) -> bool:
        found = [one for one in made_keys(unit) if one.id == wanted]
        for one in found:
            body = {"provider": one.provider, "public": one.public}
            _ask(unit, visit, "register_key", **body)
        return bool(found)

    if not await visit.office.write(ask):
        raise HTTPException(404)
    return go("/signing?note=sent")


async def withdraw(request: Request) -> Response:
    """Trust a key no more: one's own, or for an administrator anybody's."""
    visit = await enter(request)
    form = await visit.form()
    key = text(form, "key")
    ring = await visit.office.read(ring_of)
    found = ring.find(key)
    mine = found is not None and found.provider == visit.provider
    if not (mine or visit.may(MAY_REGISTER)):
        raise HTTPException(403)
    await visit.office.write(lambda unit: _ask(unit, visit, "withdraw_key", key=key))
    return go("/signing?note=sent")
