"""Units, rates and abbreviations as they are said."""

import re
from functools import cache

from care.people import Language
from care.wording import wording

_NUMBER = r"(?<![\w.,])(\d+(?:[.,]\d+)?)"
_EXAMPLE = re.compile(r"\bp\. ?ex\.")
_EVERY = re.compile(r"\bq(\d{1,2})h\b", re.IGNORECASE)
_NO = re.compile(r"(?:\b[nN][\u00b0\u00ba]|\bNo\.)\s?(?=\d)")
_AFTER_NUMBER = r"(?<![^\W\d])[x\u00d7]\s?(\d+)\s?"
"""\"x 3" that begins no word's end: "max 8/day" and "Mix 75/25" are no such thing."""


def abbreviations(text: str, language: Language, kind: str = "abbreviation") -> str:
    """Each sign that stands for words, in full.

    Args:
        text: Of any kind.
        language: Of the text.
        kind: "abbreviation", or "short" for those that are units after a number.
    """
    number = wording(language).say("speech.number.number")
    text = _EXAMPLE.sub("p.ex.", _NO.sub(f"{number} ", text))
    for sign, said in _signs(kind, language):
        before = r"(?<![\w/])" if sign[0].isalnum() else ""
        after = r"(?![\w/])" if sign[-1].isalnum() else r"(?=\s|$)"
        text = re.sub(before + re.escape(sign) + after, said["said"], text)
    return text


@cache
def dotted() -> frozenset[str]:
    """Abbreviations that end in a dot which ends no sentence."""
    found = {
        sign
        for language in Language
        for kind in ("abbreviation", "short")
        for sign, _ in _signs(kind, language)
        if sign.endswith(".")
    }
    return frozenset(found | {"No.", "p.", "MM.", "vol.", "max.", "min."})


def rates(text: str, language: Language) -> str:
    """What comes after the stroke: "4 g/day", "2x/jour", "0.5 mg/kg"."""
    words = wording(language)
    times = words.say("speech.number.times")
    text = _EVERY.sub(lambda f: words.say("speech.number.every", count=f[1]), text)
    text = re.sub(rf"\s?{_AFTER_NUMBER}(?=/)", rf" \1 {times} ", text)
    text = re.sub(rf"(?<=[^\W\d]\s){_AFTER_NUMBER}(?=$|[,;.)])", rf"\1 {times}", text)
    text = re.sub(
        r"(\d)\s?[x\u00d7]\s?(?=/|\d|(?:per|par|a|daily|weekly)\b)", rf"\1 {times} ", text
    )
    pulses = {sign for sign, _ in _signs("unit", language)}
    for sign, said in _signs("per", language):
        # "8/day" is a rate, "72/min" a pulse.
        number = "" if f"/{sign}" in pulses else r"|(?<=\d)"
        pattern = (
            rf"((?<=[^\W\d])|(?<=%)|(?<=fois )|(?<=times ){number})"
            rf"\s?/\s?{re.escape(sign)}(?!\w)"
        )
        text = re.sub(pattern, f" {said['said']}", text)
    return re.sub(r"(?<=[^\W\d])/(?=\d)", f" {words.say('speech.number.within')} ", text)


def units(text: str, language: Language) -> str:
    """A number and its unit: "1.5 ml", "70 mg/dL", "1 cp"."""
    for sign, said in _signs("unit", language):
        after = r"(?!\w)" if sign[-1].isalnum() else ""
        pattern = rf"{_NUMBER}\s?{re.escape(sign)}{after}"

        def name(found: re.Match[str], said: dict[str, str] = said) -> str:
            return f"{found[1]} {said['one' if _single(found[1], language) else 'many']}"

        text = re.sub(pattern, name, text)
    return text


def _single(number: str, language: Language) -> bool:
    """Whether the noun is singular: in French everything below two is."""
    if language is Language.FRENCH:
        return float(number.replace(",", ".")) < 2  # noqa: PLR2004 - the rule itself
    return number == "1"


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
