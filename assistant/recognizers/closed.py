"""Answers that are complete as soon as they are said.

After "yes" to a yes-or-no question nobody needs 0.7 s of quiet: such an answer ends the
listening at the first short pause.
"""

from assistant.recognizers.sentences import tables
from care.people import Language
from care.speech import Expects


def complete(text: str, expects: Expects, language: Language) -> bool:
    """Whether a plain text answers a question of this kind and needs nothing after it."""
    return text in tables(language).get(expects.value, frozenset())


def stands_alone(text: str, language: Language) -> bool:
    """Whether a sentence of ours may be all that somebody says of their own accord.

    A single word is mostly the beginning of something: "what", "sorry", "one".
    """
    return " " in text or text in tables(language).get("alone", frozenset())


def unfinished(text: str, language: Language) -> bool:
    """Whether a question cannot end here: "what was my sugar the"."""
    last = text.split()[-1:]
    return not last or last[0] in tables(language).get("unfinished", frozenset())
