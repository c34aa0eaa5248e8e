"""Numbers in speech: text2num finds number words, this module what stands around them.

text2num does not know halves, ranges, "seven out of ten", corrections or homophones, and
reads "no one" as "no 1" (measured, reference notes on Rasa, section 6). Two values
without "or" between them are no number at all: the caller asks again.
"""

import re
from dataclasses import dataclass

from text_to_num import alpha2digit

from assistant.phrases import Phrases
from care.people import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One value and how it was said."""

    value: float
    sure: bool = True
    """False for a homophone ("ate out of ten") or a range."""
    said: str = ""
    """A range as said, "6-7"; empty for a plain number."""


_NUMBER = re.compile(r"(?<![\w.,])\d+(?:\.\d+)?(?![\w.])")
_DECIMAL_COMMA = re.compile(r"(\d),(\d)")
_ARTICLE = re.compile(r"(?<! et) une?(?= (?!sur |ou |virgule |et demi))")
_SHORT = 4
"""A homophone counts as a number only in so few words, or before "out of ten"."""


def digits(folded: str, tables: Phrases) -> str:
    """The folded text with its number words as digits, and number-like phrases cut."""
    text = tables.cut("numbers.never", folded)
    if tables.language is Language.FRENCH:
        text = _french_articles(text)
    text = alpha2digit(text, tables.language.value, threshold=0)
    text = _DECIMAL_COMMA.sub(r"\1.\2", text)
    return f" {text.strip()} "


def _french_articles(text: str) -> str:
    """The words un and une are articles unless few words are said or a scale follows."""
    short = len(text.split()) <= _SHORT - 1
    return text if short else _ARTICLE.sub(" ~", text)


def numbers(folded: str, tables: Phrases) -> tuple[Number, ...]:
    """Every value said, in order; a range or a pair joined by "or" is one value."""
    text = digits(folded, tables)
    scaled = tables.says("numbers.out_of", text)
    text = _rejections_cut(tables.cut("numbers.out_of", text), tables)
    found = [(m.start(), m.end(), float(m[0])) for m in _NUMBER.finditer(text)]
    found = [_with_half(text, spot, tables) for spot in found]
    if not found:
        return _homophone(folded, tables, scaled=scaled)
    found = _after_correction(text, found, tables)
    if len(found) == 2 and _joined(text, found, tables):  # noqa: PLR2004 - a pair
        low, high = sorted(value for _, _, value in found)
        return (Number(value=high, sure=False, said=f"{low:g}-{high:g}"),)
    values = {value for _, _, value in found}
    if len(values) == 1:
        return (Number(value=values.pop()),)
    return tuple(Number(value=value) for _, _, value in found)


Spot = tuple[int, int, float]


def _rejections_cut(text: str, tables: Phrases) -> str:
    """In "not seven, one" the seven is taken back, as long as something remains."""
    cut = text
    for hit in tables.hits("numbers.rejected", text):
        after = _NUMBER.search(text, hit.end())
        if after and after.start() - hit.end() <= 1:
            cut = cut[: after.start()] + "~" * len(after[0]) + cut[after.end() :]
    return cut if _NUMBER.search(cut) else text


def _with_half(text: str, spot: Spot, tables: Phrases) -> Spot:
    start, end, value = spot
    rest = f" {text[end:].lstrip()}"
    follows = any(p.match(rest) for p in tables.patterns("numbers.half"))
    return (start, end, value + 0.5) if follows else spot


def _after_correction(text: str, found: list[Spot], tables: Phrases) -> list[Spot]:
    """What was said after "no, I mean" takes the place of what stood before it."""
    marks = [hit.end() for hit in tables.hits("numbers.correction", text)]
    later = [spot for spot in found if marks and spot[0] >= max(marks)]
    return later or found


def _joined(text: str, found: list[Spot], tables: Phrases) -> bool:
    between = f" {text[found[0][1] : found[1][0]].strip()} "
    before = f" {' '.join(text[: found[0][0]].split()[-1:])} "
    return tables.says("numbers.alternative", between) or tables.says(
        "numbers.alternative", before
    )


def _homophone(folded: str, tables: Phrases, *, scaled: bool) -> tuple[Number, ...]:
    """A word that sounds like a number, in a short answer; never sure."""
    text = tables.cut("numbers.out_of", digits(folded, tables))
    words = text.replace(",", " ").split()
    if not scaled and len(words) > _SHORT:
        return ()
    likes = (tables.lists.get(f"numbers.sounds_like.{word}") for word in reversed(words))
    like = next((found for found in likes if found), None)
    return (Number(value=float(like[0]), sure=False),) if like else ()
