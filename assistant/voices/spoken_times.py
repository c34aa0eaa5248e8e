"""Times of day, lengths of time and dates as they are said.

In French "8 h" is a time of day and "toutes les 8 h" a length; a length that is said as a
time would be another order. So the part of the day is said only where the words around
show that a time is meant; "8 heures" alone is right for both.
"""

import re

from care.people import Language
from care.wording import Wording

_HOUR = r"([01]?\d|2[0-3])"
_CLOCK = re.compile(
    rf"(?<![\d:,.])(?:{_HOUR}(?::|\s?h\s?)([0-5]\d)(?!\d|:\d|\s?(?:mg|ml|min|mn)\b)|{_HOUR}(?=\s?[ap]\.?m\b))"
    r"(?:\s?([ap])\.?\s?m\b\.?(?=\s[^A-Z]|\W|$)|\s?hrs\b)?",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    r"(?:pendant|durant|dans|depuis|toutes? les|tous les|il y a|chaque|en|sous|apr\u00e8s|"
    r"encore|moins de|plus de|environ|for|every|in|within|after|about|last|lasts|took)\s$",
    re.IGNORECASE,
)
_TIME_OF_DAY = re.compile(
    r"(?:\b\u00e0|vers|avant|d\u00e8s|jusqu'\u00e0|jusqu\u2019\u00e0|est|\u00e9tait|sera|entre)\s$",
    re.IGNORECASE,
)
_APART = re.compile(
    r"\s(?:d'intervalle|d\u2019intervalle|plus t\u00f4t|plus tard)", re.IGNORECASE
)
_PART_SAID = re.compile(
    r"\s(?:in the (?:morning|afternoon|evening)|at night|tonight|this (?:morning|"
    r"afternoon|evening)|du (?:matin|soir)|de l['\u2019]apr\u00e8s-midi|de la nuit|"
    r"ce (?:matin|soir)|cet apr\u00e8s-midi|cette nuit)\b",
    re.IGNORECASE,
)
"""Then the part of the day is not said again, still less another one."""
_SPAN = re.compile(r"\d\s?(?:\u00e0|ou|et|-|\u2013)\s?$")
_FRENCH_HOUR = re.compile(rf"(?<![\d:,./]){_HOUR}\s?h\b(?!/)")
_FROM_TO = re.compile(
    r"(\dh?|h\d\d|:\d\d|[ap]m)\s?[\-\u2013]\s?(?=\d{1,2}(?:\s?h\b|\s?h\d|:\d\d|\s?[ap]m))"
)
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")
_SLASHED = re.compile(r"(?<![\d/.\-])(\d{1,2})([/.\-])(\d{1,2})\2(\d{4})(?![\d/])")
_DAY_MONTH = re.compile(
    r"\b(le|du|au|on)\s(?:(\d\d)/(\d\d)|(?<!\bon\s)(\d{1,2})/(\d{1,2}))(?![\d/])",
    re.IGNORECASE,
)
NOON, EVENING, NIGHT = 12, 18, 24
MONTHS, LONGEST_MONTH = 12, 31


def times(text: str, words: Wording, language: Language) -> str:
    """The clock times of a text; in French also bare hours."""
    text = _FROM_TO.sub(lambda found: found[1] + _to(words), text)

    def clock(found: re.Match[str]) -> str:
        hour, minute = int(found[1] or found[3]), int(found[2] or 0)
        half = (found[4] or "").lower()
        if half and 1 <= hour <= NOON:
            hour = hour % NOON + (NOON if half == "p" else 0)
        elif _LENGTH.search(text[: found.start()]) and language is Language.FRENCH:
            return f"{_hours(hour, words)} {minute:02}" if minute else _hours(hour, words)
        if not half and hour and _PART_SAID.match(text[found.end() :]):
            return f"{_hours(hour, words)} {_minutes(minute, words)}".strip()
        return of_day(hour, minute, words)

    def bare(found: re.Match[str]) -> str:
        hour, before = int(found[1]), french[: found.start()]
        span = _SPAN.search(before)  # "4 \u00e0 6 h"
        meant = (
            _TIME_OF_DAY.search(before)
            and not span
            and not _APART.match(french[found.end() :])
        )
        if _PART_SAID.match(french[found.end() :]):
            return _hours(hour, words)
        late = hour > NOON and not span and not _LENGTH.search(before)
        return of_day(hour, 0, words) if meant or late else _hours(hour, words)

    french = text = _CLOCK.sub(clock, text)
    return _FRENCH_HOUR.sub(bare, text) if language is Language.FRENCH else text


def _to(words: Wording) -> str:
    return words.say("speech.time.range", first="", second="")


def _hours(hour: int, words: Wording) -> str:
    return words.say(f"speech.time.{'one' if hour == 1 else 'many'}", hour=str(hour))


def _minutes(minute: int, words: Wording) -> str:
    """As they are said after the hour; nothing for a full one."""
    if 0 < minute < 10:  # noqa: PLR2004 - one digit
        return words.say("speech.time.zero", minute=str(minute))
    return str(minute) if minute else ""


def of_day(hour: int, minute: int, words: Wording) -> str:
    """A time by the clock of 24 hours, with its part of the day."""
    shown = _minutes(minute, words)
    if hour in (0, NOON):
        name = "noon" if hour else "midnight"
        past = f"{name}_past" if minute else name
        return words.say(f"speech.time.{past}", minute=shown)
    part = "morning" if hour < NOON else "afternoon" if hour < EVENING else "evening"
    key = part if minute else f"full_{part}"
    return words.say(f"speech.time.{key}", hours=_hours(hour % NOON, words), minute=shown)


def dates(text: str, words: Wording) -> str:
    """Dates in digits; day before month unless only the other order can be meant."""

    def iso(found: re.Match[str]) -> str:
        said = _date(int(found[3]), int(found[2]), found[1], words)
        return said or found[0]

    def slashed(found: re.Match[str]) -> str:
        first, second, year = int(found[1]), int(found[3]), found[4]
        said = _date(first, second, year, words) or _date(second, first, year, words)
        return said or found[0]

    def day_month(found: re.Match[str]) -> str:
        first, second = int(found[2] or found[4]), int(found[3] or found[5])
        said = _date(first, second, "", words) or _date(second, first, "", words)
        return f"{found[1]} {said}" if said else found[0]

    text = _DAY_MONTH.sub(day_month, _SLASHED.sub(slashed, _ISO.sub(iso, text)))
    months = "|".join(words.say("speech.date.months").split())
    text = re.sub(rf"\b1 (?=(?:{months})\b)", words.say("speech.date.first") + " ", text)
    article = words.say("speech.date.article")
    return re.sub(
        rf"\b({article.strip()})\s{article.strip()}\b", r"\1", text, flags=re.IGNORECASE
    )


def _date(day: int, month: int, year: str, words: Wording) -> str | None:
    if not (1 <= day <= LONGEST_MONTH and 1 <= month <= MONTHS):
        return None
    names = words.say("speech.date.months").split()
    shown = words.say("speech.date.first") if day == 1 else _ordinal(day, words)
    said = words.say("speech.date.said", day=shown, month=names[month - 1])
    whole = words.say("speech.date.year", date=said, year=year) if year else said
    return words.say("speech.date.article") + whole


def _ordinal(day: int, words: Wording) -> str:
    if words.language is Language.FRENCH:
        return str(day)
    teen = day // 10 == 1
    end = "th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return words.say("speech.date.day", day=str(day), end=end)
