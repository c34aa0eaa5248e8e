"""Engines that listen side by side, and the arbiter between them."""

from collections.abc import Callable, Sequence

from assistant.recognizers.arbiter import Arbiter
from assistant.recognizers.port import Context, Hypothesis, Recognizer, Session


class Pair:
    """A first engine with an optional second one, as if they were one."""

    def __init__(
        self,
        first: Recognizer,
        second: Recognizer | None,
        known: Sequence[str],
        cries: Callable[[str], bool] = lambda _text: False,
    ) -> None:
        """Join them.

        Args:
            first: For open speech.
            second: Knows what people say here.
            known: Plain sentences that people say here.
            cries: Whether one of them cries for help.
        """
        self.first, self.second, self._arbiter = first, second, Arbiter(known, cries)
        self.name = first.name if second is None else f"{first.name}+{second.name}"

    def open(self, context: Context) -> "PairSession":
        """See `port.Recognizer`."""
        second = None if self.second is None else self.second.open(context)
        return PairSession(self.first.open(context), second, self._arbiter)


class PairSession:
    """One utterance in both."""

    def __init__(self, first: Session, second: Session | None, arbiter: Arbiter) -> None:
        self._first, self._second, self._arbiter = first, second, arbiter

    def accept(self, pcm: bytes) -> str | None:
        """See `port.Session`; the first engine's partial words, else the second's."""
        partial = None if self._second is None else self._second.accept(pcm)
        return self._first.accept(pcm) or partial

    def finish(self) -> Hypothesis:
        """See `port.Session`."""
        first = self._first.finish()
        if self._arbiter.clear(first):
            return self._arbiter.settle(first, None)
        second = None if self._second is None else self._second.finish()
        behind = None
        if second is not None and first.fits is not None:
            behind = self._first.behind(second.text)
        return self._arbiter.settle(first, second, behind)

    def behind(self, text: str) -> float | None:
        """See `port.Session`; the first engine's word."""
        return self._first.behind(text)
