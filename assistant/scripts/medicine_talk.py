"""Medicine that the patient speaks of unasked: answered from the order, never with advice.

"May I take a painkiller?" is for the tray, which knows the order and the last intake; so
is "I took my tablet" when nobody had asked. Everything else is open talk.
"""

from collections.abc import Sequence
from datetime import datetime

from rapidfuzz import fuzz

from assistant.answers import parts
from assistant.phrases import Phrases, phrases
from assistant.talk.turns import OpenTalk
from care.medication import Regimen, Sign
from care.people import Language
from reminders.tray_words import WHICH, MayTake, Mentioned, TookOnDemand

SAME_NAME = 80
"""Likeness of a heard name to a medicine's, 0 to 100; below 70 names are confused."""
TAKEN = "dose_taken"

Event = MayTake | Mentioned | TookOnDemand


def concerns(talk: OpenTalk, language: Language) -> bool:
    """Whether the tray answers, and nobody else."""
    tables = phrases(language)
    folded = tables.fold(talk.heard.text)
    took = talk.understanding.intent == TAKEN and tables.says("medicine.took", folded)
    return took or tables.says("medicine.may_take", folded)


def events(
    talk: OpenTalk, language: Language, regimens: Sequence[Regimen], now: datetime
) -> tuple[Event, ...]:
    """What it means to the tray; nothing for other talk."""
    if not concerns(talk, language):
        return ()
    tables = phrases(language)
    folded = tables.fold(talk.heard.text)
    meant = _named(folded, regimens, tables)
    if tables.says("medicine.may_take", folded):
        return (MayTake(at=now, medicine=meant.id if meant else None),)
    if meant is not None and meant.as_needed is not None:
        return (TookOnDemand(medicine=meant.id, at=now),)
    if meant is None and tables.says("medicine.one_of", folded):
        return (Mentioned(sign=Sign.TAKEN, at=now, medicine=WHICH),)
    return (Mentioned(sign=Sign.TAKEN, at=now, medicine=meant.id if meant else None),)


def _named(folded: str, regimens: Sequence[Regimen], tables: Phrases) -> Regimen | None:
    """The one medicine that the words name, by name or look; None when none is sure."""
    best: tuple[float, Regimen | None] = (0.0, None)
    for regimen in regimens:
        score = fuzz.partial_ratio(regimen.medicine.lower(), folded)
        if score > best[0]:
            best = (score, regimen)
    if best[0] >= SAME_NAME:
        return best[1]
    names = tuple(
        (one.medicine, *(look for look in (one.look, one.purpose) if look))
        for one in regimens
    )
    place = parts.meant(folded, tables, names)
    return None if place is None else regimens[place]
