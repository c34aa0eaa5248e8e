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
