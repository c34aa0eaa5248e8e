"""Approved questions and answers, and which of them a question asks for.

Clinicians write them (assistant/conversation/approved/<language>/*.yml, or a folder of the
home's own); each entry has its source and the day of its review, and is not used any more
when the review is too old. What is not close to an approved question, and everything about
doses, diagnoses or prospects, is never answered here: a person does.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from assistant.conversation.lexicon import folded
from assistant.conversation.refusals import needs_person
from care.config import Section
from care.errors import ConfigError
from care.people import Language

CLOSE = 0.48
"""Least likeness of an approved question; measured in benchmarks/understanding."""
LEAD = 0.14
"""Two entries closer to each other than this are no answer."""
REVIEW_LASTS = timedelta(days=730)
PIECE = 4
"""Letters of the pieces that make "measuring" like "measure"."""


class Entry(Section):
    """One approved answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    questions: tuple[str, ...]
    """Several ways of asking it."""
    answer: str
    """At most two short sentences; no dose, no diagnosis, no reassurance."""
    source: str
    """Whom the answer comes from, as said aloud."""
    reviewed: date
    reviewer: str


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")
    entries: tuple[Entry, ...]


_FILE: TypeAdapter[_File] = TypeAdapter(_File)


def features(text: str) -> Counter[str]:
    """Words and pieces of words of a folded question, counted."""
    words = folded(text).split()
    found = Counter(words)
    for word in words:
        padded = f"_{word}_"
        found.update(padded[i : i + PIECE] for i in range(len(padded) - PIECE + 1))
    return found


@dataclass(frozen=True)
class Found:
    """The entry nearest to a question, and how near."""

    entry: Entry
    likeness: float
    """Cosine of the weighted counts, 0 to 1."""


class Library:
    """All approved answers of one language."""

    def __init__(self, language: Language, entries: Sequence[Entry]) -> None:
        """Hold the entries; nothing is read from disk."""
        self.language = language
        self.entries = tuple(entries)

    @cached_property
    def _rarity(self) -> dict[str, float]:
        """By how few entries use it: "how do I use the" tells them not apart."""
        seen: Counter[str] = Counter()
        for entry in self.entries:
            seen.update({name for asked in entry.questions for name in features(asked)})
        return {name: math.log((1 + len(self.entries)) / n) for name, n in seen.items()}

    @cached_property
    def _rows(self) -> tuple[tuple[Entry, dict[str, float]], ...]:
        return tuple(
            (entry, self._weights(asked))
            for entry in self.entries
            for asked in entry.questions
        )

    def _weights(self, text: str) -> dict[str, float]:
        """Unit vector; a word nobody has approved weighs like the rarest."""
        most = max(self._rarity.values(), default=1.0)
        counted = features(text)
        raw = {
            name: (1 + math.log(n)) * self._rarity.get(name, most)
            for name, n in counted.items()
        }
        length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
        return {name: value / length for name, value in raw.items()}

    def nearest(self, question: str) -> tuple[Found, ...]:
        """The best likeness of each entry, nearest first."""
        asked = self._weights(question)
        best: dict[str, Found] = {}
        for entry, row in self._rows:
            likeness = sum(value * row.get(name, 0.0) for name, value in asked.items())
            if entry.id not in best or likeness > best[entry.id].likeness:
                best[entry.id] = Found(entry, likeness)
        return tuple(sorted(best.values(), key=lambda found: -found.likeness))

    def find(self, question: str, today: date) -> Entry | None:
        """The approved answer to a question, or None: then a person answers."""
        if needs_person(question, self.language):
            return None
        near = self.nearest(question)
        if not near or near[0].likeness < CLOSE:
            return None
        if len(near) > 1 and near[0].likeness - near[1].likeness < LEAD:
            return None
        entry = near[0].entry
        return entry if today - entry.reviewed <= REVIEW_LASTS else None


def _entries(file: Path) -> Iterable[Entry]:
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
        return _FILE.validate_python(content).entries
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise ConfigError(file, line, "YAML", str(error.problem)) from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(step) for step in first["loc"])
        raise ConfigError(file, 0, key, first["msg"]) from error


def read_library(folder: Path, language: Language) -> Library:
    """All files of a language; ConfigError for one that cannot be read or an id twice."""
    found: dict[str, Entry] = {}
    for file in sorted((folder / language.value).glob("*.yml")):
        for entry in _entries(file):
            if entry.id in found:
                raise ConfigError(file, 0, entry.id, "this id is in another file already")
            found[entry.id] = entry
    return Library(language, tuple(found.values()))
