"""Who can sign in, and inviting somebody."""

from starlette.requests import Request
from starlette.responses import Response

from care.people import Provider, ProviderId
from console.invitations import invite as make_invitation
from console.visit import MAY_INVITE, MAY_REGISTER, Visit, enter, text
from records.unit import Unit


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
            if _may_invite(visit, one)
        ],
        **{"code": "", "invited": ""} | facts,
    )


def _may_invite(visit: Visit, person: Provider) -> bool:
    """Who answers for signing keys is let in by one of their own, or by the box's owner.

    Else a clinician could invite themselves as somebody who registers their own key.
    """
    return visit.may_register or person.role not in MAY_REGISTER


async def show(request: Request) -> Response:
    """The list."""
    visit = await enter(request)
    visit.need(MAY_INVITE)
    return await _page(visit)


async def invite(request: Request) -> Response:
    """Make a code for one person of config.yml; it is shown on this answer only."""
    visit = await enter(request)
    visit.need(MAY_INVITE)
    chosen = visit.office.provider(text(await visit.form(), "provider"))
    if chosen is None or not _may_invite(visit, chosen):
        return await _page(visit, status=422)
    provider = ProviderId(chosen.id)

    def make(unit: Unit) -> str:
        visit.note(unit, "invited", invited=provider)
        return make_invitation(unit, provider, visit.office.real.now())

    code = await visit.office.write(make)
    return await _page(visit, code=code, invited=chosen.name)
