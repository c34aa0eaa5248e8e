"""The word pieces that a neural recognizer writes with, and what they spell.

The file is Moonshine's `tokenizer.bin`: 32,768 pieces of UTF-8, each behind its length
(one byte, or two from 128 on). A piece that begins a word begins with U+2581.
"""

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

from care.errors import SpeechError

BEGIN, END = 1, 2
"""Pieces that open and close every transcript."""
Branch = dict[str, Any]
"""A tree by letters: what follows each, and under "" what ends here."""

SPACE = "_"
"""Stands for a gap between words in a sign."""

_SPACE = "\u2581"
_MARKS = frozenset('.,?!;:-"')
_LONG = 128


class Wordpieces:
    """All pieces by their number."""

    def __init__(self, file: Path) -> None:
        """Read them; SpeechError when the file is not what it should be."""
        self.pieces = _read(file)
        self.marks: list[int] = []
        """Pieces of punctuation only: they change no word."""
        self._signs: list[str | None] = []
        self._numbers: dict[bytes, int] = {}
        self.tree: Branch = {}
        """Other pieces by their plain letters; " " opens a word, "" holds the numbers."""
        for number, piece in enumerate(self.pieces):
            plain = _plain(piece)
            self._signs.append(None if plain is None else plain.replace(" ", SPACE))
            self._numbers.setdefault(piece, number)
            if plain:
                branch = self.tree
                for letter in plain:
                    branch = branch.setdefault(letter, {})
                branch.setdefault("", []).append(number)
            elif plain == "" and _spelt(piece).strip():
                self.marks.append(number)

    def sign(self, number: int) -> str | None:
        """What a piece says, punctuation and capitals aside; None for other scripts."""
        return self._signs[number]

    def spelling(self, word: str) -> list[str]:
        """The signs of the pieces that a plain word is usually written with.

        Letters are joined to ever longer pieces, the commonest first: their numbers are
        the order in which they were found (byte pair encoding, Sennrich et al. 2016).
        """
        first = word[:1].upper() if word == "i" or word.startswith("i'") else word[:1]
        parts = [one.encode() for one in _SPACE + first + word[1:]]
        while True:
            pairs = [self._numbers.get(one + next_) for one, next_ in pairwise(parts)]
            known = [number for number in pairs if number is not None]
            if not known:
                break
            at = pairs.index(min(known))
            parts[at : at + 2] = [parts[at] + parts[at + 1]]
        signs = (self._signs[self._numbers[one]] for one in parts if one in self._numbers)
        return [sign for sign in signs if sign]

    def text(self, numbers: Iterable[int]) -> str:
        """What a row of pieces reads."""
        joined = b"".join(self.pieces[number] for number in numbers)
        return joined.decode("utf-8", errors="ignore").replace(_SPACE, " ").strip()


def _read(file: Path) -> list[bytes]:
    content, pieces, place = file.read_bytes(), [], 0
    while place < len(content):
        size = content[place]
        place += 1
        if size >= _LONG:
            if place == len(content):
                break
            size += (content[place] - 1) * _LONG
            place += 1
        pieces.append(content[place : place + size])
        place += size
    if place != len(content) or pieces[: END + 1] != [b"<unk>", b"<s>", b"</s>"]:
        raise SpeechError(f"{file}: not a table of word pieces")
    return pieces


def _spelt(piece: bytes) -> str:
    if piece.startswith(b"<"):
        return ""
    return piece.decode("utf-8", errors="ignore").replace(_SPACE, " ")


def _plain(piece: bytes) -> str | None:
    """Its lower-case letters, digits, spaces and apostrophes; None if it has others."""
    spelt = "".join(one for one in _spelt(piece).lower() if one not in _MARKS)
    spelt = spelt.replace("\u2019", "'")
    if not all((one.isalnum() and one.isascii()) or one in " '" for one in spelt):
        return None
    return spelt
