"""One approved answer: several ways of asking, the words, who stands for them."""

from datetime import date

from care.config import Section

LONGEST_ANSWER = 45
"""Words; more than two or three short sentences are not kept in mind by ear."""


class Entry(Section):
    """One approved answer."""

    id: str
    questions: tuple[str, ...]
    """Several ways of asking it."""
    answer: str
    """At most two short sentences; no dose, no diagnosis, no reassurance."""
    source: str
    """Whom the answer comes from, as said aloud."""
    reviewed: date
    reviewer: str
    retired: bool = False
    """Not given any more; a home's own entry hides the one that came with the house."""
