"""What the words of an order say, in English and French, as far as they are understood.

Made for comparing with the order's structure (`reminders.conflicts`), so what is not
understood says nothing. "Daily" alone only says that no day is left out: "two tablets
daily" may be one in the morning and one at night.
"""

import re
from collections.abc import Iterator

Range = tuple[float, float]
"""Lowest and highest that the words allow."""

WORDS = (
    ("a", "one", "un", "une", "once"),
    ("two", "deux", "twice"),
    ("three", "trois", "thrice"),
    ("four", "quatre"),
    ("five", "cinq"),
    ("six",),
    ("seven", "sept"),
    ("eight", "huit"),
    ("nine", "neuf"),
    ("ten", "dix"),
)
HALVES = ("half a", "half an", "half", "1/2", "\u00bd", "un demi", "une demi", "une demie")
NUMBERS = {word: float(value) for value, row in enumerate(WORDS, 1) for word in row}
NUMBERS |= dict.fromkeys(HALVES, 0.5) | {"other": 2.0, "second": 2.0, "third": 3.0}
NUMBER = rf"({'|'.join(sorted(NUMBERS, key=len, reverse=True))}|\d+(?:[.,]\d+)?)"
SPAN = rf"{NUMBER}(?:\s*(?:-|to|or|\u00e0|ou)\s*{NUMBER})?"
MONTH = 30.4
UNITS: dict[str, float] = {
    "day": 1,
    "daily": 1,
    "d": 1,
    "jour": 1,
    "j": 1,
    "week": 7,
    "weekly": 7,
}
UNITS |= {"wk": 7, "semaine": 7, "month": MONTH, "monthly": MONTH, "mois": MONTH}
SPELLS = dict.fromkeys(("h", "hr", "hour", "heure"), 1 / 24) | UNITS
LATIN = {"bid": 2, "bd": 2, "tid": 3, "tds": 3, "qid": 4, "qds": 4, "qod": 0.5}
MEASURES = frozenset({"mg", "g", "mcg", "ug", "\u00b5g", "ml", "mmol", "iu", "ui"})
"""Units of strengths; the others count pieces."""
MORE = 1_000.0
"""No upper limit."""

_TIMES = re.compile(
    rf"(up to |at most |max\w* (?:of )?|jusqu'\u00e0 |au plus )?\b{SPAN}\s*"
    r"(?:times?|fois|x)?\s*(?:(?:a|per|each|every|par|chaque)\s+|/\s*)?"
    r"(day|daily|week|weekly|month|monthly|jour|semaine|mois|d|j)\b"
)
_COUNTED = re.compile(r"once|twice|thrice|times?|fois|\dx| x")
_EVERY = re.compile(
    rf"\b(?:every|each|toutes? les|tous les|q)\s*(?:{SPAN}\s*)?"
    r"(h|hr|hour|heure|day|d|jour|week|semaine|month|mois)s?\b"
)
_ALTERNATE = re.compile(r"\b(?:alternate days?|(?:un )?jour sur deux)\b")
_DAILY = re.compile(
    r"\b(?:daily|a day|per day|nightly|par jour|quotidien\w*"
    r"|(?:every|each|chaque) (?:day|morning|evening|night|jour|matin|soir|nuit)"
    r"|tous les (?:jours|matins|soirs))\b"
)
_WEEKLY = re.compile(r"\b(weekly|monthly)\b|\b(?:chaque|par) (semaine|mois)\b")
ENGLISH = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
FRENCH = "(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_WEEKDAY = re.compile(rf"\b({ENGLISH}|{FRENCH})s?\b")
_OF_EVERY_WEEK = re.compile(
    rf"\b(?:every|each) {ENGLISH}\b|\b{ENGLISH}s\b"
    rf"|\b(?:le|les|chaque|tous les) {FRENCH}s?\b"
)
""" "On Monday" alone may be the day on which it starts."""
_PARTS = (
    r"\b(?:morning|matin)\b",
    r"\b(?:noon|midday|lunch\w*|(?<!-)midi)\b",
    r"\b(?:afternoon|apr[e\u00e8]s-midi)\b",
    r"\b(?:evening|supper|dinner|soir)\b",
    r"\b(?:night|bedtime|nuit|coucher)\b",
)
_LENGTH = re.compile(
    rf"(?:\b(?:for|pendant|durant|x)\s*(?:the next |les )?{NUMBER}\s*|\b{NUMBER}[- ])"
    r"(day|week|jour|semaine|d)s?\b( course)?"
)
_PIECES = re.compile(
    rf"\b(?:take|prendre|prenez) {NUMBER}\b"
    rf"|\b{NUMBER} (?:tab|cap|pill|comprim|cp|g[e\u00e9]lule|ampoule|vial|drop|goutte)"
)
_ON_DEMAND = re.compile(
    r"\b(?:(?:as|if|when) (?:needed|required|necessary)|prn"
    r"|(?:si|au) besoin|si n[e\u00e9]cessaire|en cas de)\b"
)


