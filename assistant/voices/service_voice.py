"""A text-to-speech service that speaks Wyoming, such as wyoming-piper.

Piper is GPL-3 and has good voices in many languages; as a program of its own behind this
protocol it is used without becoming part of this one.
"""

import json
import socket
from collections.abc import Mapping
from typing import Any, BinaryIO

from assistant.audio import Audio
from assistant.voices.port import Delivery
from care.errors import SpeechError
from care.people import Language

TIMEOUT = 6.0
"""Seconds without a byte."""
LONGEST = 32 * 1024 * 1024
"""Bytes of sound for one sentence."""


class ServiceVoice:
    """One service for some languages; it keeps its own pace."""

    name = "service"

    def __init__(self, host: str, port: int, voices: Mapping[Language, str]) -> None:
        """Name the service; it is asked anew for every sentence.

        Args:
            host: Its address.
            port: Its TCP port.
            voices: Its voice for each language; blank for its own choice.
        """
        self._place, self._voices = (host, port), voices

    def speaks(self, language: Language) -> bool:
        """See `port.Voice`."""
        return language in self._voices

    def synthesize(self, text: str, delivery: Delivery) -> Audio:
        """See `port.Voice`."""
        if not self.speaks(delivery.language):
            raise SpeechError(f"the voice service is not for {delivery.language}")
        try:
            with socket.create_connection(self._place, TIMEOUT) as link:
                named = self._voices[delivery.language]
                voice = {"voice": {"name": named}} if named else {}
                ask = {"type": "synthesize", "data": {"text": text} | voice}
                link.sendall(json.dumps(ask).encode() + b"\n")
                with link.makefile("rb") as replies:
                    return _gathered(replies)
        except (OSError, ValueError, KeyError) as error:
            raise SpeechError(f"voice service: {error!r}") from error


def _gathered(replies: BinaryIO) -> Audio:
    """The sound of the events up to audio-stop; half a sentence is none."""
    pcm, rate, whole = bytearray(), 0, False
    while line := replies.readline(64 * 1024):
        event: dict[str, Any] = json.loads(line)
        data = event.get("data") or {}
        if size := int(event.get("data_length") or 0):
            data |= json.loads(replies.read(min(size, 64 * 1024)))
        payload = replies.read(min(int(event.get("payload_length") or 0), LONGEST))
        if event["type"] == "audio-chunk":
            if (data["width"], data["channels"]) != (2, 1):
                raise SpeechError("voice service: other than 16-bit mono sound")
            rate = int(data["rate"])
            pcm += payload
        whole = event["type"] == "audio-stop"
        if whole or event["type"] == "error" or len(pcm) > LONGEST:
            break
    if not pcm or rate <= 0:
        raise SpeechError("voice service: no sound came")
    if not whole:
        raise SpeechError("voice service: its sound broke off")
    return Audio(pcm=bytes(pcm), rate=rate)
