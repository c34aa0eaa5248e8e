"""Yes, no, taken, later, refused, "I don't know", "say it again": closed phrases first."""

from assistant.answers.reading import NOT_AN_ANSWER, Reading
from assistant.answers.times import read_time
from assistant.phrases import Phrases
from care.speech import Meaning, Unavailable, Understanding

INTENTS: dict[str, Meaning] = {
    "affirm": Meaning.YES,
    "deny": Meaning.NO,
    "dose_taken": Meaning.TAKEN,
    "dose_snooze": Meaning.LATER,
    "dose_refused": Meaning.REFUSED,
    "repeat": Meaning.REPEAT,
}
"""What the NLU service's intents say as answers, when no closed phrase fits."""

WELL = "well"
"""Text of a "no" that was said as "I am fine"."""

PART = "part"
"""Text of a dose that was taken, but not all of it."""

AGREED = "agreed"
"""Text of a "yes" that agrees to take a dose, and does not say that it was taken."""

MORE = "more"
"""Text of a dose of which more was taken than there should be."""

AGAIN = "again"
"""Text of a dose that may have been taken a second time."""

TRUSTED = 0.6
"""Confidence of an intent from which it stands for an answer."""


def read_common(folded: str, tables: Phrases) -> Reading | None:
    """What may be said to any question: "say it again", "I don't know"."""
    if tables.is_only("answers.repeat", folded):
        return Reading(meaning=Meaning.REPEAT)
    if tables.says("answers.unsure", folded):
        return Reading(meaning=Meaning.UNSURE)
    return None


def read_yes_no(folded: str, tables: Phrases) -> Reading:
    """Yes or no; a clear yes beside a clear no is no answer.

    "I am fine" says no to "do you need help?", and its text says that it was said so.
    """
    rest = tables.cut("answers.not_no", folded)
    well = tables.says("answers.well", rest)
    rest_of_well = tables.cut("answers.well", rest)
    no = tables.says("answers.no", rest_of_well)
    left = tables.cut("answers.no", rest_of_well)
    yes = tables.says("answers.yes", left) or rest != folded
    if yes and (no or well):
        return NOT_AN_ANSWER
    if no or well:
        return Reading(meaning=Meaning.NO, text=WELL if well else None)
    weak = tables.says("answers.yes_weak", left)
    return Reading(meaning=Meaning.YES) if yes or weak else NOT_AN_ANSWER


def read_dose(folded: str, tables: Phrases) -> Reading:
    """Whether a dose was taken; the order keeps "not taken" from reading as "taken"."""
    if tables.says("answers.taking", folded):
        return Reading(meaning=Meaning.LATER, text="PT5M")
    if tables.says("answers.refused", folded):
        return Reading(meaning=Meaning.REFUSED)
    if tables.says("answers.hedged", folded):
        return Reading(meaning=Meaning.UNSURE)
    if tables.says("answers.not_taken", folded):
        later = tables.says("answers.later", folded)
        return read_later(folded, tables) if later else Reading(meaning=Meaning.NOT_TAKEN)
    if tables.says("answers.taken", folded) or tables.says("answers.again", folded):
        return Reading(meaning=Meaning.TAKEN, text=_how(folded, tables))
    if tables.says("answers.later", folded):
        return read_later(folded, tables)
    reading = read_yes_no(folded, tables)
    if reading.meaning is Meaning.YES and not _is_plain_yes(folded, tables):
        return NOT_AN_ANSWER
    return reading


def _how(folded: str, tables: Phrases) -> str | None:
    if tables.says("answers.again", folded):
        return AGAIN
    return PART if tables.says("answers.part", folded) else None


def _is_plain_yes(folded: str, tables: Phrases) -> bool:
    """Whether a yes is all that was said, or is said outright.

    "I have" answers "have you taken it?"; "I have a headache" does not.
    """
    if tables.patterns("answers.yes")[0].search(folded):
        return True
    for key in ("answers.not_no", "answers.yes", "answers.yes_weak", "turns.polite"):
        folded = tables.cut(key, folded)
    rest = tables.cut("parts.link", folded)
    return not any(word.isalpha() for word in rest.split())


def read_later(folded: str, tables: Phrases) -> Reading:
    """Later, with the delay or the time where one was said."""
    return Reading(meaning=Meaning.LATER, text=read_time(folded, tables))


def read_cancel(folded: str, tables: Phrases) -> Reading:
    """Help is on its way: only a clear "I am fine" calls it off."""
    if tables.says("answers.fine", folded) or tables.is_only("answers.no", folded):
        return Reading(meaning=Meaning.NO)
    if read_yes_no(folded, tables).meaning is Meaning.YES:
        return Reading(meaning=Meaning.YES)
    return NOT_AN_ANSWER


def read_intent(
    understanding: Understanding | Unavailable | None, meanings: frozenset[Meaning]
) -> Reading | None:
    """The NLU service's word for it, when it is one of `meanings`."""
    if not isinstance(understanding, Understanding) or understanding.confidence < TRUSTED:
        return None
    meaning = INTENTS.get(understanding.intent)
    return Reading(meaning=meaning) if meaning in meanings and meaning else None
