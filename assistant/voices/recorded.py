"""Phrases kept as sound, so that a home without any working voice is not mute.

Made at set-up from the safety sentences; found again by their exact words.
"""

import hashlib
from pathlib import Path

from assistant.audio import Audio, read_wav, wav_bytes
from care.errors import SpeechError
from care.people import Language


class Recorded:
    """A folder of phrases, one WAV file each."""

    def __init__(self, folder: Path) -> None:
        """Use this folder; it need not exist yet."""
        self._folder = folder

    def keep(self, words: str, language: Language, audio: Audio) -> None:
        """Store a phrase whole or not at all."""
        file = self._file(words, language)
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(".fresh")
        fresh.write_bytes(wav_bytes(audio))
        fresh.replace(file)

    def find(self, words: str, language: Language) -> Audio | None:
        """The phrase, or None when it was never kept or its file is damaged."""
        try:
            return read_wav(self._file(words, language))
        except SpeechError:
            return None

    def _file(self, words: str, language: Language) -> Path:
        key = hashlib.sha256(" ".join(words.split()).encode()).hexdigest()[:24]
        return self._folder / language.value / f"{key}.wav"
