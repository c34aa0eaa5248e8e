"""Finding the best transcripts: what was said freely, and what of our own sentences fits.

One search over a neural decoder goes along two ways at once. Freely it takes the likeliest
piece each time. Guided, it keeps the few best beginnings of sentences that people say here
and never leaves them (a beam search in a tree of prefixes). How much less likely a guided
transcript is than the free one, in nats, says how far the sound fits it.
"""

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from assistant.recognizers.port import Fit
from assistant.recognizers.prefixes import Numbers, Place, Prefixes
from assistant.recognizers.wordpieces import END

Odds = npt.NDArray[np.float32]
"""Natural logarithms of the pieces' probabilities, a row for each transcript."""

WIDTH = 12
"""Guided beginnings kept at each step."""
HOPELESS = 14.0
"""Nats behind the best way from which a beginning is given up."""
FOUND = 4
"""Sentences handed on."""


class Decoder(Protocol):
    """One utterance in a neural decoder."""

    longest: int
    """Pieces after which nothing more can have been said."""

    def begin(self) -> Odds:
        """Odds of the first piece, one row."""
        ...

    def go_on(self, rows: list[int], pieces: list[int]) -> Odds:
        """Odds of the next piece after each of `pieces`, appended to those `rows`."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found."""

    pieces: tuple[int, ...]
    """Of the free transcript."""
    odds: float
    """Of the free transcript with its end."""
    fits: tuple[Fit, ...]
    """Sentences, the best first."""


@dataclass(frozen=True, slots=True)
class _Way:
    """The beginning of a transcript."""

    odds: float
    place: Place
    piece: int
    row: int
    marked: bool = True
    """Its last piece is punctuation, or there is none yet: no other mark follows."""


class _Free:
    """The way without guidance."""

    def __init__(self) -> None:
        self.pieces: list[int] = []
        self.odds, self.over = 0.0, False

    def take(self, odds: Odds) -> None:
        piece = int(odds.argmax())
        self.odds += float(odds[piece])
        self.over = piece == END
        if not self.over:
            self.pieces.append(piece)


def search(decoder: Decoder, prefixes: Prefixes) -> Found:
    """The free transcript and the sentences of `prefixes` that fit best."""
    free, done = _Free(), dict[str, float]()
    odds = decoder.begin()
    ways = [_Way(0.0, prefixes.root, END, 0)]
    for _ in range(decoder.longest):
        if not free.over:
            free.take(odds[0])
        _finish(ways, odds, prefixes, done)
        ways = _kept(ways, odds, prefixes, _floor(free, done))
        if not ways and free.over:
            break
        # Row 0 is the free way, over or not.
        rows, pieces = [0], [free.pieces[-1] if free.pieces else END]
        odds = decoder.go_on(
            [*rows, *(way.row for way in ways)], [*pieces, *(way.piece for way in ways)]
        )
        ways = [
            _Way(way.odds, way.place, way.piece, row, way.marked)
            for row, way in enumerate(ways, start=1)
        ]
    best = sorted(done.items(), key=lambda one: -one[1])[:FOUND]
    fits = tuple(Fit(text, free.odds - value) for text, value in best)
    return Found(tuple(free.pieces), free.odds, fits)


def _floor(free: _Free, done: dict[str, float]) -> float:
    """What a beginning must not fall below: odds only ever sink."""
    last = sorted(done.values())[-FOUND] if len(done) >= FOUND else -math.inf
    best = max(done.values(), default=-math.inf)
    return max(last, best - HOPELESS, free.odds - HOPELESS)


def _finish(
    ways: list[_Way], odds: Odds, prefixes: Prefixes, done: dict[str, float]
) -> None:
    """Note the sentences that are complete here."""
    for way in ways:
        text = prefixes.sentence(way.place)
        if text is not None:
            ended = way.odds + float(odds[way.row, END])
            done[text] = max(done.get(text, -math.inf), ended)


def _kept(ways: list[_Way], odds: Odds, prefixes: Prefixes, floor: float) -> list[_Way]:
    """The best continuations; of two that read the same, the better one."""
    found: dict[tuple[Place, bool], _Way] = {}
    for way in ways:
        for one in _continued(way, odds[way.row], prefixes):
            key = one.place, one.marked
            if one.odds > floor and (key not in found or one.odds > found[key].odds):
                found[key] = one
    return sorted(found.values(), key=lambda way: -way.odds)[:WIDTH]


def _continued(way: _Way, odds: Odds, prefixes: Prefixes) -> list[_Way]:
    after = prefixes.ways(way.place)
    best = _best(odds[after.pieces])
    found = [
        _Way(
            way.odds + float(odds[after.pieces[one]]),
            after.places[one],
            int(after.pieces[one]),
            way.row,
            marked=False,
        )
        for one in best
    ]
    if not way.marked:
        mark = int(prefixes.marks[odds[prefixes.marks].argmax()])
        found.append(_Way(way.odds + float(odds[mark]), way.place, mark, way.row))
    return found


def _best(odds: Odds) -> Numbers:
    """Places of the highest values, at most `WIDTH`."""
    if len(odds) <= WIDTH:
        return np.arange(len(odds))
    return np.argpartition(odds, -WIDTH)[-WIDTH:]
