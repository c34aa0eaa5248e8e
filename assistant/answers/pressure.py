"""Blood pressure in speech: "one thirty over eighty", "13 8" as the French say it."""

import re

from assistant.answers.numbers import digits
from assistant.answers.reading import NOT_AN_ANSWER, Reading
from assistant.phrases import Phrases
from care.people import Language
from care.speech import Meaning

_VALUE = r"(\d{1,3}(?:\.\d)?)"
_PAIR = re.compile(rf"\b{_VALUE}(?: (?:mm|and|et|on|over|par|sur|a|by|,|/)+)? {_VALUE}\b")
_SPLIT_HUNDRED = re.compile(r"\b([12]) ([1-9]\d)\b(?= \D*\d)")

SYSTOLIC = (60, 260)
"""Limits in mmHg outside of which a pair is asked again; both ends are measurable."""
DIASTOLIC = (30, 160)
_CENTIMETRES = 30
"""Below this the French pair is in cmHg: "treize huit" is 130/80."""


def read_pressure(folded: str, tables: Phrases) -> Reading:
    """Systolic as the number, "systolic/diastolic" in mmHg as the text."""
    text = _SPLIT_HUNDRED.sub(r"\1\2", digits(folded, tables))
    pair = _PAIR.search(text)
    if pair is None:
        return NOT_AN_ANSWER
    systolic, diastolic = float(pair[1]), float(pair[2])
    short = tables.language is Language.FRENCH and systolic < _CENTIMETRES
    if short:
        systolic, diastolic = systolic * 10, diastolic * 10
    possible = (
        SYSTOLIC[0] <= systolic <= SYSTOLIC[1]
        and DIASTOLIC[0] <= diastolic <= DIASTOLIC[1]
        and systolic > diastolic
    )
    if not possible:
        return NOT_AN_ANSWER
    words = f"{systolic:g}/{diastolic:g}"
    return Reading(meaning=Meaning.NUMBER, number=systolic, text=words, sure=not short)
