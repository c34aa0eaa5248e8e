"""What must be settled before "taken" may count for a whole prompt.

"I took them yesterday" speaks of another dose. "I took two of them" says of three that
one is left, and not which: a part was taken, and nobody is asked to take more. Of one
tablet "I took two" says that it was too many. How many there should be, the order knows:
the number goes along with the answer.
"""

import re
from dataclasses import replace

from text_to_num import alpha2digit

from assistant.answers.closed import MORE, PART
from assistant.answers.reading import Reading
from assistant.phrases import Phrases
from care.speech import Meaning

PAIR = 2
PAIR_WORD = "couple"
NUMBERS = (("one", "un", "une"), ("two", "deux"), ("three", "trois"), ("four", "quatre"))
COUNTS = {word: n for n, row in enumerate(NUMBERS, 1) for word in (str(n), *row)}
"""Of a handful of tablets "un" is a number, which elsewhere is an article."""
HALVES = frozenset({"half", "demi", "demie"})
BELIEVED = (Meaning.YES, Meaning.TAKEN)


def another_day(folded: str, tables: Phrases) -> bool:
    """Whether the words are about a day before, and not about today as well."""
    said = tables.says("answers.another_day", folded)
    return said and not tables.says("answers.this_day", folded)


def only_agreed(folded: str, tables: Phrases) -> bool:
    """Whether the words agree to a reminder, and do not say that anything was taken.

    "OK", "I know" and "I will" answer "have you taken it?" as a promise.
    """
    rest = tables.cut("answers.agreeing", folded)
    if rest == folded:
        return False
    for key in ("turns.polite", "parts.link"):
        rest = tables.cut(key, rest)
    return not any(word.isalnum() for word in rest.split())


def read_count(folded: str, tables: Phrases, count: int) -> Reading | None:
    """How many of a prompt's `count` medicines were taken; None where no number is said."""
    hits = (hit[0].split() for hit in tables.hits("parts.counted", folded))
    said = {next(COUNTS[word] for word in hit if word in COUNTS) for hit in hits}
    said |= {PAIR} if _is_both(folded, tables) else set()
    if not said:
        return None
    many = min(said)
    how = PART if many < count else MORE if many > count else None
    return Reading(meaning=Meaning.TAKEN, number=float(many), text=how)


def with_amount(reading: Reading, folded: str, tables: Phrases) -> Reading:
    """The reading with how many tablets were taken, where a number is said.

    A number alone ("two", "half a tablet") says that so many were taken.
    """
    alone = tables.is_only("parts.amount_only", folded) or _is_both(folded, tables)
    heard = alone and reading.meaning in (Meaning.OTHER, Meaning.YES)
    if reading.split or reading.number or not (heard or reading.meaning in BELIEVED):
        return reading
    said = _amount(folded, tables, alone=alone)
    return replace(reading, meaning=Meaning.TAKEN, number=said) if said else reading


def _is_both(folded: str, tables: Phrases) -> bool:
    return tables.is_only("parts.both", folded)


def _amount(folded: str, tables: Phrases, *, alone: bool) -> float | None:
    """Of several numbers the highest: whether it was that many is asked about."""
    if _is_both(folded, tables):
        return float(PAIR)
    text = tables.cut("parts.no_amount", folded)
    hits = [*tables.hits("parts.amount_only" if alone else "parts.amount", text)]
    said = [hit for hit in hits if not any(_within(hit, other) for other in hits)]
    return max((_value(hit[0], tables) for hit in said), default=None)


def _within(hit: re.Match[str], other: re.Match[str]) -> bool:
    """Whether a match is a part of a longer one: "un" of "un demi"."""
    longer = other.end() - other.start() > hit.end() - hit.start()
    return longer and other.start() <= hit.start() and hit.end() <= other.end()


def _value(said: str, tables: Phrases) -> float:
    """Such as 1.5 for "one and a half", 0.5 for "half a tablet" and "one half"."""
    words = set(said.split())
    half = 0.5 if HALVES & words else 0.0
    if half and not {"and", "et"} & words:
        return half
    if PAIR_WORD in words:
        return half + PAIR
    written = alpha2digit(said.strip(), tables.language.value, threshold=0)
    return half + float(re.findall(r"\d+", written)[-1])
