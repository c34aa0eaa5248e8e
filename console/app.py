"""The web application: which address leads to which page, and what guards them all."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from care.errors import StoreError
from console.certificate import ALWAYS
from console.headers import Headers
from console.live import Ripples, watch
from console.office import Office
from console.pages import (
    answers,
    audit,
    checkins,
    confirmation,
    medicines,
    messages,
    now,
    patient,
    people,
    plain,
    report,
    setup,
    sign_in,
    signing,
    stock,
    tablets,
    talk,
    told,
)
from console.visit import SignedOutError

PATIENT = "/patients/{patient:str}"

ROUTES = (
    Route("/", sign_in.root),
    Route("/alive", plain.alive),
    Route("/sign-in", sign_in.show),
    Route("/sign-in", sign_in.sign_in, methods=["POST"]),
    Route("/sign-out", sign_in.sign_out, methods=["POST"]),
    Route("/language", sign_in.language, methods=["POST"]),
    Route("/setup", setup.show),
    Route("/setup", setup.make, methods=["POST"]),
    Route("/second-factor", setup.factor),
    Route("/second-factor", setup.connect, methods=["POST"]),
    Route("/now", now.show),
    Route("/now/live", now.live),
    Route("/alarms/acknowledge", now.acknowledge, methods=["POST"]),
    Route("/alarms/resolve", now.resolve, methods=["POST"]),
    Route(PATIENT, patient.show),
    Route(PATIENT + "/medicines", medicines.show),
    Route(PATIENT + "/medicines/new", medicines.new),
    Route(PATIENT + "/medicines/review", medicines.review, methods=["POST"]),
    Route(PATIENT + "/medicines/confirm", confirmation.confirm, methods=["POST"]),
    Route(PATIENT + "/medicines/withdraw", medicines.withdraw, methods=["POST"]),
    Route(PATIENT + "/medicines/{mark:str}", medicines.one),
    Route(PATIENT + "/medicines/{mark:str}/change", medicines.change),
    Route(PATIENT + "/medicines/{mark:str}/second", confirmation.second),
    Route(PATIENT + "/messages", messages.show),
    Route(PATIENT + "/messages/done", messages.done, methods=["POST"]),
    Route(PATIENT + "/told", told.show),
    Route(PATIENT + "/told/dose", told.tell, methods=["POST"]),
    Route(PATIENT + "/told/scale", told.scale, methods=["POST"]),
    Route(PATIENT + "/stock", stock.show),
    Route(PATIENT + "/stock", stock.count, methods=["POST"]),
    Route(PATIENT + "/report", report.show),
    Route(PATIENT + "/report/{name:str}", report.file),
    Route(PATIENT + "/checkins", checkins.show),
    Route(PATIENT + "/checkins", checkins.change, methods=["POST"]),
    Route("/signing", signing.show),
    Route("/signing/make", signing.create, methods=["POST"]),
    Route("/signing/register", signing.register, methods=["POST"]),
    Route("/signing/withdraw", signing.withdraw, methods=["POST"]),
    Route("/answers", answers.show),
    Route("/answers/edit", answers.edit),
    Route("/answers/keep", answers.keep, methods=["POST"]),
    Route("/answers/renew", answers.renew, methods=["POST"]),
    Route("/answers/retire", answers.retire, methods=["POST"]),
    Route("/audit", audit.show),
    Route("/people", people.show),
    Route("/people", people.invite, methods=["POST"]),
    Route("/people/end", people.end, methods=["POST"]),
    Route("/tablets", tablets.show),
    Route("/tablets/code", tablets.code, methods=["POST"]),
    Route("/tablets/remove", tablets.remove, methods=["POST"]),
    Route("/talk", talk.show),
    Route("/talk/pair", talk.pair, methods=["POST"]),
    Route("/talk/help", talk.call, methods=["POST"]),
    WebSocketRoute("/talk/live", talk.live),
    Route("/help", plain.help_page),
)


def build(office: Office) -> Starlette:
    """The application around one office."""
    ripples = Ripples()

    @asynccontextmanager
    async def life(_app: Starlette) -> AsyncIterator[None]:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(watch(office, ripples), name="watch the record")
            yield
            office.closing = True
            ripples.spread()

    static = StaticFiles(packages=[("console", "static")])
    hosts = [*ALWAYS, "[::1]", *office.settings.names, office.settings.host]
    app = Starlette(
        routes=[*ROUTES, Mount("/static", static)],
        middleware=[
            Middleware(Headers),
            Middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False),
        ],
        exception_handlers={
            SignedOutError: plain.signed_out,
            HTTPException: plain.refused,
            StoreError: plain.no_record,
            500: plain.broken,
        },
        lifespan=life,
    )
    app.state.office = office
    app.state.ripples = ripples
    return app
