"""Two recognizers and what people say here, one answer.

The first engine writes freely; where it also says how well our own sentences and the
second engine's text fit the same sound (`Fit.behind`), that decides: a sentence of ours
may be so many nats less likely than the free words, the more words it explains the more,
and more again when the second engine, which learned only from our sentences, wrote the
same. "I have just pain" fits only half a nat better than "I have chest pain".

An engine that cannot tell (Vosk) is judged by the letters: the second's text speaks for it
when that is a sentence of ours and both texts look alike.
"""

from collections.abc import Callable, Sequence

from rapidfuzz import fuzz, process

from assistant.recognizers.port import Fit, Hypothesis

ALIKE = 55.0
"""`fuzz.ratio` of the two texts from which the second may speak for the first."""
NEAR = 86.0
"""`fuzz.ratio` to a known sentence from which a text of several words is known."""

OURS, OURS_A_WORD = 4.0, 0.8
"""Nats that a sentence of ours may be behind the free words, and more for each word."""
SECOND, SECOND_A_WORD = 2.0, 0.5
"""The same for what the second engine wrote."""
AGREED = 3.0
"""More when the second engine wrote a sentence of ours word for word."""
SHARE = 0.5
"""Words of the free text that a sentence must have; one word explains no long talk."""
LETTERS, CLOSE = 40.0, 1.5
"""`fuzz.ratio` to the free text that a sentence must have, unless it is so few nats
behind. All of these were set on half of the synthetic voices and sentences."""
CRIED = 2.0
"""Nats that a cry for help which nobody wrote may be behind to count as said; up to the
usual allowance it may have been said, and is asked about."""

CLEAR = 3.0
"""Nats between the best sentence and the next from which nobody else need be asked."""

SURE, AGREES, ALONE, OPEN = 0.95, 0.9, 0.75, 0.6
"""Confidence: of a sentence of ours that both wrote, nearly wrote, one wrote; of other
words where the first engine does not say how sure it is."""


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

    def __init__(
        self, known: Sequence[str], cries: Callable[[str], bool] = lambda _text: False
    ) -> None:
        """Take the plain sentences that people say here and what of them cries for help."""
        self._known, self._exact, self._cries = tuple(known), frozenset(known), cries

    def clear(self, first: Hypothesis) -> bool:
        """Whether the first engine wrote a sentence of ours and no other comes near it."""
        fits = first.fits or ()
        if first.text not in self._exact or not fits or fits[0].text != first.text:
            return False
        return len(fits) == 1 or fits[1].behind - fits[0].behind >= CLEAR

    def settle(
        self, first: Hypothesis, second: Hypothesis | None, behind: float | None = None
    ) -> Hypothesis:
        """The one hypothesis to go on with.

        Args:
            first: Of the engine for open speech.
            second: Of the engine that knows our sentences; None where there is none.
            behind: How far the second's text fits less than the first's, in nats.
        """
        other = "" if second is None else second.text
        maybe = None
        if first.fits is not None:
            text, maybe = self._by_sound(first, other, behind)
        else:
            better = other and self._second_is_better(first.text, other)
            text = other if better else first.text
        engine = first.engine
        if second is not None and text == other != first.text:
            engine = f"{first.engine}+{second.engine}"
        return Hypothesis(
            text=text,
            confidence=SURE if self.clear(first) else self._confidence(text, first, other),
            engine=engine,
            known=exactly(text, self._exact),
            alternatives=self._others(text, first, other, behind),
            maybe=maybe,
        )

    def _by_sound(
        self, first: Hypothesis, other: str, behind: float | None
    ) -> tuple[str, str | None]:
        """The text that the sound fits best, allowances made, and a cry that it may be."""
        best, text, maybe = 0.0, first.text, None
        fits = [*(first.fits or ())]
        if other and behind is not None:
            fits.append(Fit(other, behind))
        for fit in fits:
            cost = fit.behind - self._allowance(fit.text, other)
            if cost >= 0 or not _explains(fit, first.text):
                continue
            unwritten = fit.text not in (first.text, other) and fit.behind > CRIED
            if unwritten and self._cries(fit.text):
                maybe = maybe or fit.text
            elif cost < best:
                best, text = cost, fit.text
        return text, maybe

    def _allowance(self, text: str, other: str) -> float:
        words = len(text.split())
        if text not in self._exact:
            return SECOND + SECOND_A_WORD * words
        return OURS + OURS_A_WORD * words + (AGREED if text == other else 0.0)

    def _others(
        self, text: str, first: Hypothesis, other: str, behind: float | None
    ) -> tuple[str, ...]:
        """Other readings, for the safety net too: only what the sound does not refute."""
        found = []
        fits = first.fits
        if fits is None or (behind is not None and self._may_be(other, behind)):
            found.append(other)
        if fits is None or text not in self._exact:
            found.append(first.text)
        found += [
            one.text for one in fits or () if one.behind <= CRIED and _explains(one, text)
        ]
        return tuple(dict.fromkeys(one for one in found if one not in ("", text)))

    def _may_be(self, other: str, behind: float) -> bool:
        """Whether the second's text may have been said."""
        return behind <= self._allowance(other, other)

    def _second_is_better(self, first: str, second: str) -> bool:
        if fuzz.ratio(first, second) < ALIKE or exactly(first, self._exact):
            return False
        # "i have chess pain" is nearly a sentence of ours; what is one beats it.
        if exactly(second, self._exact):
            return True
        return not nearly(first, self._known) and nearly(second, self._known)

    def _confidence(self, text: str, first: Hypothesis, other: str) -> float:
        if not text:
            return 0.0
        # The text is of one of the two; the other one agrees or does not.
        alone = first.text if text == other != first.text else other
        alike = fuzz.ratio(text, alone)
        if exactly(text, self._exact) or nearly(text, self._known):
            return SURE if alike >= NEAR else AGREES if alike >= ALIKE else ALONE
        if alike >= NEAR:
            return AGREES
        least = OPEN if first.fits is None else 0.0
        return max(least, min(AGREES, first.confidence))


def _explains(fit: Fit, free: str) -> bool:
    """Whether a sentence can stand for what was heard freely."""
    if len(fit.text.split()) < SHARE * len(free.split()):
        return False
    return fit.behind <= CLOSE or fuzz.ratio(fit.text, free) >= LETTERS
