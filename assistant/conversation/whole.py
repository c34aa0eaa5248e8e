"""Whether what was said so far is a whole question, so that nobody need wait for more.

Of 46 unseen questions 19 (French: 22) are known to be whole when they are over; of all the
places in 212 unseen sentences where somebody may pause, 66 of 1239 (57 of 1187) would end
too soon, 75 (63) before single words that begin something were taken out.
"""

from collections.abc import Mapping, Sequence

from assistant.conversation import lexicon
from assistant.recognizers.closed import unfinished
from care.people import Language
from care.speech import Understanding

SURE = 0.9
"""The service's confidence."""
LEAST_WORDS = 3
WHOLE: Mapping[str, frozenset[str]] = {
    "ask_last_reading": frozenset({"kind"}),
    "ask_medicine_purpose": frozenset({"medicine", "which"}),
    "ask_next_dose": frozenset(),
    "ask_next_event": frozenset(),
    "ask_time": frozenset(),
    "ask_who_was_told": frozenset(),
}
"""Questions with one answer, and what one of them must name. Never a complaint, a message
or an answer: those go on."""


def whole(
    text: str, meant: Understanding, language: Language, medicines: Sequence[str] = ()
) -> bool:
    """Whether a text is such a question from its first word to its last."""
    named = WHOLE.get(meant.intent)
    if named is None or meant.confidence < SURE or len(text.split()) < LEAST_WORDS:
        return False
    if unfinished(text, language):
        return False
    return not named or bool(named & lexicon.entities(text, language, medicines).keys())
