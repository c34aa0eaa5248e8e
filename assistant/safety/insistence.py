"""Whether one utterance holds a cry twice: "help me, please help me"."""

from assistant.safety.net import catch
from care.people import Language
from care.speech import Certainty

MOST_WORDS = 30
"""Longer utterances are a tale, whatever is said in them twice."""


def insists(text: str, language: Language) -> bool:
    """Whether it falls into two parts that are each a certain cry of the same kind."""
    words = text.split()
    if len(words) > MOST_WORDS:
        return False
    return any(
        (first := catch((" ".join(words[:cut]),), language, None))
        and first.certainty is Certainty.CERTAIN
        and catch((" ".join(words[cut:]),), language, None) == first
        for cut in range(1, len(words))
    )
