"""What people say here, as a tree by letters: which word pieces may come next.

The tree is never built: a place in it is a range of the sorted sentences and a depth, and
what follows a place is worked out when a search first comes by and then kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt

from assistant.recognizers.wordpieces import Branch, Wordpieces

Numbers = npt.NDArray[np.int64]

_DIGITS = {
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
    "fifteen": "15", "twenty": "20", "thirty": "30",
}  # fmt: skip
"""A recognizer writes numbers either way."""


@dataclass(frozen=True, slots=True)
class Place:
    """Sentences `first` to `end` of the sorted list share their first `depth` letters."""

    first: int
    end: int
    depth: int


@dataclass(frozen=True, slots=True)
class Ways:
    """What may follow a place."""

    pieces: Numbers
    places: tuple[Place, ...]
    """Where each of the pieces leads."""


class Prefixes:
    """The tree of some sentences."""

    def __init__(self, sentences: Sequence[str], pieces: Wordpieces) -> None:
        """Sort them.

        Args:
            sentences: Plain ones, each once.
            pieces: What the recognizer writes with.
        """
        spelt = {" " + text: text for text in sentences}
        digits = {" " + _with_digits(text): text for text in sentences}
        both = sorted((digits | spelt).items())
        self._spelt = [one for one, _ in both]
        self._sentences = [text for _, text in both]
        self._pieces = pieces.tree
        self.marks = np.array(pieces.marks, dtype=np.int64)
        self.root = Place(0, len(both), 0)
        self._ways: dict[Place, Ways] = {}
        self._below: dict[Place, dict[str, Place]] = {}

    def sentence(self, place: Place) -> str | None:
        """The sentence that is complete at a place, if one is."""
        if place.first < place.end and len(self._spelt[place.first]) == place.depth:
            return self._sentences[place.first]
        return None

    def ways(self, place: Place) -> Ways:
        """The word pieces that may follow, punctuation not among them."""
        found = self._ways.get(place)
        if found is None:
            pairs = list(self._walk(place, self._pieces))
            numbers = np.array([number for number, _ in pairs], dtype=np.int64)
            found = Ways(numbers, tuple(place for _, place in pairs))
            self._ways[place] = found
        return found

    def _walk(self, place: Place, branch: Branch) -> list[tuple[int, Place]]:
        pairs: list[tuple[int, Place]] = []
        waiting = [(place, branch)]
        while waiting:
            here, pieces = waiting.pop()
            pairs += [(number, here) for number in pieces.get("", ())]
            below = self._letters(here)
            waiting += [
                (below[letter], pieces[letter]) for letter in pieces if letter in below
            ]
        return pairs

    def _letters(self, place: Place) -> dict[str, Place]:
        """The places one letter further."""
        found = self._below.get(place)
        if found is None:
            depth, at = place.depth, place.first
            while at < place.end and len(self._spelt[at]) == depth:
                at += 1
            found = {}
            rest = self._spelt[at : place.end]
            for letter, group in groupby(rest, key=lambda text: text[depth]):
                size = sum(1 for _ in group)
                found[letter] = Place(at, at + size, depth + 1)
                at += size
            self._below[place] = found
        return found


def _with_digits(text: str) -> str:
    return " ".join(_DIGITS.get(word, word) for word in text.split())
