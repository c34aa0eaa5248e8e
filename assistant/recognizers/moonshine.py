"""Moonshine tiny English: weights inside the wheel, no download (MIT).

Pinned to moonshine-voice 0.1.0; later versions fetch their weights. It hears open speech
well and takes "chest pain" for "just pain", so `arbiter` gives it a second opinion.
"""

import numpy as np
from moonshine_voice.moonshine_api import ModelArch
from moonshine_voice.transcriber import Transcriber
from moonshine_voice.utils import get_model_path

from assistant.audio import HEARING_RATE
from assistant.recognizers.plain import plain
from assistant.recognizers.port import Context, Hypothesis

PADDING = 0.25
"""Seconds of quiet put around an utterance; without, first and last words suffer."""


FAINTEST = 0.004
"""Peak of full scale below which nothing was said."""


class Moonshine:
    """The engine; about 200 MiB."""

    name = "moonshine"

    def __init__(self) -> None:
        """Load the weights from the wheel."""
        # Its own voice detector would cut utterances that ours has already cut.
        self._transcriber = Transcriber(
            str(get_model_path("tiny-en")), ModelArch.TINY, options={"vad_threshold": "0.0"}
        )

    def open(self, _context: Context) -> "MoonshineSession":
        """See `port.Recognizer`; it knows no grammar."""
        return MoonshineSession(self._transcriber)


class MoonshineSession:
    """One utterance; it transcribes at the end only."""

    def __init__(self, transcriber: Transcriber) -> None:
        self._transcriber = transcriber
        self._pcm = bytearray()

    def accept(self, pcm: bytes) -> str | None:
        """See `port.Session`."""
        self._pcm += pcm
        return None

    def finish(self) -> Hypothesis:
        """See `port.Session`."""
        heard = np.frombuffer(self._pcm[: len(self._pcm) // 2 * 2], dtype="<i2")
        heard = heard.astype(np.float32) / 32768
        if not len(heard) or np.abs(heard).max() < FAINTEST:
            # It hears "you" in silence.
            return Hypothesis(text="", confidence=0.0, engine="moonshine")
        quiet = np.zeros(round(PADDING * HEARING_RATE), dtype=np.float32)
        padded = np.concatenate((quiet, heard, quiet)).tolist()
        transcript = self._transcriber.transcribe_without_streaming(padded, HEARING_RATE)
        text = plain(" ".join(line.text for line in transcript.lines))
        return Hypothesis(text=text, confidence=0.6 if text else 0.0, engine="moonshine")
