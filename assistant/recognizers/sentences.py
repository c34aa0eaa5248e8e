"""The sentences that people here say: the language model and the arbiter learn from them.

Our own short list, plus every example of the NLU training data when that is there.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path

from assistant.recognizers.plain import plain
from care.people import Language

_MARKED = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")
_EXAMPLE = re.compile(r"^\s{2,}-\s+(.+)$", re.MULTILINE)
_INTENT_EXAMPLES = re.compile(
    r"^\s*- intent:[^\n]*\n\s*examples:\s*\|\s*\n((?:\s*-\s[^\n]*\n?|\s*\n)+)", re.MULTILINE
)


def own(language: Language) -> tuple[str, ...]:
    """Our own list; empty for a language that has none."""
    file = files("assistant.recognizers") / f"sentences_{language.value}.txt"
    if not file.is_file():
        return ()
    lines = file.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def examples(text: str) -> tuple[str, ...]:
    """The plain examples of a Rasa training file; entity marks are taken off."""
    found: list[str] = []
    for block in _INTENT_EXAMPLES.finditer(text):
        marked = _EXAMPLE.findall(block.group(1))
        found += [plain(_MARKED.sub(r"\1", example)) for example in marked]
    return tuple(sentence for sentence in found if sentence)


def known(language: Language, training: Path | None) -> tuple[str, ...]:
    """Every sentence known for a language, in a steady order, each once.

    Args:
        language: Of the sentences.
        training: Folder of the NLU data; files below a folder or with a name part of
            the language's code count. None or a missing folder: our own list only.
    """
    sentences = dict.fromkeys(own(language))
    if training is not None and training.is_dir():
        for file in sorted(training.rglob("*.yml")):
            parts = {
                *file.relative_to(training).parts[:-1],
                *re.split(r"[_.\-]", file.name),
            }
            if language.value in parts:
                sentences |= dict.fromkeys(examples(file.read_text(encoding="utf-8")))
    return tuple(sentences)


@cache
def tables(language: Language) -> dict[str, frozenset[str]]:
    """Complete answers by kind of question (`care.speech.Expects` value)."""
    file = files("assistant.recognizers") / f"closed_{language.value}.toml"
    if not file.is_file():
        return {}
    found = tomllib.loads(file.read_text(encoding="utf-8"))
    return {kind: frozenset(phrases) for kind, phrases in found.items()}
