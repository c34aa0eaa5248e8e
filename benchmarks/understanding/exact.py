"""Baseline: exact-match sentences through hassil, as closed voice assistants do it."""

import re

import yaml
from hassil import Intents, recognize

from benchmarks.understanding.sets import NLU, Case, fold, read

_MARK = re.compile(r"(\[|\]|\||\{\w+\})")


def _literal(text: str) -> str:
    """Folded, with the blanks at its ends kept."""
    folded = fold(text)
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and folded else ""
    return f"{before}{folded}{after}"


def _pattern(template: str) -> str:
    """Our template in hassil's own notation: (a|b), optional [(a|b)], <rule>."""
    found = ""
    for part in filter(None, _MARK.split(template)):
        if part.startswith("{"):
            found += f"<{part[1:-1].lower()}>"
        else:
            found += {"[": "(", "]": ")", "|": "|"}.get(part) or _literal(part)
    return re.sub(r"\(([^()]*)\|\)", r"[(\1)]", found)


def intents(language: str) -> Intents:
    """All our sentences and templates, to be matched word for word."""
    corpus = read(NLU / "data" / language)
    rules = {
        name.lower(): "("
        + "|".join(fold(str(word)) for word in words if fold(str(word)))
        + ")"
        for name, words in corpus.words.items()
        if not any(mark in str(word) for word in words for mark in "{[")
    }
    table = {
        one.name: {
            "data": [
                {
                    "sentences": [fold(text) for text in one.sentences if fold(text)]
                    + [
                        _pattern(text)
                        for text in one.templates
                        if set(re.findall(r"\{(\w+)\}", text.lower())) <= set(rules)
                        and "[" in text
                    ]
                }
            ]
        }
        for one in corpus.intents
    }
    source = {"language": language, "intents": table, "expansion_rules": rules}
    return Intents.from_dict(yaml.safe_load(yaml.safe_dump(source)))


def exact_row(language: str, cases: list[Case]) -> str:
    """Share of sentences that are matched rightly, and of cries that are matched."""
    table = intents(language)
    found = [recognize(fold(case.text), table) for case in cases]
    right = [
        match is not None and match.intent.name in case.intents
        for match, case in zip(found, cases, strict=True)
    ]
    cries = [hit for hit, case in zip(right, cases, strict=True) if case.cry]
    label = f"{language} blind, hassil exact"
    return (
        f"{label:<30}{100 * sum(right) / len(right):>7.1f} %"
        f"{'':>15}{100 * sum(cries) / len(cries):>6.1f} %"
    )
