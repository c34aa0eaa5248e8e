"""Voice processes for tests: one that speaks, one that lies, one that is broken."""

import asyncio

import numpy as np

from assistant.audio import from_samples
from assistant.audio_child import ChildFailed
from assistant.audio_pipe import Header

RATE = 22_050


class SpeakingChild:
    """Makes a believable tone and counts how often it was asked."""

    pid = 1

    def __init__(self, seconds_a_letter: float = 0.08, loudness: float = 0.2) -> None:
        self.asked: list[str] = []
        self._pace, self._loudness = seconds_a_letter, loudness

    async def ask(self, header: Header, payload: bytes = b"") -> tuple[Header, bytes]:
        del payload
        if header["do"] == "ready":
            return {"ok": True}, b""
        self.asked.append(header["text"])
        time = np.arange(round(RATE * self._pace * len(header["text"]))) / RATE
        tone = (self._loudness * np.sin(2 * np.pi * 200 * time)).astype(np.float32)
        return {"ok": True, "rate": RATE}, from_samples(tone, RATE).pcm

    async def close(self) -> None:
        pass


class BrokenChild(SpeakingChild):
    """Crashes every time."""

    async def ask(self, header: Header, payload: bytes = b"") -> tuple[Header, bytes]:
        del payload
        self.asked.append(header.get("text", ""))
        raise ChildFailed("the pipe closed")


class HangingChild(SpeakingChild):
    """Gives no answer; its process was ended for that."""

    async def ask(self, header: Header, payload: bytes = b"") -> tuple[Header, bytes]:
        del payload
        self.asked.append(header.get("text", ""))
        raise ChildFailed("no answer in 8 s") from TimeoutError()


class RefusingChild(SpeakingChild):
    """Says that it cannot."""

    async def ask(self, header: Header, payload: bytes = b"") -> tuple[Header, bytes]:
        del payload
        self.asked.append(header.get("text", ""))
        return {"ok": False, "reason": "no such voice"}, b""


class LoadingChild(SpeakingChild):
    """Is still loading, for ever."""

    async def ask(self, header: Header, payload: bytes = b"") -> tuple[Header, bytes]:
        del payload
        self.asked.append(header.get("text", ""))
        await asyncio.Event().wait()
        raise AssertionError
