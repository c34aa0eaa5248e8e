"""The loopback web server on which Rasa calls actions; runs inside the station's loop."""

import contextlib
import hmac
import socket
from collections.abc import Iterator

import uvicorn
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from assistant.conversation.webhook import ActionCall, Answers

PATH = "/actions"
BODY_LIMIT = 256 * 1024
"""Bytes; a conversation is forgotten long before its events fill this."""


def application(answers: Answers, token: str) -> Starlette:
    """The web application; every call must carry the token in `X-Action-Token`."""

    async def act(request: Request) -> Response:
        given = request.headers.get("X-Action-Token", "")
        if not hmac.compare_digest(given.encode(), token.encode()):
            return JSONResponse({"error": "the token is missing or wrong"}, 401)
        if int(request.headers.get("content-length") or BODY_LIMIT + 1) > BODY_LIMIT:
            return JSONResponse({"error": "the body is too long"}, 413)
        try:
            call = ActionCall.model_validate_json(await request.body())
        except ValidationError:
            return JSONResponse({"error": "this is no action call"}, 422)
        answer = await answers.act(call)
        if answer is None:
            return JSONResponse({"error": "unknown conversation or action"}, 404)
        return JSONResponse(answer.model_dump(mode="json"))

    return Starlette(routes=[Route(PATH, act, methods=["POST"])])


class _Quiet(uvicorn.Server):
    """Leaves the signals to the station."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class WebhookServer:
    """Serves the actions on a free loopback port until cancelled."""

    def __init__(self, answers: Answers, token: str) -> None:
        """Take the port at once, so that the nlu service can be told of it."""
        self._application = application(answers, token)
        self._server: _Quiet | None = None
        self._socket: socket.socket | None = _bound(0)
        self._port: int = self._socket.getsockname()[1]

    @property
    def url(self) -> str:
        """Where Rasa calls; the same however often `run` is started anew."""
        return f"http://127.0.0.1:{self._port}{PATH}"

    async def run(self) -> None:
        """Serve until cancelled."""
        config = uvicorn.Config(
            self._application,
            log_config=None,
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=1,
        )
        self._server = _Quiet(config)
        with self._socket or _bound(self._port) as listening:
            self._socket = None
            await self._server.serve(sockets=[listening])

    def stop(self) -> None:
        """End `run` soon."""
        if self._server is not None:
            self._server.should_exit = True


def _bound(port: int) -> socket.socket:
    """A loopback socket on this port, 0 for a free one."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind(("127.0.0.1", port))
    return made
