"""How far a phrase may be believed where it stands: negation, supposing, story.

A negation moves a certain cry to a question and never to silence ("I did not fall");
another person is no reason for doubt ("my husband fell" is an emergency too). What is
only supposed or told ("if I fall", "in the film") loses one step.
"""

import re
from dataclasses import dataclass

from assistant.phrases import Phrases
from care.speech import Certainty

_BESIDE = 3
"""Words around a phrase that make no other sentence of it ("oh dear, please")."""
_REACH = 6
"""Words before a phrase in which a negation still belongs to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """How far a phrase hit may be believed where it stands."""

    certainty: Certainty
    denied: bool = False
    """Negated: what no model hears."""
    told: bool = False
    """Of another time, of a screen, or only supposed."""


def believed(
    hit: re.Match[str], certainty: Certainty, folded: str, tables: Phrases, *, told: bool
) -> Belief | None:
    """The certainty of a phrase hit after its context; None for no cry at all."""
    before = _clause_before(hit.start(), folded, tables)
    gaps = " ".join(_last_clause(part, tables) for part in hit.groups() if part)
    leading = f"{before.rstrip()} {gaps} "
    if told or tables.says("context.supposing", leading):
        certain = certainty is Certainty.CERTAIN
        return Belief(certainty=Certainty.DOUBTFUL, told=True) if certain else None
    if _negated(leading, tables):
        return Belief(certainty=Certainty.DOUBTFUL, denied=True)
    return Belief(certainty=certainty)


def is_told(folded: str, tables: Phrases) -> bool:
    """Whether the utterance tells of another time or of a screen, and not of now."""
    return tables.says("context.story", folded) and not tables.says(
        "context.present", folded
    )


def is_bare(hit: re.Match[str], folded: str) -> bool:
    """Whether a phrase hit is all that was said but for a few words."""
    outside = f"{folded[: hit.start()]} {folded[hit.end() :]}".replace(",", " ")
    return len(outside.split()) <= _BESIDE


def _clause_before(start: int, folded: str, tables: Phrases) -> str:
    """The last words before a hit that belong to its clause."""
    if folded.startswith(" ,", start):  # the hit itself begins with the clause mark
        return " "
    clause = _last_clause(folded[:start], tables).split()
    return f" {' '.join(clause[-_REACH:])} "


def _last_clause(words: str, tables: Phrases) -> str:
    ends = [match.end() for match in tables.hits("context.breaks", f"{words} ")]
    return words[max(ends, default=0) :]


def _negated(words: str, tables: Phrases) -> bool:
    return tables.says("context.negation", tables.cut("context.not_negation", words))
