"""What must be settled before "taken" may count for a whole prompt.

"I took them yesterday" speaks of another dose. "I took two of them" says of three that
one is left, and not which: a part was taken, and nobody is asked to take more.
"""

from assistant.answers.closed import PART
from assistant.answers.reading import NOT_AN_ANSWER, Reading
from assistant.phrases import Phrases
from care.speech import Meaning

PAIR = 2
NUMBERS = (("one", "un", "une"), ("two", "deux"), ("three", "trois"), ("four", "quatre"))
COUNTS = {word: n for n, row in enumerate(NUMBERS, 1) for word in (str(n), *row)}
"""Of a handful of tablets "un" is a number, which elsewhere is an article."""


def another_day(folded: str, tables: Phrases) -> bool:
    """Whether the words are about a day before, and not about today as well."""
    said = tables.says("answers.another_day", folded)
    return said and not tables.says("answers.this_day", folded)


def read_count(folded: str, tables: Phrases, count: int) -> Reading | None:
    """How many of a prompt's `count` medicines were taken; None where no number is said."""
    hits = (hit[0].split() for hit in tables.hits("parts.counted", folded))
    said = {next(COUNTS[word] for word in hit if word in COUNTS) for hit in hits}
    said |= {PAIR} if tables.is_only("parts.both", folded) else set()
    if not said:
        return None
    many = min(said)
    if many > count:
        return NOT_AN_ANSWER
    return Reading(meaning=Meaning.TAKEN, text=PART if many < count else None)
