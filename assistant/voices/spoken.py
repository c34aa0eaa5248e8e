"""Written words as they are to be said: numbers, units, times, abbreviations.

Engines read "86 %", "5 mg" or "08:30" each in its own way, and some of them wrongly. The
words come from `care/words/<language>/speech.toml`.
"""

import re

from care.people import Language

_SENTENCE = re.compile(r"(?<=[.!?\u2026])\s+(?=[^\s])|\n+")
_SPACES = re.compile(r"\s+")


def sentences(text: str) -> list[str]:
    """The sentences of a text that is ready to be said, one by one."""
    found = (_SPACES.sub(" ", part).strip() for part in _SENTENCE.split(text))
    return [part for part in found if re.search(r"\w", part)]


def spoken(text: str, language: Language) -> str:
    """The text with everything spelt out that engines get wrong."""
    return text
