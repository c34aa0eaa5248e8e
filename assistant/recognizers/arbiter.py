"""Two recognizers, one answer.

The first is good at open speech, the second knows what people say here. The first's text
stands when it is a sentence we know; otherwise the second's, provided both sound alike.
Measured on synthetic voices: known commands 84 -> 94 %, emergencies 41 -> 47 of 49,
no false accept in 221 sentences of other talk.
"""

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from assistant.recognizers.port import Hypothesis

ALIKE = 55.0
"""`fuzz.ratio` of the two texts from which the second may speak for the first."""
NEAR = 86.0
"""`fuzz.ratio` to a known sentence from which a text of several words is known."""

SURE = 0.95
AGREED = 0.9
SECOND = 0.75
OPEN = 0.6


def exactly(text: str, known: frozenset[str]) -> bool:
    """Whether a plain text is one of the sentences that people say here."""
    return bool(text) and text in known


def nearly(text: str, known: Sequence[str]) -> bool:
    """Whether a plain text of several words is almost such a sentence."""
    if " " not in text:
        return False
    return process.extractOne(text, known, scorer=fuzz.ratio, score_cutoff=NEAR) is not None


class Arbiter:
    """The rule with the sentences that it goes by."""

    def __init__(self, known: Sequence[str]) -> None:
        """Take the plain sentences that people say here."""
        self._known, self._exact = tuple(known), frozenset(known)

    def settle(self, first: Hypothesis, second: Hypothesis | None) -> Hypothesis:
        """The one hypothesis to go on with.

        Args:
            first: Of the engine for open speech.
            second: Of the engine that knows our sentences; None where there is none.
        """
        alike = 0.0 if second is None else fuzz.ratio(first.text, second.text)
        if second is not None and alike >= ALIKE and self._second_is_better(first, second):
            return Hypothesis(
                text=second.text,
                confidence=SECOND,
                engine=f"{first.engine}+{second.engine}",
                known=exactly(second.text, self._exact),
                alternatives=(first.text,),
            )
        others = () if second is None or second.text == first.text else (second.text,)
        return Hypothesis(
            text=first.text,
            confidence=self._confidence(first.text, alike),
            engine=first.engine,
            known=exactly(first.text, self._exact),
            alternatives=tuple(text for text in others if text),
        )

    def _second_is_better(self, first: Hypothesis, second: Hypothesis) -> bool:
        if exactly(first.text, self._exact):
            return False
        # "i have chess pain" is nearly a sentence of ours; what is one beats it.
        if exactly(second.text, self._exact):
            return True
        return not nearly(first.text, self._known) and nearly(second.text, self._known)

    def _confidence(self, text: str, alike: float) -> float:
        if not text:
            return 0.0
        if exactly(text, self._exact) or nearly(text, self._known):
            return SURE if alike >= NEAR else AGREED if alike >= ALIKE else SECOND
        return AGREED if alike >= NEAR else OPEN
