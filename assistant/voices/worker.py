"""A voice's child process: one native engine, one sentence at a time.

{"do": "ready"}                                          -> when it is loaded
{"do": "synthesize", "text": ..., "delivery": {...}}     -> {"rate": ...} + sound
"""

import sys
from typing import Any

from assistant.audio_pipe import Header, private_pipes, serve
from assistant.voices.port import Delivery, Voice
from care.people import Language


def load(name: str, *options: str) -> Voice:
    """The engine of that name; only its own libraries are imported.

    Args:
        name: Of the engine.
        options: Of a service: host, port, and "language=voice" for each language.
    """
    if name == "hibari":
        from assistant.voices.hibari_voice import HibariVoice

        return HibariVoice()
    if name == "espeak":
        from assistant.voices.espeak_voice import EspeakVoice

        return EspeakVoice()
    if name == "service":
        from assistant.voices.service_voice import ServiceVoice

        host, port, *spoken = options
        pairs = (one.partition("=") for one in spoken)
        voices = {Language(code): voice for code, _, voice in pairs}
        return ServiceVoice(host, int(port), voices)
    msg = f"no voice engine {name!r}"
    raise ValueError(msg)


def delivery_of(given: dict[str, Any]) -> Delivery:
    """A delivery as it came through the pipe."""
    return Delivery(**{**given, "language": Language(given["language"])})


class Worker:
    """Answers requests with one engine."""

    def __init__(self, voice: Voice) -> None:
        """Take a loaded engine."""
        self._voice = voice

    def answer(self, header: Header, _payload: bytes) -> tuple[Header, bytes]:
        """One request; see the module."""
        if header["do"] == "ready":
            return {"ok": True}, b""
        audio = self._voice.synthesize(header["text"], delivery_of(header["delivery"]))
        return {"ok": True, "rate": audio.rate}, audio.pcm


def main() -> None:
    """`python -m assistant.voices.worker ENGINE`."""
    source, sink = private_pipes()
    serve(source, sink, Worker(load(*sys.argv[1:])).answer)


if __name__ == "__main__":
    main()
