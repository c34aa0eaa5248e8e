"""Stands for the module `sounddevice`: a card that can be pulled out."""

import threading
from typing import Any, Self


class SoundCard:
    """Streams block by block when told to; remembers what was played."""

    class PortAudioError(Exception):
        """As sounddevice raises it."""

    def __init__(self, *, there: bool = True) -> None:
        self.there = there
        self.played = b""
        self.opened = threading.Event()
        self.callback: Any = None
        self.while_playing: Any = lambda: None

    def _stream(self, **options: Any) -> "_Stream":
        if not self.there:
            raise self.PortAudioError("no sound card")
        return _Stream(self, options)

    RawInputStream = _stream
    RawOutputStream = _stream


class _Stream:
    def __init__(self, card: SoundCard, options: dict[str, Any]) -> None:
        self._card = card
        if options.get("callback"):
            card.callback = options["callback"]

    def __enter__(self) -> Self:
        self._card.opened.set()
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def write(self, pcm: bytes) -> None:
        self._card.played += pcm
        self._card.while_playing()
