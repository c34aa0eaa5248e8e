"""Questions that nearly are an approved one, whatever small talk they look like.

"Are you listening" is like a greeting and "where am I" like nothing the models know, so
their approved answers would never be given. Only talk and what was not understood is
looked at: a question about the patient's own facts stays one, and so does every cry.
"""

from dataclasses import replace
from datetime import date

from care.approved.library import Library
from care.plain import words
from care.speech import Unavailable, Understanding

CARE_QUESTION = "care_question"
TALK = frozenset(
    {
        *("greet", "goodbye", "thank", "feel_well", "small_talk", "everyday_talk"),
        *("out_of_scope", "ask_capability", "nlu_fallback", ""),
    }
)
"""Intents that may have been taken for a question they hardly know."""
HELP = ("emergency_", "request_help")
"""Beginnings of intents that stay what they are, however weak."""
WEAK = 0.6
"""Below this confidence no other intent counts either."""
NEARLY = 0.9
"""Likeness to an approved question from which it is that question."""
SHORTEST = 3
"""Words; "pulse" alone may ask for one's own."""


def routed(
    understood: Understanding | Unavailable, text: str, library: Library, today: date
) -> Understanding | Unavailable:
    """What was meant; a question of care where the words nearly are an approved one.

    The ranking stays, so that the safety net sees what it saw before.
    """
    if isinstance(understood, Unavailable) or understood.intent.startswith(HELP):
        return understood
    if understood.intent not in TALK and understood.confidence >= WEAK:
        return understood
    near = library.nearest(text) if len(words(text).split()) >= SHORTEST else ()
    if not near or near[0].likeness < NEARLY or library.find(text, today) is None:
        return understood
    return replace(understood, intent=CARE_QUESTION, confidence=near[0].likeness)
