"""Transcripts brought to one form: lower case, spelt-out words, no punctuation.

Engines write "Yes.", "to-day", "I'm", "7/10"; phrases, the arbiter and the language
model all work on the plain form.
"""

import re
import unicodedata

_APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'", "`": "'"})
_ODD = re.compile(r"[^\w' /.]", re.UNICODE)
_SPACES = re.compile(r"\s+")
_FRACTION = re.compile(r"\b(\d+)\s*/\s*10\b")
_DOT = re.compile(r"(?<!\d)\.|\.(?!\d)")
_LONE_QUOTE = re.compile(r"(?<!\w)'|'(?!\w)")


def plain(text: str) -> str:
    """The plain form of a transcript."""
    text = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES).lower()
    text = _FRACTION.sub(r"\1 out of 10", text.replace("to-day", "today"))
    text = _ODD.sub(" ", text).replace("/", " ").replace("_", " ")
    text = _DOT.sub(" ", text)
    text = _LONE_QUOTE.sub(" ", text)
    return _SPACES.sub(" ", text).strip()
