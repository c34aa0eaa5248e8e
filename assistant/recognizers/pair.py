"""Engines that listen side by side, and the arbiter between them.

Out of a noisy room the first engine listens again, with the noise turned down and slower:
a cry for help that only shows then is asked about. What cries for certain by the phrases
is told as `Hypothesis.maybe`; of the rest (`looks`) the NLU service may think so.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.recognizers.arbiter import Arbiter
from assistant.recognizers.noise import NOISY, above_noise, quieter, slower
from assistant.recognizers.port import Context, Hypothesis, Recognizer


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
            cries: Whether a text cries for help for certain.
        """
        self.first, self.second = first, second
        self.arbiter, self.cries = Arbiter(known, cries), cries
        self.name = first.name if second is None else f"{first.name}+{second.name}"

    def open(self, context: Context) -> "PairSession":
        """See `port.Recognizer`."""
        return PairSession(self, context)


class PairSession:
    """One utterance in both."""

    def __init__(self, pair: Pair, context: Context) -> None:
        self._pair, self._context, self._arbiter = pair, context, pair.arbiter
        self._first = pair.first.open(context)
        self._second = None if pair.second is None else pair.second.open(context)
        self._pcm = bytearray()

    def accept(self, pcm: bytes) -> str | None:
        """See `port.Session`; the first engine's partial words, else the second's."""
        self._pcm += pcm
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
        found = self._arbiter.settle(first, second, behind)
        return found if first.fits is None else self._listened_again(found)

    def _listened_again(self, found: Hypothesis) -> Hypothesis:
        """With what only further looks bring."""
        pcm = bytes(self._pcm)
        if self._cry(found) or above_noise(pcm) > NOISY:
            return found
        looks: dict[str, None] = {}
        for look in (quieter, slower):
            again = self._pair.first.open(replace(self._context, again=True))
            again.accept(look(pcm))
            seen = self._arbiter.settle(again.finish(), None)
            cry = self._cry(seen)
            if cry:
                return replace(found, maybe=cry)
            looks[seen.text] = None
        others = tuple(text for text in looks if text not in ("", found.text))
        return replace(found, looks=others)

    def _cry(self, found: Hypothesis) -> str | None:
        """The first of the readings that cries for help."""
        texts = (found.text, *found.alternatives[:1], found.maybe)
        return next((text for text in texts if text and self._pair.cries(text)), None)

    def behind(self, text: str) -> float | None:
        """See `port.Session`; the first engine's word."""
        return self._first.behind(text)
