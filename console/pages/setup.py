"""Making an account with an invitation, and connecting the second factor."""

import io

import pyotp
import segno
from starlette.requests import Request
from starlette.responses import Response

from care.people import Provider, ProviderId
from console import invitations, lockout
from console.accounts import create, mistakes, step_of
from console.pages.sign_in import door_form, door_page, set_cookie
from console.signin import admit, enrolling
from console.visit import COOKIE, go, office_of
from records.accounts import Account
from records.unit import Unit

FIELDS = ("invitation", "name", "password", "again", "provider")
KEYS = ("address:setup",)
"""Guessing codes is slowed down for everybody together."""


async def _providers(request: Request) -> tuple[Provider, ...]:
    """Whom the very first person may be; later the invitation says who it is for."""
    office = office_of(request)
    if await office.read(lambda unit: unit.accounts.all()):
        return ()
    return tuple(office.people.provider(key) for key in office.people.providers)


async def show(request: Request) -> Response:
    """The form."""
    return await _form(request, {}, {})


async def _form(
    request: Request, fields: dict[str, str], wrong: dict[str, str], status: int = 200
) -> Response:
    shown = {name: fields.get(name, "") for name in ("invitation", "name", "provider")}
    providers = await _providers(request)
    return door_page(
        request, "setup.html", status=status, fields=shown, wrong=wrong, providers=providers
    )


async def make(request: Request) -> Response:
    """Make the account, when the invitation holds."""
    office = office_of(request)
    fields = await door_form(request, *FIELDS)
    if fields is None:
        return go("/setup")
    now = office.real.now()
    wait = lockout.wait(office.lockout, KEYS, now)
    if wait:
        return door_page(request, "sign_in.html", status=429, note="wait", wait=wait)
    wrong = mistakes(fields["name"], fields["password"], fields["again"])
    if not wrong:
        wrong = await office.write(lambda unit: _make(request, unit, fields))
    if wrong:
        if "invitation" in wrong:
            office.lockout = lockout.refused(office.lockout, KEYS, now)
        return await _form(request, fields, wrong, status=422)
    (office.home / invitations.FILE).unlink(missing_ok=True)
    return go("/sign-in?note=done")


def _make(request: Request, unit: Unit, fields: dict[str, str]) -> dict[str, str]:
    """Make it in one transaction; what is wrong, by field."""
    office = office_of(request)
    now = office.real.now()
    invitation = invitations.find(unit, fields["invitation"], now)
    if invitation is None:
        return {"invitation": "invitation_wrong"}
    if unit.accounts.get(fields["name"]) is not None:
        return {"name": "name_taken"}
    provider = office.provider(invitation.provider or fields["provider"])
    if provider is None:
        return {"provider": "provider_unknown"}
    create(
        unit,
        name=fields["name"],
        provider=ProviderId(provider.id),
        role=provider.role,
        password=fields["password"],
        now=now,
    )
    invitations.use_up(unit, invitation, now)
    unit.journal.add(provider.id, "account_made", office.now())
    return {}


def qr(account: Account, secret: str) -> str:
    """The provisioning address as an SVG picture, drawn here, not by anybody else."""
    address = pyotp.TOTP(secret).provisioning_uri(name=account.name, issuer_name="Philomel")
    out = io.BytesIO()
    segno.make(address, error="m").save(
        out, kind="svg", xmldecl=False, svgns=True, scale=1, border=2, omitsize=True
    )
    return out.getvalue().decode()


async def _who(request: Request) -> tuple[Account, str] | None:
    office, token = office_of(request), request.cookies.get(COOKIE, "")
    now = office.real.now()
    return await office.read(lambda unit: enrolling(unit, token, now))


def _factor(request: Request, who: tuple[Account, str], status: int = 200) -> Response:
    account, secret = who
    groups = " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
    return door_page(
        request,
        "factor.html",
        status=status,
        picture=qr(account, secret),
        secret=groups,
        wrong=status != 200,  # noqa: PLR2004 - HTTP's "fine"
    )


async def factor(request: Request) -> Response:
    """The picture to scan."""
    who = await _who(request)
    return _factor(request, who) if who else go("/sign-in")


async def connect(request: Request) -> Response:
    """Check the first code; from now on the second factor is needed."""
    office, who = office_of(request), await _who(request)
    fields = await door_form(request, "code")
    if who is None or fields is None:
        return go("/sign-in?note=stale")
    account, secret = who
    now = office.real.now()
    step = step_of(secret, fields["code"], now)
    if step is None:
        return _factor(request, who, status=422)

    def keep(unit: Unit) -> str:
        unit.sessions.end_all(account.name)
        fresh = Account(
            name=account.name,
            provider=account.provider,
            role=account.role,
            password=account.password,
            second_factor=secret,
            created_at=account.created_at,
        )
        unit.accounts.keep(fresh)
        unit.accounts.use_step(account.name, step)
        unit.journal.add(account.provider, "factor_set", office.now())
        return admit(unit, fresh, now, office.settings.idle).token

    answer = go("/now")
    set_cookie(answer, COOKIE, await office.write(keep))
    return answer
