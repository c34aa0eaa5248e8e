"""Vosk: streaming, word confidences, and a grammar for each question (Apache-2.0).

Used when a verified model folder is there. Two things crash Vosk 0.3.45 and so never reach
it: a grammar without a known word, and `Model(lang=...)`, which downloads unchecked.
"""

import json
from pathlib import Path

from vosk import KaldiRecognizer, Model, SetLogLevel

from assistant.audio import HEARING_RATE
from assistant.recognizers.plain import plain
from assistant.recognizers.port import Context, Hypothesis
from assistant.recognizers.sentences import tables
from care.errors import SpeechError

UNKNOWN = "[unk]"
ALTERNATIVES = 3


class Vosk:
    """The engine with a model."""

    name = "vosk"

    def __init__(self, folder: Path) -> None:
        """Load the model in `folder`; SpeechError if it is none."""
        if not is_model(folder):
            raise SpeechError(
                f"{folder}: no Vosk model (am/final.mdl and conf/ are missing)"
            )
        SetLogLevel(-1)
        self._model = Model(str(folder))

    def knows(self, word: str) -> bool:
        """Whether the model has this word."""
        return bool(self._model.vosk_model_find_word(word) >= 0)

    def grammar(self, context: Context) -> str | None:
        """The grammar for a closed question; None where free recognition serves better.

        Only words of the model may be in it, and never without the unknown word: Vosk
        would force every sound into the list.
        """
        phrases = tables(context.language).get(context.expects.value, frozenset())
        fit = sorted(p for p in phrases if all(map(self.knows, p.split())))
        if not fit or not self.knows(UNKNOWN):
            return None
        return json.dumps([*fit, UNKNOWN], ensure_ascii=False)

    def open(self, _context: Context) -> "VoskSession":
        """See `port.Recognizer`; a new Vosk recognizer for every utterance."""
        free = KaldiRecognizer(self._model, HEARING_RATE)
        free.SetWords(True)  # noqa: FBT003 - Vosk's own signature
        return VoskSession(free)


def is_model(folder: Path) -> bool:
    """Whether a folder looks like a Vosk model."""
    return (folder / "am" / "final.mdl").is_file() and (folder / "conf").is_dir()


class VoskSession:
    """One utterance."""

    def __init__(self, recognizer: KaldiRecognizer) -> None:
        self._recognizer = recognizer
        self._done: list[tuple[str, float]] = []

    def accept(self, pcm: bytes) -> str | None:
        """See `port.Session`."""
        if self._recognizer.AcceptWaveform(pcm):
            self._keep(self._recognizer.Result())
            return " ".join(word for word, _ in self._done) or None
        partial = json.loads(self._recognizer.PartialResult()).get("partial", "")
        return " ".join([*(word for word, _ in self._done), partial]).strip() or None

    def finish(self) -> Hypothesis:
        """See `port.Session`."""
        self._keep(self._recognizer.FinalResult())
        words = [(word, sure) for word, sure in self._done if word != UNKNOWN]
        confidence = sum(sure for _, sure in words) / len(words) if words else 0.0
        text = plain(" ".join(word for word, _ in words))
        return Hypothesis(text=text, confidence=min(1.0, confidence), engine="vosk")

    def _keep(self, result: str) -> None:
        parsed = json.loads(result)
        if "result" in parsed:
            self._done += [(word["word"], float(word["conf"])) for word in parsed["result"]]
        elif parsed.get("text"):
            self._done += [(word, 0.5) for word in parsed["text"].split()]
