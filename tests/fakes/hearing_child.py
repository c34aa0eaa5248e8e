"""A recognizers' process for tests: hears one word as soon as it has enough sound."""

from assistant.audio_child import ChildFailed
from assistant.audio_pipe import Header


class HearingChild:
    """Hears `text` after `enough` bytes; crashes at the requests named."""

    pid: int | None = 1

    def __init__(
        self, text: str = "yes", enough: int = 8, crashes: tuple[int, ...] = ()
    ) -> None:
        self.text, self.enough, self.crashes = text, enough, crashes
        self.requests = 0
        self.done: list[str] = []
        self.got: dict[int, bytes] = {}
        self.contexts: list[Header] = []
        self.wakes: list[str | None] = []
        self.early: str | None = None
        self.whole: list[str | None] = []

    async def ask(self, header: Header, payload: bytes = b"") -> tuple[Header, bytes]:
        self.requests += 1
        if self.requests in self.crashes:
            self.got.clear()
            self.pid = None
            raise ChildFailed("crashed")
        self.done.append(header["do"])
        self.pid = 1
        match header["do"]:
            case "warm":
                return {"ok": True, "engine": "fake"}, b""
            case "open":
                self.got[header["id"]] = b""
                self.contexts.append(header["context"])
                self.wakes.append(header.get("wake"))
                return {"ok": True}, b""
            case "close":
                self.got.pop(header["id"], None)
                return {"ok": True}, b""
        self.whole.append(header.get("whole"))
        self.got[header["id"]] += payload
        heard = self._heard(len(self.got[header["id"]]))
        finished = header["do"] == "finish"
        marks = ["ended"] if heard else ["silence"] if payload == b"silence!" else []
        return {
            "ok": True,
            "marks": marks,
            "heard": None if finished and not heard else heard,
            "early": self.early,
            "seconds": 1.5,
            "quiet": 0.5,
        }, b""

    async def close(self) -> None:
        pass

    def _heard(self, size: int) -> Header | None:
        if size < self.enough:
            return None
        return {
            "text": self.text,
            "confidence": 0.9,
            "engine": "fake",
            "alternatives": ["yet"],
        }
