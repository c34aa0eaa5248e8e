"""One request of one signed-in person: who they are, what they may do, how they read."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from care.people import Language, Patient, ProviderId, Role
from console.office import Office
from console.reader import Reader
from records.accounts import Account
from records.unit import Unit

COOKIE = "__Host-philomel"
"""The prefix makes browsers insist on Secure, Path=/ and no Domain."""
LANGUAGE = "__Host-philomel-language"
FRESH = timedelta(seconds=60)
"""A session's end is moved at most this often, so that looking is not always writing."""
MAY_ANSWER = frozenset({Role.CAREGIVER, Role.PROVIDER, Role.CLINICIAN})
MAY_PLAN = frozenset({Role.CLINICIAN})
MAY_REGISTER = frozenset({Role.ADMINISTRATOR})
"""Who answers for other people's signing keys."""
MAY_INVITE = frozenset({Role.ADMINISTRATOR, Role.CLINICIAN})
MAY_AUDIT = frozenset({Role.ADMINISTRATOR, Role.CLINICIAN})


class SignedOutError(Exception):
    """There is no session, or it has ended."""


def office_of(request: Request) -> Office:
    """The office of this application."""
    found: Office = request.app.state.office
    return found


def csrf_of(token: str) -> str:
    """The secret that every form of a session must bring back."""
    return hashlib.sha256(b"csrf:" + token.encode()).hexdigest()


def same(given: str, expected: str) -> bool:
    """Whether two secrets are equal, in constant time."""
    return hmac.compare_digest(given.encode(), expected.encode())


def text(form: FormData, name: str, most: int = 500) -> str:
    """A field of a form as text, cut to a length no honest person needs."""
    value = form.get(name, "")
    return value[:most] if isinstance(value, str) else ""


def reader_for(request: Request, default: Language) -> Reader:
    """How this browser reads: its own choice, else the given language."""
    office = office_of(request)
    chosen = request.cookies.get(LANGUAGE, "")
    known = {language.value: language for language in Language}
    zones = [patient.zone for patient in office.patients()]
    return Reader(
        known.get(chosen, default), zones[0] if zones else ZoneInfo("UTC"), office.now()
    )


def browser_language(request: Request) -> Language:
    """What the browser asks for, for pages before sign-in."""
    wanted = request.headers.get("accept-language", "")
    return Language.FRENCH if wanted.lower().startswith("fr") else Language.ENGLISH


def render(
    request: Request, template: str, reader: Reader, *, status: int = 200, **facts: Any
) -> Response:
    """A page for somebody who may not be signed in."""
    office = office_of(request)
    context = {
        "r": reader,
        "t": reader.t,
        "visit": None,
        "here": request.url.path,
        "here_again": request.method == "GET",
        "emergency": office.settings.emergency_number,
        **facts,
    }
    page = office.pages.get_template(template).render(context)
    return HTMLResponse(page, status_code=status)


def go(path: str) -> Response:
    """After a form, on to a page that can be reloaded safely."""
    return RedirectResponse(path, status_code=303)


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A signed-in person's request."""

    request: Request
    office: Office
    account: Account
    token: str
    reader: Reader
    patients: tuple[Patient, ...]

    @property
    def csrf(self) -> str:
        """See `csrf_of`."""
        return csrf_of(self.token)

    @property
    def provider(self) -> ProviderId:
        """Who acts."""
        return self.account.provider

    @property
    def name(self) -> str:
        """What they are called."""
        return self.office.name_of(self.account.provider)

    def may(self, roles: frozenset[Role]) -> bool:
        """Whether their role is one of these."""
        return self.account.role in roles

    @property
    def may_answer(self) -> bool:
        """Whether they may take and close alarms."""
        return self.may(MAY_ANSWER)

    @property
    def may_plan(self) -> bool:
        """Whether they may change medicine plans."""
        return self.may(MAY_PLAN)

    @property
    def may_sign(self) -> bool:
        """Whether signing keys concern them."""
        return self.may(MAY_PLAN | MAY_REGISTER)

    @property
    def may_register(self) -> bool:
        """Whether they may answer for others' signing keys."""
        return self.may(MAY_REGISTER)

    @property
    def may_invite(self) -> bool:
        """Whether they may let people in."""
        return self.may(MAY_INVITE)

    @property
    def may_audit(self) -> bool:
        """Whether they may read the record of actions."""
        return self.may(MAY_AUDIT)

    def need(self, roles: frozenset[Role]) -> None:
        """403 unless their role is one of these."""
        if not self.may(roles):
            raise HTTPException(403)

    def patient(self) -> Patient:
        """The patient of the address; 404 when nobody of that id lives here."""
        key = self.request.path_params["patient"]
        found = [patient for patient in self.patients if patient.id == key]
        if not found:
            raise HTTPException(404)
        return found[0]

    async def form(self) -> FormData:
        """The posted form; 403 unless it brings the session's own secret."""
        form = await self.request.form(max_files=0, max_fields=100)
        if not same(text(form, "csrf"), self.csrf):
            raise HTTPException(403)
        return form

    def page(self, template: str, *, status: int = 200, **facts: Any) -> Response:
        """A page in their language; a form with something `wrong` in it is answered 422."""
        if facts.get("wrong"):
            status = 422
        return render(
            self.request, template, self.reader, status=status, **facts | {"visit": self}
        )

    def note(
        self,
        unit: Unit,
        what: str,
        patient: Patient | None = None,
        **body: str | int,
    ) -> None:
        """Write into the journal what they did, in the transaction that does it."""
        unit.journal.add(
            self.provider,
            what,
            self.office.now(),
            patient=patient.id if patient else None,
            body=body | {"account": self.account.name},
        )


async def enter(request: Request, *, deed: bool = True) -> Visit:
    """Who this is. SignedOutError without a session that holds.

    Args:
        request: with the session's cookie.
        deed: whether a person did something; pages that renew themselves are none.
    """
    office, token = office_of(request), request.cookies.get(COOKIE, "")
    now = office.real.now()

    def look(unit: Unit) -> tuple[Account, bool]:
        sign_in = unit.sessions.get(token, now)
        account = unit.accounts.get(sign_in.account) if sign_in else None
        if sign_in is None or account is None or account.second_factor is None:
            raise SignedOutError
        if now - sign_in.created_at > office.settings.longest:
            raise SignedOutError
        return account, sign_in.expires_at < now + office.settings.idle - FRESH

    if not token:
        raise SignedOutError
    account, tired = await office.read(look)
    if deed and tired:
        until = now + office.settings.idle
        await office.write(lambda unit: unit.sessions.prolong(token, until))
    provider = office.provider(account.provider)
    return Visit(
        request=request,
        office=office,
        account=account,
        token=token,
        reader=reader_for(request, provider.language if provider else Language.ENGLISH),
        patients=office.patients(),
    )
