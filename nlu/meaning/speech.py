"""Spoken words as the models see them: folded, so that spelling does not matter.

Recognizers write "ive", "i've" or "I've", "metouffe" or "m'étouffe"; people type accents
or leave them out. All come out the same here. Pure; English and French.
"""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*", re.UNICODE)
_ELISION = frozenset(
    [
        "c",
        "d",
        "j",
        "l",
        "m",
        "n",
        "s",
        "t",
        "qu",
        "lorsqu",
        "puisqu",
        "jusqu",
        "quelqu",
        "presqu",
    ]
)
"""What French cuts before a vowel; the word after it is a word of its own."""
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})
_DIGITS = re.compile(r"\d+")


def _plain(word: str) -> str:
    """Lower case, without accents; every number written in digits becomes "0"."""
    low = unicodedata.normalize("NFKD", word.lower().translate(_LIGATURES)).lower()
    bare = "".join(letter for letter in low if letter.isalnum())
    return _DIGITS.sub("0", bare)


def _pieces(word: str, start: int) -> list[tuple[str, int, int]]:
    """One written word as folded words with their places in the text."""
    parts = re.split(r"(['\u2019])", word)
    if len(parts) > 1 and parts[0].lower() in _ELISION:
        rest_at = start + len(parts[0]) + 1
        first = (_plain(parts[0]), start, start + len(parts[0]))
        return [first, *_pieces("".join(parts[2:]), rest_at)]
    joined = _plain("".join(part for part in parts if part not in "'\u2019"))
    return [(joined, start, start + len(word))]


def tokens(text: str) -> list[tuple[str, int, int]]:
    """Folded words of a text, each with the span of `text` that it came from."""
    found = []
    for match in _WORD.finditer(text):
        found += _pieces(match.group(), match.start())
    return [(word, start, end) for word, start, end in found if word.isalnum()]


def fold(text: str) -> str:
    """The text as the models see it: "J'ai mal au cœur !" is "j ai mal au coeur"."""
    return " ".join(word for word, _, _ in tokens(text))
