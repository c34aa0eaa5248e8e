"""Stands for the module `sounddevice`: a card that can be pulled out."""

import threading
from typing import Any, Self


class SoundCard:
    """Streams block by block when told to; remembers what was played."""

    class PortAudioError(Exception):
        """As sounddevice raises it."""

    def __init__(self, *, there: bool = True, deaf: bool = False) -> None:
        self.there = self.known = there
        self.deaf = deaf
        self.played = b""
        self.opened = threading.Event()
        self.callback: Any = None
        self.while_playing: Any = lambda: None

    def _terminate(self) -> None:
        self.known = False

    def _initialize(self) -> None:
        """Only now a card that was plugged in meanwhile is known, as with PortAudio."""
        self.known = self.there

    def _stream(self, **options: Any) -> "_Stream":
        if options["device"] == "no such card":
            raise ValueError("No device matching 'no such card'")
        if not self.known:
            raise self.PortAudioError("no sound card")
        return _Stream(self, options)

    RawInputStream = _stream
    RawOutputStream = _stream


class _Stream:
    def __init__(self, card: SoundCard, options: dict[str, Any]) -> None:
        self._card = card
        if options.get("callback"):
            card.callback = options["callback"]
            if not card.deaf:
                card.callback(b"", 0, None, None)

    def __enter__(self) -> Self:
        self._card.opened.set()
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def write(self, pcm: bytes) -> None:
        self._card.played += pcm
        self._card.while_playing()
