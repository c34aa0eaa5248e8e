"""Vosk: streaming, word confidences, and a grammar for each question (Apache-2.0).

Used when a verified model folder is there. Two things crash Vosk 0.3.45 and so never reach
it: a grammar without a known word, and `Model(lang=...)`, which downloads unchecked.
"""

import json
from dataclasses import replace
from pathlib import Path

from rapidfuzz import fuzz
from vosk import KaldiRecognizer, Model, SetLogLevel

from assistant.audio import HEARING_RATE
from assistant.recognizers.arbiter import ALIKE
from assistant.recognizers.plain import plain
from assistant.recognizers.port import Context, Hypothesis
from assistant.recognizers.sentences import tables
from care.errors import SpeechError

UNKNOWN = "[unk]"
SURE_OF_LIST = 0.8
"""Mean word confidence from which a grammar's text may be believed."""


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

    def open(self, context: Context) -> "VoskSession":
        """See `port.Recognizer`; new Vosk recognizers for every utterance."""
        grammar = self.grammar(context)
        closed = None if grammar is None else self.recognizer(grammar)
        return VoskSession(self.recognizer(), closed)

    def recognizer(self, *grammar: str) -> KaldiRecognizer:
        """Vosk's own recognizer, for one utterance; a grammar must be sound JSON."""
        recognizer = KaldiRecognizer(self._model, HEARING_RATE, *grammar)
        recognizer.SetWords(True)  # noqa: FBT003 - Vosk's own signature
        return recognizer


def is_model(folder: Path) -> bool:
    """Whether a folder looks like a Vosk model."""
    return (folder / "am" / "final.mdl").is_file() and (folder / "conf").is_dir()


class VoskSession:
    """One utterance, free and in the question's grammar side by side."""

    def __init__(self, free: KaldiRecognizer, closed: KaldiRecognizer | None) -> None:
        self._free = _Words(free)
        self._closed = None if closed is None else _Words(closed)

    def accept(self, pcm: bytes) -> str | None:
        """See `port.Session`."""
        if self._closed is not None:
            self._closed.accept(pcm)
        return self._free.accept(pcm)

    def finish(self) -> Hypothesis:
        """See `port.Session`."""
        free = self._free.finish()
        return free if self._closed is None else closer(free, self._closed.finish())

    def behind(self, _text: str) -> float | None:
        """See `port.Session`; its probabilities say nothing."""
        return None


def closer(free: Hypothesis, closed: Hypothesis) -> Hypothesis:
    """Which of the two to believe.

    A grammar forces other talk into its list; its text counts only when it is sure and
    sounds like what was heard freely. A cry for help after a yes-or-no question is in the
    free text.
    """
    alike = fuzz.ratio(free.text, closed.text) >= ALIKE
    if closed.text and closed.confidence >= SURE_OF_LIST and (alike or not free.text):
        return replace(closed, alternatives=(free.text,) if free.text else ())
    return free


class _Words:
    """One Vosk recognizer and the words that it has settled on."""

    def __init__(self, recognizer: KaldiRecognizer) -> None:
        self._recognizer = recognizer
        self._done: list[tuple[str, float]] = []

    def accept(self, pcm: bytes) -> str | None:
        if self._recognizer.AcceptWaveform(pcm):
            self._keep(self._recognizer.Result())
            return " ".join(word for word, _ in self._done) or None
        partial = json.loads(self._recognizer.PartialResult()).get("partial", "")
        return " ".join([*(word for word, _ in self._done), partial]).strip() or None

    def finish(self) -> Hypothesis:
        self._keep(self._recognizer.FinalResult())
        unknown = any(word == UNKNOWN for word, _ in self._done)
        words = [(word, sure) for word, sure in self._done if word != UNKNOWN]
        confidence = sum(sure for _, sure in words) / len(words) if words else 0.0
        text = plain(" ".join(word for word, _ in words))
        sure = 0.0 if unknown else min(1.0, confidence)
        return Hypothesis(text=text, confidence=sure, engine="vosk")

    def _keep(self, result: str) -> None:
        parsed = json.loads(result)
        if "result" in parsed:
            self._done += [(word["word"], float(word["conf"])) for word in parsed["result"]]
        elif parsed.get("text"):
            self._done += [(word, 0.5) for word in parsed["text"].split()]
