"""The service: /parse, /turn, /forget and /health, on loopback, for one caller.

Every call but /health carries the token. No text and no conversation is ever logged.

    POST /parse   {"lang", "text"}                              -> intent, intent_ranking
    POST /turn    {"lang", "conversation", "intent", "entities"} -> messages, slots, loop
    POST /forget  {"conversation"}                              -> {}
    GET  /health                                                -> ready, languages
"""

import asyncio
import hmac
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

from aiohttp import web

from meaning.speech import fold

BODY_LIMIT = 64 * 1024
TEXT_LIMIT = 2000
"""Letters of one utterance; more is no utterance."""
TURN_SECONDS = 4.0
ID_LIMIT = 64


class Speaks(Protocol):
    """What the service needs of a language (`meaning.agents.Speaker`)."""

    intents: frozenset[str]

    async def parse(self, text: str) -> dict[str, Any]:
        """What a text means."""

    async def turn(
        self, conversation: str, intent: str, entities: dict[str, str]
    ) -> dict[str, Any]:
        """Go on in a conversation."""

    async def forget(self, conversation: str) -> None:
        """Drop a conversation."""


def _refuse(status: type[web.HTTPException], reason: str) -> web.HTTPException:
    return status(
        text=f'{{"error": "{reason}"}}', content_type="application/json", reason=None
    )


def _guard(token: str) -> Any:
    """Middleware: the token on everything but /health."""

    @web.middleware
    async def guard(
        request: web.Request,
        handler: Callable[[web.Request], Awaitable[web.StreamResponse]],
    ) -> web.StreamResponse:
        given = request.headers.get("X-NLU-Token", "")
        if request.path != "/health" and not hmac.compare_digest(
            given.encode(), token.encode()
        ):
            raise _refuse(web.HTTPUnauthorized, "the token is missing or wrong")
        return await handler(request)

    return guard


class Service:
    """The four handlers."""

    def __init__(self, speakers: Mapping[str, Speaks]) -> None:
        self._speakers = speakers

    async def _body(self, request: web.Request) -> dict[str, Any]:
        try:
            body = await request.json()
        except ValueError as error:
            raise _refuse(web.HTTPBadRequest, "the body is not JSON") from error
        if not isinstance(body, dict):
            raise _refuse(web.HTTPBadRequest, "the body is not an object")
        return body

    def _speaker(self, body: dict[str, Any]) -> Speaks:
        speaker = self._speakers.get(str(body.get("lang")))
        if speaker is None:
            raise _refuse(web.HTTPNotFound, "no model for that lang")
        return speaker

    def _text(self, body: dict[str, Any], key: str, limit: int) -> str:
        text = body.get(key)
        if not isinstance(text, str) or not text.strip() or len(text) > limit:
            raise _refuse(web.HTTPBadRequest, f"{key} must be 1 to {limit} letters")
        return text

    async def parse(self, request: web.Request) -> web.Response:
        """What a text means. A leading slash would inject an intent: only words pass."""
        body = await self._body(request)
        words = fold(self._text(body, "text", TEXT_LIMIT))
        if not words:
            raise _refuse(web.HTTPUnprocessableEntity, "the text has no words")
        parsed = await self._speaker(body).parse(words)
        found = {key: parsed.get(key) for key in ("intent", "intent_ranking", "entities")}
        return web.json_response(found)

    async def turn(self, request: web.Request) -> web.Response:
        """Go on in a conversation; a late action is answered 504, not with nothing."""
        body = await self._body(request)
        speaker = self._speaker(body)
        intent = self._text(body, "intent", ID_LIMIT)
        if intent not in speaker.intents:
            raise _refuse(web.HTTPUnprocessableEntity, "unknown intent")
        entities = body.get("entities") or {}
        if not isinstance(entities, dict):
            raise _refuse(web.HTTPBadRequest, "entities must be an object")
        named = {str(name): str(value) for name, value in entities.items()}
        conversation = self._text(body, "conversation", ID_LIMIT)
        try:
            answer = await asyncio.wait_for(
                speaker.turn(conversation, intent, named), TURN_SECONDS
            )
        except asyncio.TimeoutError as error:
            await speaker.forget(conversation)
            raise _refuse(web.HTTPGatewayTimeout, "the turn took too long") from error
        return web.json_response(answer)

    async def forget(self, request: web.Request) -> web.Response:
        """Drop a conversation in every language."""
        body = await self._body(request)
        conversation = self._text(body, "conversation", ID_LIMIT)
        for speaker in self._speakers.values():
            await speaker.forget(conversation)
        return web.json_response({})

    async def health(self, _: web.Request) -> web.Response:
        """Whether the service is up, and which languages it has."""
        return web.json_response({"ready": True, "languages": sorted(self._speakers)})


def application(speakers: Mapping[str, Speaks], token: str) -> web.Application:
    """The web application."""
    service = Service(speakers)
    app = web.Application(client_max_size=BODY_LIMIT, middlewares=[_guard(token)])
    app.router.add_post("/parse", service.parse)
    app.router.add_post("/turn", service.turn)
    app.router.add_post("/forget", service.forget)
    app.router.add_get("/health", service.health)
    return app
