"""Phrases kept as sound, so that a home without any working voice is not mute.

Made at set-up from the safety sentences. A sentence with a fact in it, "I am calling
{contact} now.", is kept with a general one and found whatever the fact is: "your emergency
contact" is never wrong.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path

from assistant.audio import Audio, read_wav, wav_bytes
from assistant.voices.spoken import sentences
from care.errors import SetupError, SpeechError
from care.people import Language
from care.wording import wording

ROOMS = ("help.", "question.")
"""Wording whose sentences are kept."""
GENERAL = {"contact": "help.contact"}
"""Facts that have a general value, and its wording key."""

_FACT = re.compile(r"\{(\w+)\}")


def safety_sentences(language: Language) -> dict[str, str]:
    """Every safety sentence as it is written, with general facts filled in."""
    words = wording(language)
    facts = {name: words.say(key) for name, key in GENERAL.items() if words.has(key)}
    found = {}
    for key, text in sorted(words.texts.items()):
        if key.startswith(ROOMS) and key not in GENERAL.values():
            for sentence in sentences(text):
                if set(_FACT.findall(sentence)) <= set(facts):
                    found[sentence] = sentence.format(**facts)
    return found


class Recorded:
    """A folder of sentences, one WAV file each, with a list for each language."""

    def __init__(self, folder: Path) -> None:
        """Use this folder; it need not exist yet."""
        self._folder = folder

    def keep(self, sentence: str, language: Language, audio: Audio) -> None:
        """Store a sentence whole or not at all; `{facts}` in it stand for anything.

        Raises:
            SetupError: The folder cannot be written.
        """
        folder = self._folder / language.value
        name = f"{hashlib.sha256(sentence.encode()).hexdigest()[:24]}.wav"
        listed = self._listed(language) | {sentence: name}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _write(folder / name, wav_bytes(audio))
            _write(folder / "list.json", json.dumps(listed, indent=1).encode())
        except OSError as error:
            raise SetupError(f"{folder} cannot be written: {error.strerror}") from error

    def find(self, sentence: str, language: Language) -> Audio | None:
        """The sentence, or None when it was never kept or its file is damaged."""
        wanted = " ".join(sentence.split())
        for kept, name in self._listed(language).items():
            pattern = ".+?".join(map(re.escape, _FACT.split(kept)[::2]))
            if re.fullmatch(pattern, wanted):
                try:
                    return read_wav(self._folder / language.value / name)
                except SpeechError:
                    return None
        return None

    def missing(self, sentences: Iterable[str], language: Language) -> tuple[str, ...]:
        """Those of the sentences that are not kept, or whose file is gone."""
        listed, folder = self._listed(language), self._folder / language.value
        there = {one for one, name in listed.items() if (folder / name).is_file()}
        return tuple(one for one in sentences if one not in there)

    def _listed(self, language: Language) -> dict[str, str]:
        try:
            text = (self._folder / language.value / "list.json").read_text("utf-8")
            listed = dict[str, str](json.loads(text))
        except (OSError, ValueError, TypeError):
            return {}
        return listed


def _write(file: Path, content: bytes) -> None:
    fresh = file.with_suffix(".fresh")
    try:
        fresh.write_bytes(content)
        fresh.replace(file)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
