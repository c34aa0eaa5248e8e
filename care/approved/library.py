"""Which approved question a question asks, if any.

What is not close to an approved question, and everything about doses, diagnoses or
prospects, is never answered here: a person does.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from care.approved.entry import LONGEST_ANSWER, Entry
from care.approved.refusals import needs_person
from care.people import Language
from care.plain import words

CLOSE = 0.48
"""Least likeness of an approved question; measured in benchmarks/understanding."""
LEAD = 0.14
"""Two entries closer to each other than this are no answer."""
REVIEW_LASTS = timedelta(days=730)
PIECE = 4
"""Letters of the pieces that make "measuring" like "measure"."""


def features(text: str) -> Counter[str]:
    """Words and pieces of words of a folded question, counted."""
    said = words(text).split()
    found = Counter(said)
    for word in said:
        padded = f"_{word}_"
        found.update(padded[i : i + PIECE] for i in range(len(padded) - PIECE + 1))
    return found


@dataclass(frozen=True, slots=True)
class Found:
    """The entry nearest to a question, and how near."""

    entry: Entry
    likeness: float
    """Cosine of the weighted counts, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """Why an entry would not serve."""

    field: str
    """Of `Entry`."""
    code: str
    """"needed", "person", "near" or "long"."""
    detail: str = ""
    """The question or the entry meant."""


class Library:
    """All approved answers of one language."""

    def __init__(self, language: Language, entries: Sequence[Entry]) -> None:
        """Hold the entries that are not retired; nothing is read from disk."""
        self.language = language
        self.entries = tuple(entry for entry in entries if not entry.retired)

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

    def objections(self, entry: Entry) -> tuple[Objection, ...]:
        """Why the home would never give this answer, or must not; none when it serves.

        The entry is judged as if it were in the library, in place of one of its id.
        """
        found = [
            Objection(field=name, code="needed")
            for name in ("questions", "answer", "source")
            if not getattr(entry, name)
        ]
        if len(entry.answer.split()) > LONGEST_ANSWER:
            found.append(Objection(field="answer", code="long"))
        others = [one for one in self.entries if one.id != entry.id]
        with_it = Library(self.language, [*others, entry])
        for question in entry.questions:
            if needs_person(question, self.language):
                found.append(Objection(field="questions", code="person", detail=question))
            elif with_it.find(question, entry.reviewed) != entry:
                found.append(Objection(field="questions", code="near", detail=question))
        return tuple(found)
