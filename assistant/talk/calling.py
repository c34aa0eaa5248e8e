"""Being called by name: "Nightingale, what time is it?" is said to us, whoever else talks.

A wake word is a sound that a model waits for; this is for homes whose ears are open
anyway, where other talk in the room is let go.
"""

from dataclasses import replace

from assistant.phrases import phrases
from care.people import Language
from care.speech import Heard

LONGEST = 3
"""Words of a call: "dear nightingale", "h r jarvis"."""


def called(heard: Heard, language: Language) -> Heard:
    """The words after our name, said to us; other words, and a mere name, as they are."""
    tables, words = phrases(language), heard.text.split()
    for many in range(min(LONGEST, len(words) - 1), 0, -1):
        if tables.is_only("turns.calling", tables.fold(" ".join(words[:many]))):
            rest = " ".join(words[many:])
            return replace(heard, text=rest, woken=True, overheard=False)
    return heard
