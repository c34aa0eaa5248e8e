"""Where devices hand their enrolment in: one small HTTP exchange while a person waits.

Plain HTTP suffices: request and answer hold nothing secret and both carry a proof that
only the one-time code can make (`sensors.enrolment`).
"""

import http.client
from collections.abc import Callable
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

from care.errors import SetupError
from sensors.enrolment import MAX_REQUEST, redeem
from sensors.premises import Premises

SECONDS_TO_SEND = 10


class Desk:
    """Serves until one device was let in."""

    def __init__(
        self, premises: Premises, host: str, port: int, now: Callable[[], datetime]
    ) -> None:
        """Listen; `now` is the machine's own time. SetupError when the port is taken."""
        self.enrolled = False
        desk = self

        class Visitor(BaseHTTPRequestHandler):
            timeout = SECONDS_TO_SEND

            def do_POST(self) -> None:
                desk.serve(self, premises, now())

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Say nothing: devices are no news."""

        try:
            self._server = HTTPServer((host, port), Visitor)
        except OSError as error:
            msg = f"cannot listen for devices on {host}:{port} ({error.strerror})"
            raise SetupError(msg) from error
        self.port = self._server.server_port

    def serve(
        self, visitor: BaseHTTPRequestHandler, premises: Premises, now: datetime
    ) -> None:
        """Answer one request."""
        size = visitor.headers.get("Content-Length", "")
        wanted = int(size) if size.isdigit() else 0
        try:
            request = visitor.rfile.read(min(wanted, MAX_REQUEST))
            answer, status = redeem(premises, request, now), 200
            self.enrolled = True
        except SetupError as error:
            answer, status = str(error).encode(), 403
        visitor.send_response(status)
        visitor.send_header("Content-Length", str(len(answer)))
        visitor.end_headers()
        visitor.wfile.write(answer)

    def wait(self, tries: int, seconds_each: float) -> bool:
        """Serve up to `tries` visitors or silences of that length; True once one is in."""
        self._server.timeout = seconds_each
        for _ in range(tries):
            self._server.handle_request()
            if self.enrolled:
                break
        self._server.server_close()
        return self.enrolled


def hand_in(host: str, port: int, request: bytes) -> bytes:
    """The device's side of the exchange. SetupError says why the home refused."""
    connection = http.client.HTTPConnection(host, port, timeout=SECONDS_TO_SEND)
    try:
        connection.request("POST", "/enrol", request)
        response = connection.getresponse()
        answer = response.read(65_536)
    except (OSError, http.client.HTTPException) as error:
        msg = f"the home cannot be reached at {host}:{port} ({error})"
        raise SetupError(msg) from error
    finally:
        connection.close()
    if response.status != http.client.OK:
        raise SetupError(answer.decode(errors="replace"))
    return answer
