"""pyttsx3 with espeak-ng, never believed.

pyttsx3 2.99 reports success without a sound card, does not wait in its first
`runAndWait()`, loses settings and now and then writes an empty file. So: one engine per
process, only `save_to_file`, the first run thrown away, settings polled until taken, the
end of the utterance waited for, the file looked at, and three tries.
"""

import contextlib
import ctypes
import os
import shutil
import tempfile
import threading
from pathlib import Path
from typing import Any

import espeakng_loader

from assistant.audio import Audio, read_wav
from assistant.voices.port import Delivery
from assistant.voices.truth import doubt
from care.clock import stopwatch
from care.errors import SpeechError
from care.people import Language

VOICES = {Language.ENGLISH: "gmw/en", Language.FRENCH: "roa/fr"}
PACE = 140 / 152
"""espeak's rate for one word a minute as people count them."""
MIDDLE_PITCH = 50
"""espeak's scale, 0 to 100; four steps are about a semitone."""
TRIES = 3
ROOM = 32 * 1024 * 1024
"""Bytes that must be free in memory; the longest sentence needs a tenth of it."""
_PARAMETERS = {"rate": 1, "pitch": 3}
"""`espeak_PARAMETER` of speak_lib.h."""
SETTLE_LIMIT, FINISH_LIMIT = 2.0, 15.0
"""Seconds."""


class EspeakVoice:
    """The engine; about 21 MiB. One for a process, one thread."""

    name = "espeak"

    def __init__(self) -> None:
        """Start pyttsx3 on the espeak-ng of Debian, or of the wheel where there is none."""
        if shutil.which("espeak-ng") is None:
            # Without the data path espeak-ng ends the process.
            os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
            ctypes.CDLL(espeakng_loader.get_library_path(), ctypes.RTLD_GLOBAL)
        import pyttsx3
        from pyttsx3.drivers import _espeak

        self._library: Any = _espeak.dll
        self._engine: Any = pyttsx3.init(driverName="espeak")
        self._finished = threading.Event()
        self._engine.connect("finished-utterance", lambda **_: self._finished.set())
        self._wait = threading.Event()
        with _private_folder() as folder:
            self._engine.save_to_file("ready", str(folder / "burnt.wav"))
            self._engine.runAndWait()
            self._finished.wait(1.0)

    def speaks(self, language: Language) -> bool:
        """See `port.Voice`."""
        return language in VOICES

    def synthesize(self, text: str, delivery: Delivery) -> Audio:
        """See `port.Voice`; SpeechError after three tries without a believable sound."""
        if not self.speaks(delivery.language):
            raise SpeechError(f"espeak has no voice for {delivery.language}")
        reason = "nothing to say"
        text = text.encode("utf-8", "ignore").decode().replace("\0", " ").strip()
        for _ in range(TRIES if text else 0):
            audio = self._once(text, delivery)
            doubts = "no file was written" if audio is None else doubt(audio, text)
            if audio is not None and doubts is None:
                return audio
            reason = doubts or reason
        raise SpeechError(f"espeak: {reason}")

    def _once(self, text: str, delivery: Delivery) -> Audio | None:
        self._settle("voice", VOICES[delivery.language])
        self._settle("rate", round(delivery.rate * PACE))
        self._settle("pitch", round(MIDDLE_PITCH + 4 * delivery.pitch))
        with _private_folder() as folder:
            file = folder / "said.wav"
            self._finished.clear()
            self._engine.save_to_file(text, str(file))
            self._engine.runAndWait()
            self._finished.wait(FINISH_LIMIT)
            try:
                return read_wav(file)
            except SpeechError:
                return None

    def _settle(self, name: str, value: str | int) -> None:
        """Set a property and make sure that espeak took it."""
        deadline = stopwatch() + SETTLE_LIMIT
        while self._taken(name) != value and stopwatch() < deadline:
            self._engine.setProperty(name, value)
            self._wait.wait(0.002)

    def _taken(self, name: str) -> str | int | None:
        """What espeak goes by now.

        pyttsx3 leaves out the second argument of `espeak_GetParameter`, so that its own
        `getProperty` answers at random with the default value.
        """
        if name in _PARAMETERS:
            return int(self._library.espeak_GetParameter(_PARAMETERS[name], 1))
        voice: str | None = self._engine.getProperty(name)
        return voice


@contextlib.contextmanager
def _private_folder() -> Any:
    """A folder in memory where the machine has one with room in it, gone afterwards."""
    memory = Path("/dev/shm")  # noqa: S108 - a private folder in it, mode 0700
    roomy = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM
    place = memory if roomy else None
    with tempfile.TemporaryDirectory(prefix="philomel-", dir=place) as folder:
        yield Path(folder)
