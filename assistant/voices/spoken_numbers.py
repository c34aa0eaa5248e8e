"""Fractions, decimals, ranges, signs and counted nouns as they are said."""

import re
from functools import cache

from care.people import Language
from care.wording import Wording, wording

_FRACTIONS = {
    ("\u00bc", "1/4"): "quarter",
    ("\u00be", "3/4"): "three_quarters",
    ("\u2153", "1/3"): "third",
    ("\u2154", "2/3"): "two_thirds",
}
_AND_PART = re.compile(
    r"(?<![\d/.,])(\d+)(?:\s?([\u00bc\u00be\u2153\u2154])|\s([123]/[34]))(?!\d)(?:\s([^\W\d]+))?"
)
_NOUN_HALF = re.compile(r"(?<![\d/.,])(\d+)\s([^\W\d]+)\s(?:\u00bd|1/2(?![\d/]))")
"""French orders put the half behind: "1 comprim\u00e9 1/2"."""
_HALF_OF = re.compile(
    r"(?:(?<![\d/.,])(\d+)\s*\u00bd|(?<![\d/.,])(\d+)\s1/2\b)\s([^\W\d]+)"
)
_AND_HALF = re.compile(r"(?:(?<![\d/.,])(\d+)\s*\u00bd|(?<![\d/.,])(\d+)\s1/2\b)")
_HALF = re.compile(r"(?:\u00bd|(?<![\d/.,])1/2\b(?!/))(?:\s(?:a|of a)\b)?(?=\s?([^\W\d]*))")
_OVER = re.compile(r"(?<![\d/])(\d{1,3})\s?/\s?(\d{1,3})(?![\d/])")
_RANGE = re.compile(
    r"(?<![\d\-\w])(\d+(?:[.,]\d+)?)\s?[\-\u2013]\s?((?!0\d)\d+(?:[.,]\d+)?)(?![\d\-])"
)
_MINUS = re.compile(r"(?<!\S)[\-\u2212]\s?(?=\d)")
_THOUSANDS = {
    # "2 500 mg" may be two of 500 mg; only whole thousands are set apart by spaces.
    Language.ENGLISH: re.compile(
        r"(?<!\d )(?<![\d.,])([1-9]\d{0,2}(?:(?:,\d{3})+|(?: 000)+))(?! ?,?\d)"
    ),
    Language.FRENCH: re.compile(r"(?<!\d )(?<![\d.,])([1-9]\d{0,2}(?: \d{3})+)(?! ?\d)"),
}
_BARE_POINT = re.compile(r"(?<![\w.,])[.,](?=\d)")
_DECIMAL = re.compile(r"(?<![\d.,])(\d+)[.,](\d{1,6})(?![\d]|[.,]\d)")
_SIGNS = (
    ("\u2265|>=", "at_least"), ("\u2264|<=", "at_most"), ("<", "below"),
    (">", "above"), ("\u00b1", "give_or_take"), ("~|\u2248", "about"),
)  # fmt: skip
_OUT_OF = 10
_PHONE = re.compile(
    r"(?<![\d.,/:+])(?:0\d+(?:[ .\-]\d{2,4})*|(?:\d{3}[ .\-]|\(\d{3}\) ?)?\d{3}-\d{4})"
    r"(?![\d/:]|[.,]\d)"
)
_ABROAD = re.compile(r"(?<!\w)\+(\d{1,3}(?:[ .\-]?\(?\d{1,4}\)?){2,})(?!\d)")
_ORDINAL = re.compile(r"\b(\d+)(?:e|\u00e8me|eme|\u00e8|nde?)\b")
_FIRST = {
    re.compile(r"\b1er\b"): "first",
    re.compile(r"\b1(?:re|\u00e8re|ere)\b"): "feminine_first",
}
_ONE = re.compile(r"(?<![\d.,/])(\d*1)\s(?=([^\W\d]+))")


def telephone(text: str, words: Wording) -> str:
    """Numbers to call, one digit at a time; in French only what begins with 0."""
    verbs = words.say("speech.digits.after").split()
    text = _thousands(text, words.language)
    plus = words.say("speech.number.plus")
    text = _ABROAD.sub(lambda found: f"{plus} {_grouped(found[1])}", text)
    text = _PHONE.sub(lambda found: _spelt(found[0], words), text)
    if not verbs:
        return text
    pattern = rf"\b({'|'.join(verbs)})\s+(\d{{3,}})\b"
    return re.sub(
        pattern, lambda found: f"{found[1]} {' '.join(found[2])}", text, flags=re.IGNORECASE
    )


def _thousands(text: str, language: Language) -> str:
    """Numbers such as "1,000" and "1 000" without what groups their digits."""
    return _THOUSANDS[language].sub(lambda found: re.sub(r"\D", "", found[1]), text)


