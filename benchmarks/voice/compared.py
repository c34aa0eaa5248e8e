"""Engines side by side: what both make of a clip together, and what each wrote alone."""

from collections.abc import Iterator
from dataclasses import replace
from time import process_time

from assistant.audio import Audio
from assistant.recognizers.moonshine import Moonshine
from assistant.recognizers.pair import Pair
from assistant.recognizers.port import Context, Hypothesis, Recognizer, Session
from assistant.recognizers.sentences import known
from assistant.recognizers.sphinx import Sphinx
from assistant.recognizers.worker import certain_in
from benchmarks.voice.corpus import NLU
from care.people import Language


class Noted:
    """An engine that remembers what it heard last, and the processor time it took."""

    def __init__(self, engine: Recognizer) -> None:
        """Heard nothing yet."""
        self.engine, self.name = engine, engine.name
        self.last: Hypothesis | None = None
        self.spent = 0.0

    def open(self, context: Context) -> "Noting":
        """See `port.Recognizer`."""
        return Noting(self, self.engine.open(context))


class Noting:
    """One utterance of such an engine."""

    def __init__(self, engine: Noted, session: Session) -> None:
        self._engine, self._session = engine, session

    def accept(self, pcm: bytes) -> str | None:
        """See `port.Session`."""
        return self._session.accept(pcm)

    def finish(self) -> Hypothesis:
        """See `port.Session`; what comes of a second look is not its own word."""
        began = process_time()
        found = self._session.finish()
        self._engine.spent += process_time() - began
        self._engine.last = self._engine.last or found
        return found

    def behind(self, text: str) -> float | None:
        """See `port.Session`."""
        return self._session.behind(text)


class Compared:
    """Both engines as the home has them, and what each alone wrote meanwhile."""

    def __init__(self) -> None:
        """Load them."""
        sentences = known(Language.ENGLISH, NLU / "data")
        self.alone = (Noted(Moonshine(sentences)), Noted(Sphinx(sentences)))
        self._both = Pair(*self.alone, sentences, certain_in(Language.ENGLISH))
        self.spent = 0.0

    def hear(self, audio: Audio, context: Context) -> Iterator[tuple[str, Hypothesis]]:
        """What each makes of a clip."""
        neural, own = self.alone
        neural.last = own.last = None
        began = process_time()
        session = self._both.open(context)
        session.accept(audio.pcm)
        yield "both", session.finish()
        self.spent += process_time() - began
        if own.last is None:  # Nobody asked it: Moonshine was sure.
            second = own.open(context)
            second.accept(audio.pcm)
            second.finish()
        for engine in (neural, own):
            if engine.last is not None:
                yield engine.name, replace(engine.last, fits=None, maybe=None)
