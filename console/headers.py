"""What every answer of the console carries, so that browsers help to protect it."""

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Nothing inline, nothing from elsewhere, never in a frame."""

ALWAYS = {
    "content-security-policy": POLICY,
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(self), payment=()",
}
PRIVATE = "no-store"
"""Pages with health data stay in no cache, not even for the back button."""
SHORT = "max-age=300"
"""Style and scripts hold nothing private."""


LARGEST = 100_000
"""Bytes of a posted form; the longest honest one has a tenth of it."""


def too_large(scope: Scope) -> bool:
    """Whether a request brings more than a form may, or does not say how much."""
    if scope["method"] != "POST":
        return False
    length = dict(scope["headers"]).get(b"content-length", b"")
    return not length.isdigit() or int(length) > LARGEST


class Headers:
    """ASGI middleware that adds them, and turns away what is too large to be a form."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and add headers when an answer starts."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        cache = SHORT if scope["path"].startswith("/static/") else PRIVATE

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                added = ALWAYS | {"cache-control": cache}
                pairs = [(k.encode(), v.encode()) for k, v in added.items()]
                kept = [p for p in message["headers"] if p[0].decode() not in added]
                message["headers"] = [*kept, *pairs]
            await send(message)

        if too_large(scope):
            refusal = PlainTextResponse("too large", status_code=413)
            await refusal(scope, receive, sending)
            return
        await self._app(scope, receive, sending)
