"""The word pieces that a neural recognizer writes with, and what they spell.

The file is Moonshine's `tokenizer.bin`: 32,768 pieces of UTF-8, each behind its length
(one byte, or two from 128 on). A piece that begins a word begins with U+2581.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from care.errors import SpeechError

BEGIN, END = 1, 2
"""Pieces that open and close every transcript."""
Branch = dict[str, Any]
"""A tree by letters: what follows each, and under "" what ends here."""

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
        self.tree: Branch = {}
        """Other pieces by their plain letters; " " opens a word, "" holds the numbers."""
        for number, piece in enumerate(self.pieces):
            plain = _plain(piece)
            if plain:
                branch = self.tree
                for letter in plain:
                    branch = branch.setdefault(letter, {})
                branch.setdefault("", []).append(number)
            elif plain == "" and _spelt(piece).strip():
                self.marks.append(number)

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
