"""Catches a cry for help in what was heard, with or without the NLU service.

Closed phrases on folded text decide first, then the NLU service's emergency mass; the
stronger wins. Everything said may be caught twice (two recognizers, one utterance).
"""

import re
from dataclasses import dataclass, replace

from assistant.phrases import Phrases, phrases
from assistant.safety.context import believed, is_bare, is_told
from assistant.safety.mass import (
    CERTAIN_MASS,
    NOTHING_MASS,
    OPPOSING_MASS,
    OVERHEARD_MASS,
    SUPPORTING_MASS,
    looked,
    mass,
    opposes,
    weigh,
)
from care.people import Language
from care.plain import plain
from care.speech import (
    Certainty,
    Cry,
    Heard,
    SafetyCategory,
    Unavailable,
    Understanding,
)

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

SPOKEN = tuple(
    category
    for category in BY_URGENCY
    if category not in (SafetyCategory.PANIC_WORD, SafetyCategory.DISTRESS)
)
"""The categories with phrase lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Caught:
    """A cry and how good its evidence is."""

    cry: Cry
    weak: bool = False
    """A single word such as "dizzy": the NLU service may know better."""
    denied: bool = False
    """Negated."""
    told: bool = False
    """Of another time, of a screen, or only supposed."""
    bare: bool = True
    """The phrase is all that was said but for a few words."""


def catch(
    texts: tuple[str, ...],
    language: Language,
    understanding: Understanding | Unavailable | None,
    panic_word: str | None = None,
    *,
    overheard: bool = False,
) -> Cry | None:
    """The most certain cry for help in an utterance, or None.

    Args:
        texts: What each recognizer wrote down of the same utterance.
        language: Whose phrase tables to use.
        understanding: The NLU service's parse, or why there is none.
        panic_word: The patient's own word for "help".
        overheard: Said to nobody that we know of; it may be a television.
    """
    tables = phrases(language)
    caught = [one for text in texts for one in _in_text(text, tables, panic_word)]
    if isinstance(understanding, Understanding):
        folded = [tables.fold(text) for text in texts]
        idiom = any(tables.says("everyday.masks", text) for text in folded)
        limits = (OPPOSING_MASS, SUPPORTING_MASS)
        weighed = weigh(understanding)
        own = [_Caught(cry=weighed)] if weighed else []
        if overheard:
            limits = (OVERHEARD_MASS, CERTAIN_MASS)
            of_self = any(tables.says("context.self", text) for text in folded)
            own = own if of_self and not opposes(understanding, OVERHEARD_MASS) else []
        caught = _beside(caught, own, understanding, idiom=idiom, limits=limits)
    return _strongest([one.cry for one in caught])


def heard_cry(
    heard: Heard,
    language: Language,
    understanding: Understanding | Unavailable | None,
    panic_word: str | None = None,
) -> Cry | None:
    """The cry in what was heard; one that the sound only fits is never more than doubtful.

    What is overheard may be a television. There what the service alone takes for a cry
    counts only where somebody speaks of themselves; and a phrase within a longer sentence
    needs the service for more than a question. What only a further look at a noisy sound
    brings (`Heard.looks`) is asked about when the service is sure of it, overheard never.

    Args:
        heard: With both recognizers' texts and the cry that may have been said.
        language: See `catch`.
        understanding: See `catch`.
        panic_word: See `catch`.
    """
    texts = (heard.text,) if heard.second is None else (heard.text, heard.second)
    cry = catch(texts, language, understanding, panic_word, overheard=heard.overheard)
    if cry is None and heard.maybe is not None:
        maybe = catch((heard.maybe,), language, None, panic_word)
        cry = replace(maybe, certainty=Certainty.DOUBTFUL) if maybe else None
    if cry or heard.overheard or not isinstance(understanding, Understanding):
        return cry
    return looked(understanding)


def _beside(
    caught: list[_Caught],
    own: list[_Caught],
    understanding: Understanding,
    *,
    idiom: bool,
    limits: tuple[float, float],
) -> list[_Caught]:
    """The phrases and the NLU service as two witnesses of one utterance.

    A certain phrase that is all that was said ("I can't breathe") is acted on whatever the
    service thinks. One inside a longer sentence is only asked about where the service is
    all but sure of everyday talk ("he shouted help me and the audience laughed"). Where
    it sees little of an emergency, a single word or a story is let go. A denied phrase
    ("I have not fallen") is asked about and nothing more, since the service does not hear
    the "not"; so is a story that the service takes for a cry. An everyday idiom that
    holds the only alarming word ("laughed till I couldn't breathe") takes one step off
    the service.
    """
    if opposes(understanding, NOTHING_MASS):
        caught = [one for one in caught if not (one.weak or one.told)]
    if opposes(understanding, limits[0]):
        caught = [one if one.bare else _doubted(one) for one in caught]
    if any(one.cry.certainty is Certainty.CERTAIN for one in caught):
        return caught + own
    if any(one.denied or one.told for one in caught):
        return caught + [_doubted(one) for one in own]
    if caught and mass(understanding) >= limits[1]:
        return [_caught(one.cry.category, Certainty.CERTAIN) for one in caught] + own
    if idiom and not caught:
        return [_doubted(o) for o in own if o.cry.certainty is Certainty.CERTAIN]
    return caught + own


def _doubted(one: _Caught) -> _Caught:
    if one.cry.category is SafetyCategory.PANIC_WORD:
        return one
    cry = Cry(category=one.cry.category, certainty=Certainty.DOUBTFUL)
    return replace(one, cry=cry)


def _in_text(text: str, tables: Phrases, panic_word: str | None) -> list[_Caught]:
    folded = tables.fold(text)
    if panic_word and (word := tables.fold(panic_word)).strip() and word in folded:
        return [_caught(SafetyCategory.PANIC_WORD, Certainty.CERTAIN)]
    if _is_wordless(text, tables):
        return [_caught(SafetyCategory.DISTRESS, Certainty.DOUBTFUL)]
    rest = tables.cut("everyday.masks", folded)
    found = (_of_category(category, rest, tables) for category in SPOKEN)
    return [one for one in found if one]


def _caught(category: SafetyCategory, certainty: Certainty) -> _Caught:
    return _Caught(cry=Cry(category=category, certainty=certainty))


def _of_category(category: SafetyCategory, folded: str, tables: Phrases) -> _Caught | None:
    own = f"safety.{category}"
    if tables.has(f"{own}.only") and tables.is_only(f"{own}.only", folded):
        return _caught(category, Certainty.CERTAIN)
    if tables.has(f"everyday.{category}"):
        folded = tables.cut(f"everyday.{category}", folded)
    told = is_told(folded, tables)
    doubts: list[_Caught] = []
    sure: list[_Caught] = []
    for certainty in (Certainty.CERTAIN, Certainty.DOUBTFUL):
        for hit in tables.hits(f"{own}.{certainty}", folded):
            after = believed(hit, certainty, folded, tables, told=told)
            if after and after.certainty is Certainty.CERTAIN:
                one = _caught(category, Certainty.CERTAIN)
                sure.append(replace(one, bare=is_bare(hit, folded)))
            elif after:
                doubts.append(
                    _Caught(
                        cry=Cry(category=category, certainty=after.certainty),
                        weak=certainty is Certainty.DOUBTFUL,
                        denied=after.denied,
                        told=after.told,
                    )
                )
    if sure:
        return max(sure, key=lambda one: one.bare)
    return max(doubts, key=lambda one: (not one.weak, one.denied, one.told), default=None)


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
