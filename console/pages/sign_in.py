"""Signing in and out, and the language switch."""

import secrets
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from care.people import Language
from console import lockout
from console.signin import Result, attempt
from console.visit import (
    COOKIE,
    LANGUAGE,
    SignedOutError,
    browser_language,
    csrf_of,
    enter,
    go,
    office_of,
    reader_for,
    render,
    same,
    text,
)
from records.unit import Unit

DOOR = "__Host-philomel-door"
"""Ties a form to the browser that asked for it, before there is a session."""
YEAR = 31536000
NOTES = frozenset({"ended", "out", "stale", "done", "unsaved"})


def set_cookie(answer: Response, name: str, value: str, *, age: int | None = None) -> None:
    """A cookie that scripts cannot read and other sites cannot send."""
    answer.set_cookie(
        name, value, max_age=age, path="/", secure=True, httponly=True, samesite="strict"
    )


def door_page(
    request: Request, template: str, *, status: int = 200, **facts: object
) -> Response:
    """A page with a form before sign-in, with its own secret."""
    door = request.cookies.get(DOOR) or secrets.token_urlsafe(24)
    reader = reader_for(request, browser_language(request))
    answer = render(request, template, reader, status=status, csrf=csrf_of(door), **facts)
    set_cookie(answer, DOOR, door)
    return answer


async def door_form(request: Request, *names: str) -> dict[str, str] | None:
    """The named fields of such a form; None when it was not made for this browser."""
    form = await request.form(max_files=0, max_fields=20)
    door = request.cookies.get(DOOR, "")
    if not door or not same(text(form, "csrf"), csrf_of(door)):
        return None
    return {name: text(form, name) for name in names}


async def show(request: Request) -> Response:
    """The form."""
    note = request.query_params.get("note", "")
    return door_page(request, "sign_in.html", note=note if note in NOTES else "")


def _keys(request: Request, name: str) -> tuple[str, str]:
    address = request.client.host if request.client else "unknown"
    return f"name:{name}", f"address:{address}"


def _locked(request: Request, wait: timedelta) -> Response:
    return door_page(request, "sign_in.html", status=429, note="wait", wait=wait)


async def sign_in(request: Request) -> Response:
    """Try to sign in."""
    office = office_of(request)
    fields = await door_form(request, "name", "password", "code")
    if fields is None:
        return go("/sign-in?note=stale")
    now, keys = office.real.now(), _keys(request, fields["name"])
    wait = lockout.wait(office.lockout, keys, now)
    if wait:
        return _locked(request, wait)
    tried = await office.write(
        lambda unit: attempt(unit, **fields, now=now, idle=office.settings.idle)
    )
    if tried.result is Result.LOCKED:
        return _locked(request, tried.wait)
    if tried.result is Result.REFUSED:
        office.lockout = lockout.refused(office.lockout, keys, now)
        return door_page(request, "sign_in.html", status=401, note="wrong")
    office.lockout = lockout.admitted(office.lockout, keys)
    answer = go("/now" if tried.result is Result.ADMITTED else "/second-factor")
    set_cookie(answer, COOKIE, tried.token)
    return answer


async def sign_out(request: Request) -> Response:
    """End this session."""
    visit = await enter(request)
    await visit.form()

    def end(unit: Unit) -> None:
        visit.note(unit, "sign_out")
        unit.sessions.end(visit.token)

    await visit.office.write(end)
    answer = go("/sign-in?note=out")
    answer.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="strict")
    return answer


async def language(request: Request) -> Response:
    """Read in the other language from now on; harmless, so it works for everybody."""
    form = await request.form(max_files=0, max_fields=5)
    chosen, back = text(form, "language"), text(form, "back")
    local = back.startswith("/") and not back.startswith("//") and "\\" not in back
    answer = go(back if local else "/now")
    if chosen in {one.value for one in Language}:
        set_cookie(answer, LANGUAGE, chosen, age=YEAR)
    return answer


async def root(request: Request) -> Response:
    """To the Now page, or to the door."""
    try:
        await enter(request, deed=False)
    except SignedOutError:
        return go("/sign-in")
    return go("/now")
