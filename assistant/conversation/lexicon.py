"""Readings, days, people and wishes in the patient's words, from closed lists.

Rasa gets these as clean values; it never has to find them. Medicines are matched against
the patient's own list by sound, as recognizers mangle them.
"""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from assistant.answers import names
from care.people import Language
from care.plain import words as folded

Lists = Mapping[str, Mapping[str, Sequence[str]]]
"""Entity to value to what is said for it."""

OURS = ("which", "back")
"""Entities that tell how something was meant; Rasa has no use for them."""


@cache
def lists(language: Language) -> Lists:
    """The closed lists of a language (`lexicon_<language>.toml`), folded."""
    file = files("assistant.conversation") / f"lexicon_{language.value}.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return {
        entity: {value: tuple(map(folded, said)) for value, said in values.items()}
        for entity, values in table.items()
    }


def _longest(text: str, values: Mapping[str, Sequence[str]]) -> str | None:
    """The value whose longest saying is in the text."""
    found = [
        (len(said), value)
        for value, all_ in values.items()
        for said in all_
        if said in text
    ]
    return max(found)[1] if found else None


def entities(
    text: str,
    language: Language,
    medicines: Sequence[str] = (),
    looks: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """What was named in an utterance: kind, when, contact, change, medicine.

    Args:
        text: As heard.
        language: Of the patient.
        medicines: Names on the patient's own list.
        looks: What a medicine looks like ("the white tablet") to its name.
    """
    words = folded(text)
    found = {
        entity: value
        for entity, values in lists(language).items()
        if (value := _longest(words, values)) is not None
    }
    medicine = names.best(text, tuple(medicines))
    if medicine:
        found["medicine"] = medicine[0]
    elif looks:
        found |= _by_look(words, looks)
    return found


def _by_look(words: str, looks: Mapping[str, str]) -> dict[str, str]:
    """The one medicine of whose look a telling word was said, such as "white"."""
    hits = {
        name
        for look, name in looks.items()
        for word in folded(look).split()
        if len(word) > 3 and f" {word} " in words  # noqa: PLR2004 - not "the"
    }
    return {"medicine": hits.pop()} if len(hits) == 1 else {}
