"""Pages without data: help, problems, and whether the console is up."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from console.visit import (
    COOKIE,
    browser_language,
    enter,
    go,
    reader_for,
    render,
)

WHAT = {403: "forbidden", 404: "not_found", 405: "not_found"}


async def help_page(request: Request) -> Response:
    """How to read the console; always at the same place (WCAG 3.2.6)."""
    visit = await enter(request)
    return visit.page("help.html")


async def alive(_request: Request) -> Response:
    """For the station: this process answers."""
    return PlainTextResponse("ok")


def signed_out(request: Request, _error: Exception) -> Response:
    """To the door; with a word of explanation when there was a session before."""
    if request.url.path.endswith("/live"):
        return PlainTextResponse("signed out", status_code=401)
    if not request.cookies.get(COOKIE):
        return go("/sign-in")
    return go(f"/sign-in?note={'ended' if request.method == 'GET' else 'unsaved'}")


def _problem(request: Request, what: str, status: int) -> Response:
    reader = reader_for(request, browser_language(request))
    return render(request, "problem.html", reader, status=status, what=what)


def refused(request: Request, error: Exception) -> Response:
    """A page that is not there or not for this person."""
    status = error.status_code if isinstance(error, HTTPException) else 400
    return _problem(request, WHAT.get(status, "broken"), status)


def no_record(request: Request, _error: Exception) -> Response:
    """The record cannot be read or written; nothing was half-written."""
    return _problem(request, "record", 503)


def broken(request: Request, _error: Exception) -> Response:
    """A fault of ours; the page says what it means and what to do."""
    return _problem(request, "broken", 500)
