"""How people here put their words: what a free transcript may lean on in doubt.

The recognizer's own odds know all English and nothing of this home. A trigram of word
pieces, counted in our sentences, weighs in a little (shallow fusion, Gulcehre et al. 2015):
it decides where the sound leaves two readings open, also in sentences that nobody taught.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import numpy as np

from assistant.recognizers.guided import Decoder, Odds
from assistant.recognizers.lm import END as LAST
from assistant.recognizers.lm import START, Gram, Trigram
from assistant.recognizers.plain import plain
from assistant.recognizers.wordpieces import END, SPACE, Wordpieces

WEIGHT = 0.2
"""Of the trigram beside the recognizer's odds. Set, as the others, on kept-back sentences
of the tuned voices."""
USUAL = 5.0
"""Nats that a piece is credited with; else short transcripts would win."""
UNHEARD = -8.0
"""Nats of a piece that our sentences would never have there."""
OURS = -4.0
"""Nats of the usual piece below which a transcript reads like no sentence of ours: it is
other talk (quotations read aloud), which our phrasing would make worse."""
WIDTH, BRANCHES = 5, 8
"""Transcripts kept at each step, and continuations of each that are looked at."""
MARGIN = 4.0
"""Nats behind the best whole transcript at which a beginning is given up."""

REMEMBERED = 20_000
"""Odds of the trigram that are kept, some 5 MB."""


@dataclass(frozen=True, slots=True)
class _Way:
    """The beginning of a transcript."""

    pieces: tuple[int, ...]
    said: str
    """What they say, punctuation and capitals aside."""
    worth: float
    history: Gram
    row: int


class Phrasing:
    """The trigram of some sentences' word pieces."""

    def __init__(self, sentences: Iterable[str], pieces: Wordpieces) -> None:
        """Count.

        Args:
            sentences: Plain ones.
            pieces: What the recognizer writes with.
        """
        self._pieces = pieces
        spelt = cache(lambda word: " ".join(pieces.spelling(word)))
        self._odds = lru_cache(REMEMBERED)(self._odds_of)
        self._model = Trigram(" ".join(map(spelt, one.split())) for one in sentences)

    def text(self, decoder: Decoder) -> str | None:
        """The plain transcript that fits both the sound and our phrasing best.

        None when it reads like nothing that people say here.
        """
        odds, done = decoder.begin(), dict[str, _Way]()
        ways = [_Way((), "", 0.0, (START,), 0)]
        for _ in range(decoder.longest):
            for way in ways:
                worth = float(odds[way.row, END]) + WEIGHT * self._odds(way.history, LAST)
                whole = replace(way, worth=way.worth + worth)
                done[way.said] = max(done.get(way.said, whole), whole, key=_worth)
            floor = max(map(_worth, done.values())) - MARGIN
            ways = self._kept(ways, odds, floor)
            if not ways:
                break
            rows, last = [way.row for way in ways], [way.pieces[-1] for way in ways]
            odds = decoder.go_on(rows, last)
            ways = [replace(way, row=row) for row, way in enumerate(ways)]
        best = max(done.values(), key=_worth)
        return plain(self._pieces.text(best.pieces)) if self._is_ours(best) else None

    def _is_ours(self, way: _Way) -> bool:
        history: Gram = (START,)
        total, count = 0.0, 1
        for piece in way.pieces:
            sign = self._pieces.sign(piece)
            if sign not in ("", SPACE):
                total += UNHEARD if sign is None else self._odds(history, sign)
                history, count = (*history, sign or "")[-2:], count + 1
        return (total + self._odds(history, LAST)) / count >= OURS

    def _kept(self, ways: list[_Way], odds: Odds, floor: float) -> list[_Way]:
        """The best continuations; of two that read the same, the better one."""
        found: dict[tuple[str, bool], _Way] = {}
        for way in ways:
            row = odds[way.row]
            for piece in np.argpartition(row, -BRANCHES)[-BRANCHES:]:
                if piece == END:
                    continue
                one = self._continued(way, int(piece), float(row[piece]))
                key = one.said, one.history == way.history
                if one.worth > floor and (key not in found or one.worth > found[key].worth):
                    found[key] = one
        return sorted(found.values(), key=_worth, reverse=True)[:WIDTH]

    def _continued(self, way: _Way, piece: int, odds: float) -> _Way:
        sign, history, worth = self._pieces.sign(piece), way.history, UNHEARD + USUAL
        if sign in ("", SPACE):
            worth = 0.0  # Punctuation and a lone gap say nothing.
        elif sign is not None:
            worth = USUAL + self._odds(history, sign)
            history = (*history, sign)[-2:]
        worth = way.worth + odds + WEIGHT * worth
        return _Way((*way.pieces, piece), way.said + (sign or ""), worth, history, way.row)

    def _odds_of(self, history: Gram, sign: str) -> float:
        return max(UNHEARD, math.log(self._model.probability(history, sign)))


def _worth(way: _Way) -> float:
    return way.worth