def on_demand(text: str) -> bool:
    """Whether the words say that it is taken as needed."""
    return bool(_ON_DEMAND.search(text))


def rates(text: str) -> list[Range]:
    """Doses a day, every way in which the words say them."""
    text = re.sub(r"\b([a-z])\.([a-z])\.([a-z])\b\.?", r"\1\2\3", text)
    exact = [*_times(text), *_every(text), *_on_weekdays(text)]
    latin = [float(rate) for word, rate in LATIN.items() if re.search(rf"\b{word}\b", text)]
    exact += [(rate, rate) for rate in latin + [0.5] * bool(_ALTERNATE.search(text))]
    if not exact and (found := _WEEKLY.search(text)):
        exact = [(1 / UNITS[found[1] or found[2]],) * 2]
    if exact or re.search(r"\b(?:except|but not|sauf)\b", text):
        return exact
    parts = sum(bool(re.search(part, text)) for part in _PARTS)
    if parts > 1:
        return [(float(parts), float(parts))]
    return [(1.0, MORE)] if _DAILY.search(text) else []


def _times(text: str) -> Iterator[Range]:
    """Such as "twice a day", "3x/j", "one to two times weekly", "deux fois par mois"."""
    for found in _TIMES.finditer(text):
        if _COUNTED.search(found[0]):
            low, high = number(found[2]), number(found[3] or found[2])
            days = UNITS[found[4]]
            yield 0.0 if found[1] else low / days, high / days


def _every(text: str) -> Iterator[Range]:
    """Such as "every 6 hours", "every other day", "q8h", "tous les 3 jours"."""
    for found in _EVERY.finditer(text):
        few = number(found[1]) if found[1] else 1.0
        many = number(found[2]) if found[2] else few
        days = SPELLS[found[3]]
        if found[1] is not None or days != 1:
            yield 1 / (many * days), 1 / (few * days)


def _on_weekdays(text: str) -> Iterator[Range]:
    """Such as "every Monday", "on Mondays and Thursdays", "le lundi et le jeudi"."""
    if _OF_EVERY_WEEK.search(text):
        share = len(set(_WEEKDAY.findall(text))) / 7
        yield share, MORE if _DAILY.search(text) else share


def number(word: str) -> float:
    """The value of a number, in words or digits."""
    return NUMBERS.get(word) or float(word.replace(",", "."))


def length(text: str) -> float | None:
    """For how many days; None where the words do not say."""
    for found in _LENGTH.finditer(text):
        if found[1] or found[4]:
            return number(found[1] or found[2]) * UNITS[found[3]]
    return None


def amounts(text: str, unit: str) -> list[Range]:
    """How much of that unit is named, "two tablets", "2,5 mg".

    A strength times a number counts too: "500 mg tablets, take two" may be 1,000 mg.
    """
    stem = re.escape(unit.lower().strip().removesuffix("s"))
    if not stem:
        return []
    spans = re.finditer(rf"(?<![\w.,/]){SPAN}\s*{stem}s?\b", text)
    said = [(number(one[1]), number(one[2] or one[1])) for one in spans]
    if unit.lower() not in MEASURES:
        return said
    pieces = [number(one[1] or one[2]) for one in _PIECES.finditer(text)]
    return said + [(low * many, high * many) for low, high in said for many in pieces]
