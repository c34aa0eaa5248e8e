"""How many pieces a dose is, and whether a number that somebody says is that many.

The words of the order come first ("two tablets of 500 mg"), as they are what is spoken
and shown; where they count no pieces, the number counted down from the stock.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

from care.medication import Regimen
from reminders.order_words import MEASURES, NUMBER, SPAN, number

_PIECES = re.compile(
    rf"(?<![\w.,/]){SPAN}\s+(?:(?P<look>[^\W\d_]+)\s+)?(?:tab|cap|pill|comprim|cp|cachet"
    r"|g[e\u00e9]lule|pilule|ampoule|vial|drop|goutte|puff|bouff|spray|sachet|patch|spoon"
    r"|cuill)"
)
_UNITS = re.compile(rf"(?<![\w.,/]){SPAN}\s*(?P<look>unit[s\u00e9]?\w*|ml|millilit\w*)\b")
"""What is counted where there are no pieces: units of insulin, millilitres."""
_AND_HALF = re.compile(rf"\b{NUMBER}\s+(?:and (?:a|one) half|et demie?)\b")
_NUMBER = re.compile(rf"\b{NUMBER}\b")


class Amount(StrEnum):
    """What somebody took, beside what is planned."""

    LESS = "less"
    PLANNED = "planned"
    MORE = "more"


def planned(regimen: Regimen) -> tuple[float, float]:
    """Fewest and most pieces of one dose."""
    text = _text(regimen)
    pieces = [one for one in _PIECES.finditer(text) if one["look"] not in MEASURES]
    found = [
        (number(one[1]), number(one[2] or one[1]))
        for one in pieces or _UNITS.finditer(text)
    ]
    lows, highs = zip(*(found or [(regimen.units_per_dose,) * 2]), strict=True)
    return min(lows), max(highs)


def compared(said: float, regimens: Sequence[Regimen]) -> Amount:
    """Whether so many are those planned of all these medicines together.

    "I took two" of two medicines may be one of each, so it is more only when it is more
    than the pieces and more than the medicines, and as planned only when it is both.
    """
    if len(regimens) == 1 and said in _numbers(regimens[0]):
        return Amount.PLANNED  # "ten", where the order says "10 units"
    each = [planned(one) for one in regimens]
    count = len(regimens) if len(regimens) > 1 else 0
    low, high = sum(few for few, _ in each), sum(many for _, many in each)
    if said > max(high, count):
        return Amount.MORE
    return Amount.LESS if said < max(low, count) else Amount.PLANNED


def _text(regimen: Regimen) -> str:
    text = regimen.dose_text.lower()
    return _AND_HALF.sub(lambda one: f"{number(one[1]) + 0.5:g}", text)


def _numbers(regimen: Regimen) -> set[float]:
    """Every number of an order that counts no pieces."""
    text = _text(regimen)
    if _PIECES.search(text):
        return set()
    return {number(one[1]) for one in _NUMBER.finditer(text)}
