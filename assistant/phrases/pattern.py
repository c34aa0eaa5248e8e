"""A small, readable pattern language over folded words, compiled to regular expressions.

    fell down           these words, one after the other
    tremb*              a word that begins so
    (leg|arm|left side) one of these
    [really] bad        the word may be missing
    <body>              a word group of `words.toml`, itself a list of patterns
    pain .. chest       up to 3 other words between
    help ... floor      up to 8 other words between

A clause mark may stand between any two words. Gaps are bounded, so matching is linear;
they are the groups of the match, so that a reader can look at what filled them.
"""

import re
from collections.abc import Mapping, Sequence

from care.errors import WordingError

_TOKEN = re.compile(r"\.\.\.?|<[a-z_]+>|[()|\[\]]|[\w',*]+")
_GAPS = {"..": r"((?: \S+){0,3}?)", "...": r"((?: \S+){0,8}?)"}
_OPEN = {"(": "(?:", "[": "(?:"}
_CLOSE = {")": ")", "]": ")?"}

Groups = Mapping[str, Sequence[str]]


def _word(sign: str) -> str:
    stem = re.escape(sign.rstrip("*"))
    return f"(?: ,)? {stem}" + (r"\S*" if sign.endswith("*") else "(?= )")


def translate(text: str, groups: Groups) -> str:
    """The regular expression of one pattern, without anchors. WordingError if wrong."""
    signs = _TOKEN.findall(text)
    if "".join(signs) != text.replace(" ", ""):
        msg = f"pattern {text!r} has a sign that patterns do not know"
        raise WordingError(msg)
    parts: list[str] = []
    for sign in signs:
        if sign in _GAPS:
            parts.append(_GAPS[sign])
        elif sign.startswith("<"):
            parts.append(_group(sign[1:-1], text, groups))
        elif sign == "|":
            parts.append("|")
        else:
            parts.append(_OPEN.get(sign) or _CLOSE.get(sign) or _word(sign))
    return "".join(parts)


def _group(name: str, where: str, groups: Groups) -> str:
    if name not in groups:
        msg = f"pattern {where!r} names the unknown word group {name!r}"
        raise WordingError(msg)
    return "(?:" + "|".join(translate(item, groups) for item in groups[name]) + ")"


def compiled(text: str, groups: Groups) -> re.Pattern[str]:
    """The pattern ready to search folded text, which begins and ends with a space."""
    try:
        return re.compile(translate(text, groups) + "(?= )")
    except re.error as error:
        msg = f"pattern {text!r} is not well formed ({error})"
        raise WordingError(msg) from error
