"""The training sentences of one language, read from data/<language>/*.yml.

A file has word lists and intents; an intent has sentences and templates, one a line:

    words:
      room: [kitchen, hall]
    intents:
      emergency_fall:
        sentences: |
          I've fallen and I can't get up
        templates: |
          i fell in the {room}

Word lists are shared by all files of the language; noise.yml holds its noise.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from meaning.expand import Words, expand
from meaning.noise import Noise, noisy
from meaning.speech import fold

BLIND = Path(__file__).resolve().parents[1] / "blind"
"""Test sentences: one file per language, intent to sentences, one a line."""
NOISE_FILE = "noise.yml"
TEMPLATE_LIMIT = 40
"""Sentences taken from one template at most."""
NOISE_SHARE = 12
"""Per cent of sentences with each kind of general noise."""


class CorpusError(ValueError):
    """The data contradict themselves; the text names file, intent and sentence."""


@dataclass(frozen=True)
class Intent:
    """What people say when they mean one thing."""

    name: str
    sentences: tuple[str, ...]
    templates: tuple[str, ...]


@dataclass(frozen=True)
class Corpus:
    """All of one language."""

    intents: tuple[Intent, ...]
    words: Words
    noise: Noise
    never: frozenset[str] = frozenset()
    """Folded sentences of the blind set: left out where a template happens to make one."""


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


def _read(file: Path) -> dict[str, Any]:
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    if not isinstance(content, dict):
        raise CorpusError(f"{file}: expected `words` and `intents`")
    return content


def blind(language: str) -> dict[str, tuple[str, ...]]:
    """The test sentences of a language by intent; none where there is no file."""
    file = BLIND / f"{language}.yml"
    return (
        {name: _lines(text) for name, text in _read(file).items()} if file.exists() else {}
    )


def read(folder: Path) -> Corpus:
    """All files of one language, in which an intent may be spread over several.

    CorpusError when two files give a word list of the same name.
    """
    words: dict[str, list[str]] = {}
    intents: dict[str, Intent] = {}
    for file in sorted(folder.glob("*.yml")):
        if file.name == NOISE_FILE:
            continue
        content = _read(file)
        for name, listed in (content.get("words") or {}).items():
            if name in words:
                raise CorpusError(f"{file}: word list {name!r} is already in another file")
            words[name] = [str(word) for word in listed]
        for name, given in (content.get("intents") or {}).items():
            before = intents.get(name, Intent(name, (), ()))
            intents[name] = Intent(
                name,
                before.sentences + _lines(given.get("sentences")),
                before.templates + _lines(given.get("templates")),
            )
    noise = _read(folder / NOISE_FILE)
    table = Noise(noise["confusions"], noise["fillers"])
    tested = blind(folder.name).values()
    never = frozenset(fold(sentence) for listed in tested for sentence in listed)
    return Corpus(tuple(intents.values()), words, table, never)


def clean(corpus: Corpus) -> dict[str, list[str]]:
    """Folded sentences per intent, each once; CorpusError for one with two meanings."""
    meant: dict[str, str] = {}
    for intent in corpus.intents:
        written = list(intent.sentences)
        for template in intent.templates:
            written += expand(template, corpus.words, TEMPLATE_LIMIT)
        for sentence in written:
            other = meant.setdefault(fold(sentence), intent.name)
            if other != intent.name:
                raise CorpusError(f"{sentence!r} is both {other} and {intent.name}")
    found: dict[str, list[str]] = {intent.name: [] for intent in corpus.intents}
    for sentence, name in meant.items():
        if sentence and sentence not in corpus.never:
            found[name].append(sentence)
    return found


def examples(corpus: Corpus) -> dict[str, list[str]]:
    """Folded sentences per intent with their noisy versions, as trained on."""
    plain = clean(corpus)
    taken = set(corpus.never) | {
        sentence for sentences in plain.values() for sentence in sentences
    }
    found: dict[str, list[str]] = {}
    for name, sentences in plain.items():
        found[name] = list(sentences)
        for sentence in sentences:
            for version in noisy(sentence, corpus.noise, NOISE_SHARE):
                if version not in taken:
                    taken.add(version)
                    found[name].append(version)
    return found
