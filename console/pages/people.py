"""Who can sign in, inviting somebody, and ending an account."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from care.people import ProviderId, Role
from console.invitations import invite as make_invitation
from console.visit import MAY_INVITE, MAY_REGISTER, Visit, enter, go, text
from records.accounts import Account
from records.unit import Unit

NOTES = frozenset({"ended"})


async def _page(visit: Visit, *, status: int = 200, **facts: str) -> Response:
    accounts = await visit.office.read(lambda unit: unit.accounts.all())
    people = visit.office.people
    return visit.page(
        "people.html",
        status=status,
        accounts=accounts,
        providers=[
            one
            for one in (people.provider(key) for key in people.providers)
            if _answers_for(visit, one.role)
        ],
        may_end=lambda account: _may_end(visit, account),
        **{"code": "", "invited": "", "note": ""} | facts,
    )


def _answers_for(visit: Visit, role: Role) -> bool:
    """Who answers for signing keys is let in by one of their own, or by the box's owner.

    Else a clinician could invite themselves as somebody who registers their own key.
    """
    return visit.may_register or role not in MAY_REGISTER


def _may_end(visit: Visit, account: Account) -> bool:
    """Nobody ends their own: a home must not be left without anybody who can sign in."""
    return account.name != visit.account.name and _answers_for(visit, account.role)


async def show(request: Request) -> Response:
    """The list."""
    visit = await enter(request)
    visit.need(MAY_INVITE)
    note = request.query_params.get("note", "")
    return await _page(visit, note=note if note in NOTES else "")


async def invite(request: Request) -> Response:
    """Make a code for one person of config.yml; it is shown on this answer only."""
    visit = await enter(request)
    visit.need(MAY_INVITE)
    chosen = visit.office.provider(text(await visit.form(), "provider"))
    if chosen is None or not _answers_for(visit, chosen.role):
        return await _page(visit, status=422)
    provider = ProviderId(chosen.id)

    def make(unit: Unit) -> str:
        visit.note(unit, "invited", invited=provider)
        return make_invitation(unit, provider, visit.office.real.now())

    code = await visit.office.write(make)
    return await _page(visit, code=code, invited=chosen.name)


async def end(request: Request) -> Response:
    """End an account: its sessions are over at once. Form: csrf, account."""
    visit = await enter(request)
    visit.need(MAY_INVITE)
    name = text(await visit.form(), "account")

    def act(unit: Unit) -> None:
        account = unit.accounts.get(name)
        if account is None:
            return
        if not _may_end(visit, account):
            raise HTTPException(403)
        unit.accounts.remove(name)
        visit.note(unit, "account_ended", ended=name, of=account.provider)

    await visit.office.write(act)
    return go("/people?note=ended")
