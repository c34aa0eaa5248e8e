"""Written words as they are to be said: numbers, units, times, abbreviations.

Engines read "86 %", "5 mg", "8:30 pm" or "toutes les 6 h" each in its own way, and some of
them wrongly. What is said comes from `care/words/<language>/speech.toml`; whole numbers
stay digits, which every engine says rightly, except where the noun decides ("une goutte").
"""

import re
from collections.abc import Mapping

from assistant.voices.spoken_numbers import amounts, counted, telephone
from assistant.voices.spoken_signs import abbreviations, dotted, rates, units
from assistant.voices.spoken_times import dates, times
from care.people import Language
from care.wording import wording

_SENTENCE = re.compile(r"(?<=[.!?\u2026])\s+(?=\S)|\n+")
_LAST = re.compile(r"\S+$")
_SPACES = re.compile(r"\s+")
_MARKUP = re.compile(
    r"[*_#`~|^\[\]{}<>=\\\u00ae\u2122]|(?<=[^\W\d])/(?=[^\W\d])|[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f]"
)


def sentences(text: str) -> list[str]:
    """The sentences of a text that is ready to be said, one by one."""
    found, start = [], 0
    for gap in _SENTENCE.finditer(text):
        if "\n" in gap[0] or _ends(text[start : gap.start()], text[gap.end()]):
            found.append(text[start : gap.start()])
            start = gap.end()
    found.append(text[start:])
    plain = (_SPACES.sub(" ", part).strip() for part in found)
    return [part for part in plain if re.search(r"\w", part)]


def _ends(before: str, following: str) -> bool:
    """Whether a sentence ends here: "env. 5 ml" and "Dr. Bell" go on."""
    last = _LAST.search(before)
    if last is None or not last[0].endswith("."):
        return True
    if last[0].lstrip("(\"'") in dotted():
        return last[0] == "No." and not following.isdigit()
    return not following.islower()


def spoken(
    text: str, language: Language, pronounced: Mapping[str, str] | None = None
) -> str:
    """The text with everything spelt out that engines get wrong.

    Args:
        text: As it would be written.
        language: Of the text.
        pronounced: Names of this home, such as medicines, and how to write them so that
            an engine says them rightly.
    """
    words = wording(language)
    for name, said in (pronounced or {}).items():
        text = re.sub(rf"\b{re.escape(name)}\b", lambda _: said, text, flags=re.IGNORECASE)  # noqa: B023 - used at once
    text = _SPACES.sub(" ", text)
    text = abbreviations(text, language)
    text = dates(text, words)
    text = times(text, words, language)
    text = telephone(text, words)
    text = rates(text, language)
    text = amounts(text, words)
    text = units(text, language)
    text = abbreviations(text, language, "short")
    text = counted(text, words, language)
    return _SPACES.sub(" ", _MARKUP.sub(" ", text)).strip()
