"""The sentences that people here say: the language model and the arbiter learn from them.

Our own short list, plus every example of the NLU training data when that is there.
"""

import re
import tomllib
import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import yaml

from assistant.recognizers.plain import plain
from care.people import Language

VARIANTS = 30
"""Sentences made of a template."""
DEPTH = 12
"""Choices inside choices that are followed."""
NAME = "{name}"

_CHOICE = re.compile(r"\[([^\[\]{}]*)\]|\{([a-z_0-9]+)\}")


def own(language: Language) -> tuple[str, ...]:
    """Our own list; empty for a language that has none."""
    file = files("assistant.recognizers") / f"sentences_{language.value}.txt"
    if not file.is_file():
        return ()
    lines = file.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def examples(texts: Sequence[str]) -> tuple[str, ...]:
    """The plain sentences of one language's files of NLU training data.

    `intents` holds `sentences` and `templates`, one a line; in a template `[a|b|]` is a
    choice and `{name}` one of the list `words: name`, of any of the files.
    """
    files = [data for text in texts if isinstance(data := yaml.safe_load(text), dict)]
    words = {name: one for data in files for name, one in (data.get("words") or {}).items()}
    found: list[str] = []
    for kinds in (one for data in files for one in (data.get("intents") or {}).values()):
        found += str(kinds.get("sentences") or "").splitlines()
        for template in str(kinds.get("templates") or "").splitlines():
            found += variants(template, words)
    return tuple(dict.fromkeys(filter(None, map(plain, found))))


def variants(template: str, words: Mapping[str, Sequence[str]]) -> list[str]:
    """Some sentences of a template, always the same ones; none if it cannot be read."""
    return [
        text for number in range(VARIANTS) if (text := _variant(template, number, words))
    ]


def _variant(template: str, number: int, words: Mapping[str, Sequence[str]]) -> str | None:
    text = template
    for _ in range(DEPTH):
        if any(name and name not in words for _, name in _CHOICE.findall(text)):
            return None
        at = f"{number} {text}"

        def pick(mark: re.Match[str], at: str = at) -> str:
            inside = mark[1]
            options = words[mark[2]] if inside is None else inside.split("|")
            return str(options[zlib.crc32(f"{at} {mark.start()}".encode()) % len(options)])

        text, changed = _CHOICE.subn(pick, text)
        if not changed:
            return text
    return None


def known(
    language: Language, training: Path | None, names: Sequence[str] = ()
) -> tuple[str, ...]:
    """Every sentence known for a language, in a steady order, each once.

    Args:
        language: Of the sentences.
        training: Folder of the NLU data, with a folder for each language. None or a
            missing folder: our own list only.
        names: Medicines and people of this home, for the sentences that name one.
    """
    sentences: dict[str, None] = {}
    for line in own(language):
        said = [line] if NAME not in line else [line.replace(NAME, plain(n)) for n in names]
        sentences |= dict.fromkeys(said)
    if training is not None:
        files = sorted((training / language.value).glob("*.yml"))
        texts = [file.read_text(encoding="utf-8") for file in files]
        sentences |= dict.fromkeys(examples(texts))
    return tuple(sentences)


@cache
def tables(language: Language) -> dict[str, frozenset[str]]:
    """Complete answers by kind of question (`care.speech.Expects` value)."""
    file = files("assistant.recognizers") / f"closed_{language.value}.toml"
    if not file.is_file():
        return {}
    found = tomllib.loads(file.read_text(encoding="utf-8"))
    return {kind: frozenset(phrases) for kind, phrases in found.items()}
