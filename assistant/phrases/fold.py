"""Text as recognizers and people write it, folded to one spelling.

Recognizers drop accents and apostrophes, split contractions and repeat words; people
stretch them. "I can't breathe", "i cant breathe" and "I, I can't breeeathe" fold to the
same words, so that a pattern needs to be written once.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from care.people import Language
from care.plain import plain

LONGEST = 2000
"""Characters kept from each end of a longer text: a cry may come first or last."""

_ENGLISH = (
    (re.compile(r"\b(?:uh|um|mm|m)[ -]?(?:huh|hm+|mm+)\b"), "uhhuh"),
    (re.compile(r"\b(can|won|shan)['\s]?t\b"), r"\1t"),
    (re.compile(r"n' ?t\b"), " not"),
    (re.compile(r"' ?m\b"), " am"),
    (re.compile(r"' ?ve\b"), " have"),
    (re.compile(r"' ?re\b"), " are"),
    (re.compile(r"' ?ll\b"), " will"),
    (re.compile(r"' ?d\b"), " would"),
    (re.compile(r"' ?s\b"), " is"),
    (re.compile(r"'"), ""),
)
_FRENCH = (
    (re.compile(r"\b(?:mm+|hm+|hum)[ -](?:mm+|hm+)\b"), "uhhuh"),
    (re.compile(r"\bet une(?= heure)"), "et un"),
    (re.compile(r"\bje n[' ](?=[aeiouyh])"), "j "),
    (re.compile(r"'"), " "),
)

_STRETCHED = re.compile(r"([^\W\d])\1{2,}")
_CLAUSE = re.compile(r"[.!?;:,\n\u2026\u2014]+(?!\d)|\s-+\s")
_OTHER = re.compile(r"[^\w\s,.]|_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """How one language is respelled, from its `fold.toml`."""

    language: Language
    respell: Mapping[str, str]
    """Folded word to words: "cant" to "can not"."""
    drop: frozenset[str]
    """Words that carry nothing: "um", French "ne"."""


def fold(text: str, spelling: Spelling) -> str:
    """Words between single spaces, one space at each end, "," where a clause ends."""
    if len(text) > 2 * LONGEST:
        text = f"{text[:LONGEST]} , {text[-LONGEST:]}"
    text = plain(text)
    rules = _ENGLISH if spelling.language is Language.ENGLISH else _FRENCH
    for pattern, replacement in rules:
        text = pattern.sub(replacement, text)
    text = _OTHER.sub(" ", _CLAUSE.sub(" , ", text))
    text = _STRETCHED.sub(r"\1\1", text)
    words: list[str] = []
    for raw in text.split():
        word = spelling.respell.get(raw, raw)
        if word not in spelling.drop:
            _append(words, word)
    return f" {' '.join(words).strip(', ')} "


def _append(words: list[str], word: str) -> None:
    """Stammering counts once: "I, I fell". A digit may rightly come twice."""
    if not word.isdigit():
        if words[-2:] == [word, ","]:
            words.pop()
            return
        if words[-1:] == [word]:
            return
    words.append(word)
