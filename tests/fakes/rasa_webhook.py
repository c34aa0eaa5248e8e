"""A webhook that answers Rasa's actions as a test wants: well, late, wrongly."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


class Webhook:
    """A context manager; `calls` are the bodies that came with the right token."""

    def __init__(self, token: str) -> None:
        self.calls: list[dict[str, Any]] = []
        self.mood = "well"
        self.released = threading.Event()
        webhook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                body = json.loads(self.rfile.read(length))
                assert self.headers["X-Action-Token"] == token
                webhook.calls.append(body)
                webhook.answer(self, body)

            def log_message(self, *_: object) -> None:
                """Nothing on the terminal."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/actions"
        self._thread = threading.Thread(target=self._server.serve_forever)

    def answer(self, handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        """By mood."""
        if self.mood == "late":
            self.released.wait(30)
        status = 500 if self.mood == "broken" else 200
        topic = {"event": "slot", "name": "topic", "value": "t", "timestamp": None}
        good = {"events": [topic], "responses": [{"custom": {"kept": len(self.calls)}}]}
        answer = {"events": "nonsense"} if self.mood == "nonsense" else good
        payload = json.dumps(answer).encode()
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(payload)))
        handler.end_headers()
        handler.wfile.write(payload)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