def _grouped(number: str) -> str:
    """Digit by digit, with a pause where it is written with one."""
    return ", ".join(" ".join(group) for group in re.findall(r"\d+", number))


def _spelt(number: str, words: Wording) -> str:
    """Digit by digit; French telephone numbers in pairs."""
    digits = re.sub(r"\D", "", number)
    even = words.language is Language.FRENCH and len(digits) % 2 == 0
    if even and len(digits) > 2:  # noqa: PLR2004 - more than one pair
        pairs = [digits[at : at + 2] for at in range(0, len(digits), 2)]
        return ", ".join(" ".join(two) if two[0] == "0" else two for two in pairs)
    return _grouped(number)


def amounts(text: str, words: Wording) -> str:
    """Fractions, ranges, comparisons and decimals."""
    text = _BARE_POINT.sub("0.", text)
    text = _fractions(text, words)

    def over(found: re.Match[str]) -> str:
        key = "out_of" if int(found[2]) == _OUT_OF else "over"
        return words.say(f"speech.number.{key}", first=found[1], second=found[2])

    def between(found: re.Match[str]) -> str:
        return words.say("speech.number.range", first=found[1], second=found[2])

    text = _RANGE.sub(between, _OVER.sub(over, text))
    text = _MINUS.sub(words.say("speech.number.minus", number=""), text)
    for sign, key in _SIGNS:
        text = re.sub(
            rf"(?:{sign})\s?(?=\d)", words.say(f"speech.number.{key}") + " ", text
        )
    return text


def _fractions(text: str, words: Wording) -> str:
    feminine = _feminine(words.language)

    def half_of(found: re.Match[str]) -> str:
        noun = found[found.lastindex or 0]
        key = "and_half_of_feminine" if noun in feminine else "and_half_of"
        whole = found[1] or found[2]
        return words.say(f"speech.number.{key}", whole=whole, noun=noun)

    def half(found: re.Match[str]) -> str:
        key = "half_feminine" if found[1] in feminine else "half"
        return words.say(f"speech.number.{key}")

    def and_part(found: re.Match[str]) -> str:
        sign = found[2] or found[3]
        key = next(key for signs, key in _FRACTIONS.items() if sign in signs)
        part = words.say(f"speech.part.{key}")
        noun = f" {found[4]}" if found[4] else ""
        return words.say("speech.number.and_part", whole=found[1], part=part, noun=noun)

    text = _AND_PART.sub(and_part, text)
    if feminine:
        text = _NOUN_HALF.sub(half_of, text)
    text = _HALF_OF.sub(half_of, text)
    text = _AND_HALF.sub(
        lambda f: words.say("speech.number.and_half", whole=f[1] or f[2]), text
    )
    text = _HALF.sub(half, text)
    for signs, key in _FRACTIONS.items():
        pattern = rf"{signs[0]}|(?<![\d/.,]){signs[1]}(?![\d/])"
        said = words.say(f"speech.number.{key}")
        text = re.sub(rf"(?:{pattern})(?:\s(?:de|d'|of an?|of)\b)?", said, text)
    return text


def counted(text: str, words: Wording, language: Language) -> str:
    """Decimals in words, and where the noun has a gender, "une" and "vingt et une"."""

    def point(found: re.Match[str]) -> str:
        digits = found[2]
        if language is Language.FRENCH:
            zeros = len(digits) - len(digits.lstrip("0"))
            shown = " ".join(["0"] * zeros + ([digits[zeros:]] if digits[zeros:] else []))
        else:
            shown = " ".join(digits)
        return words.say("speech.number.point", whole=found[1], digits=shown)

    text = _DECIMAL.sub(point, text)
    return _gendered(text, words) if words.say("speech.gender.one") else text


def _gendered(text: str, words: Wording) -> str:
    feminine = _feminine(words.language)
    tens = dict(pair.split("=") for pair in words.say("speech.gender.tens").split())
    barred = frozenset(words.say("speech.gender.not_before").split())
    une = words.say("speech.gender.feminine_one")

    def one(found: re.Match[str]) -> str:
        number, noun = found[1], found[2]
        if number == "1":
            said = une if noun in feminine else words.say("speech.gender.one")
            return found[0] if noun in barred else f"{said} "
        if noun not in feminine or number[-2:] in ("11", "71", "91"):
            return found[0]
        ten = tens.get(str(int(number) - 1))
        return f"{ten} et {une} " if ten else f"{int(number) - 1} {une} "

    for written, key in _FIRST.items():
        text = written.sub(words.say(f"speech.gender.{key}"), text)
    text = _ORDINAL.sub("\\1\u00e8me", text)
    return _ONE.sub(one, text)


@cache
def _feminine(language: Language) -> frozenset[str]:
    """Feminine nouns that are counted, singular and plural."""
    nouns = wording(language).say("speech.gender.feminine_nouns").split()
    return frozenset(nouns) | {f"{noun}s" for noun in nouns}
