"""Catches a cry for help in what was heard, with or without the NLU service.

Closed phrases on folded text decide first, then the NLU service's emergency mass; the
stronger wins. Everything said may be caught twice (two recognizers, one utterance).
"""

import re

from assistant.phrases import Phrases, phrases
from assistant.phrases.fold import plain
from assistant.safety.context import believed, is_told
from assistant.safety.mass import weigh
from care.people import Language
from care.speech import Certainty, Cry, SafetyCategory, Unavailable, Understanding

BY_URGENCY = (
    SafetyCategory.PANIC_WORD,
    SafetyCategory.BREATHING,
    SafetyCategory.CHEST_PAIN,
    SafetyCategory.STROKE,
    SafetyCategory.BLEEDING,
    SafetyCategory.OVERDOSE,
    SafetyCategory.SUICIDE,
    SafetyCategory.HYPOGLYCAEMIA,
    SafetyCategory.FALL,
    SafetyCategory.HELP,
    SafetyCategory.DISTRESS,
)
"""Which category names a cry that belongs to several."""

_SPOKEN = frozenset(SafetyCategory) - {SafetyCategory.PANIC_WORD, SafetyCategory.DISTRESS}


def catch(
    texts: tuple[str, ...],
    language: Language,
    understanding: Understanding | Unavailable | None,
    panic_word: str | None = None,
) -> Cry | None:
    """The most certain cry for help in an utterance, or None.

    Args:
        texts: What each recognizer wrote down of the same utterance.
        language: Whose phrase tables to use.
        understanding: The NLU service's parse, or why there is none.
        panic_word: The patient's own word for "help".
    """
    tables = phrases(language)
    cries = [cry for text in texts for cry in _cries(text, tables, panic_word)]
    if isinstance(understanding, Understanding):
        weighed = weigh(understanding)
        cries += [weighed] if weighed else []
    return _strongest(cries)


def _cries(text: str, tables: Phrases, panic_word: str | None) -> list[Cry]:
    folded = tables.fold(text)
    if panic_word and (word := tables.fold(panic_word)).strip() and word in folded:
        return [Cry(category=SafetyCategory.PANIC_WORD, certainty=Certainty.CERTAIN)]
    if _is_wordless(text, tables):
        return [Cry(category=SafetyCategory.DISTRESS, certainty=Certainty.DOUBTFUL)]
    rest = tables.cut("everyday.masks", folded)
    told = is_told(rest, tables)
    found = (_of_category(category, rest, tables, told=told) for category in BY_URGENCY)
    return [cry for cry in found if cry]


def _of_category(
    category: SafetyCategory, folded: str, tables: Phrases, *, told: bool
) -> Cry | None:
    if category not in _SPOKEN:
        return None
    doubtful = None
    for certainty in (Certainty.CERTAIN, Certainty.DOUBTFUL):
        for hit in tables.hits(f"safety.{category}.{certainty}", folded):
            after = believed(hit, certainty, folded, tables, told=told)
            if after is Certainty.CERTAIN:
                return Cry(category=category, certainty=after)
            if after:
                doubtful = Cry(category=category, certainty=after)
    return doubtful


_SOUND = re.compile(r"[\W_]+")


def _is_wordless(text: str, tables: Phrases) -> bool:
    """Groans, screams and a recognizer's notes about them, and nothing else."""
    sounds = [s for s in _SOUND.split(plain(text)) if s]
    return bool(sounds) and all(
        tables.is_only("safety.distress.only", f" {sound} ") for sound in sounds
    )


def _strongest(cries: list[Cry]) -> Cry | None:
    """The most certain; named by the most urgent category, "help" only for want of one."""
    if not cries:
        return None
    certain = any(cry.certainty is Certainty.CERTAIN for cry in cries)
    level = Certainty.CERTAIN if certain else Certainty.DOUBTFUL
    at_level = {cry.category for cry in cries if cry.certainty is level}
    named = at_level if at_level != {SafetyCategory.HELP} else {c.category for c in cries}
    return Cry(category=min(named, key=BY_URGENCY.index), certainty=level)
