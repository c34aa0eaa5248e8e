"""Written words as they are to be said: numbers, units, times, abbreviations.

Engines read "86 %", "5 mg" or "08:30" each in its own way, and some of them wrongly. What
is said comes from `care/words/<language>/speech.toml`; whole numbers stay digits, every
engine says those rightly.
"""

import re
from collections.abc import Mapping
from functools import cache

from care.people import Language
from care.wording import Wording, wording

_SENTENCE = re.compile(
    r"(?<!\bDr\.)(?<!\bMr\.)(?<!\bM\.)(?<!\bMrs\.)(?<=[.!?\u2026])\s+(?=\S)|\n+"
)
_SPACES = re.compile(r"\s+")
_TIME = re.compile(r"\b([01]?\d|2[0-3])(?::| ?h ?)([0-5]\d)\b(?!\s*(?:mg|ml))")
_FRENCH_HOUR = re.compile(r"\b([01]?\d|2[0-3]) ?h\b")
_HALF = re.compile(r"(?:(\d+)\s*)?(?:\u00bd|\b1/2\b)(?:\s+(?:a|of a)\b)?")
_QUARTER = re.compile(r"\u00bc|\b1/4\b")
_OVER = re.compile(r"(?<![\d/])(\d{1,3})/(\d{1,3})(?![\d/])")
_RANGE = re.compile(
    r"(?<![\d\-])(\d+(?:[.,]\d+)?)\s?[\-\u2013]\s?(\d+(?:[.,]\d+)?)(?![\d\-])"
)
_MINUS = re.compile(r"(?<!\S)[\-\u2212](\d)")
_DECIMAL = re.compile(r"(?<![\d.,])(\d+)[.,](\d{1,2})(?![\d]|[.,]\d)")
_MARKUP = re.compile(r"[*_#`~|^\[\]{}<>=\\]|[\U0001f000-\U0001faff\u2600-\u27bf]")
_OUT_OF = 10
NOON, EVENING = 12, 18


def sentences(text: str) -> list[str]:
    """The sentences of a text that is ready to be said, one by one."""
    found = (_SPACES.sub(" ", part).strip() for part in _SENTENCE.split(text))
    return [part for part in found if re.search(r"\w", part)]


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
        text = re.sub(rf"\b{re.escape(name)}\b", said, text, flags=re.IGNORECASE)
    text = _abbreviations(text, language)
    text = _times(text, words, language)
    text = _units(text, language)
    text = _numbers(text, words)
    text = _digits(text, words)
    return _SPACES.sub(" ", _MARKUP.sub(" ", text)).strip()


def _abbreviations(text: str, language: Language) -> str:
    for sign, said in _signs("abbreviation", language):
        before = r"\b" if sign[0].isalnum() else ""
        after = r"\b" if sign[-1].isalnum() else r"(?=\s|$)"
        text = re.sub(before + re.escape(sign) + after, said["said"], text)
    return text


def _times(text: str, words: Wording, language: Language) -> str:
    def clock(hour: int, minute: int) -> str:
        if minute == 0 and hour in (0, NOON):
            return words.say("speech.time.noon" if hour else "speech.time.midnight")
        part = "morning" if hour < NOON else "afternoon" if hour < EVENING else "evening"
        shown = str(hour % NOON or NOON)
        if minute == 0:
            return words.say(f"speech.time.full_{part}", hour=shown)
        late = words.say("speech.time.zero", minute=str(minute))
        said = late if minute < 10 else str(minute)  # noqa: PLR2004 - one digit
        return words.say(f"speech.time.{part}", hour=shown, minute=said)

    text = _TIME.sub(lambda found: clock(int(found[1]), int(found[2])), text)
    if language is Language.FRENCH:
        # In English "8 h" is a length, in French a time of day.
        text = _FRENCH_HOUR.sub(lambda found: clock(int(found[1]), 0), text)
    return text


def _units(text: str, language: Language) -> str:
    for sign, said in _signs("unit", language):
        after = r"(?!\w)" if sign[-1].isalnum() else ""
        pattern = rf"(\d+(?:[.,]\d+)?)\s?{re.escape(sign)}{after}"

        def name(found: re.Match[str], said: dict[str, str] = said) -> str:
            one = found[1] in ("1", "0") if language is Language.FRENCH else found[1] == "1"
            return f"{found[1]} {said['one' if one else 'many']}"

        text = re.sub(pattern, name, text)
    return text


def _numbers(text: str, words: Wording) -> str:
    def half(found: re.Match[str]) -> str:
        if found[1]:
            return words.say("speech.number.and_half", whole=found[1])
        return words.say("speech.number.half")

    def over(found: re.Match[str]) -> str:
        key = "out_of" if int(found[2]) == _OUT_OF else "over"
        return words.say(f"speech.number.{key}", first=found[1], second=found[2])

    def point(found: re.Match[str]) -> str:
        digits = " ".join(found[2])
        return words.say("speech.number.point", whole=found[1], digits=digits)

    text = _HALF.sub(half, text)
    text = _QUARTER.sub(words.say("speech.number.quarter"), text)
    text = _OVER.sub(over, text)
    text = _RANGE.sub(
        lambda found: words.say("speech.number.range", first=found[1], second=found[2]),
        text,
    )
    text = _MINUS.sub(lambda found: words.say("speech.number.minus", number=found[1]), text)
    text = _DECIMAL.sub(point, text)
    for sign, key in (("<", "below"), (">", "above")):
        text = re.sub(rf"{sign}\s?(?=\d)", words.say(f"speech.number.{key}") + " ", text)
    return text


def _digits(text: str, words: Wording) -> str:
    """Telephone numbers one digit at a time, where the language does so."""
    verbs = words.say("speech.digits.after").split()
    if not verbs:
        return text
    pattern = rf"\b({'|'.join(verbs)})\s+(\d{{3,}})\b"
    return re.sub(
        pattern, lambda found: f"{found[1]} {' '.join(found[2])}", text, flags=re.IGNORECASE
    )


@cache
def _signs(kind: str, language: Language) -> tuple[tuple[str, dict[str, str]], ...]:
    """Each way of writing with what is said for it, the longest first."""
    start, told = f"speech.{kind}.", wording(language).texts
    names = {key.removeprefix(start).split(".")[0] for key in told if key.startswith(start)}
    found = []
    for name in sorted(names):
        said = {
            part: told[f"{start}{name}.{part}"]
            for part in ("one", "many", "said")
            if f"{start}{name}.{part}" in told
        }
        found += [(sign, said) for sign in told[f"{start}{name}.sign"].split()]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))
