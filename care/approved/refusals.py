"""Questions that only a person may answer: doses, diagnoses, prospects, reassurance.

The patterns are in `refusals_<language>.toml`, by the reason for which a person is needed.
They are wide on purpose: a question passed on without need costs a nurse a minute.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files

from care.people import Language
from care.plain import words

HARMLESS = "harmless"
"""First table of the file: "take my temperature" is no question about a dose."""


@cache
def _patterns(language: Language) -> tuple[tuple[str, re.Pattern[str]], ...]:
    file = files("care.approved") / f"refusals_{language.value}.toml"
    table: dict[str, list[str]] = tomllib.loads(file.read_text(encoding="utf-8"))
    return tuple(
        (reason, re.compile(rf"(?<= )(?:{'|'.join(patterns)})(?= )"))
        for reason, patterns in table.items()
    )


def needs_person(question: str, language: Language) -> str | None:
    """Why a person must answer this ("dose", "diagnosis", ...), or None."""
    said = words(question)
    for reason, pattern in _patterns(language):
        if reason == HARMLESS:
            said = pattern.sub("measure", said)
        elif pattern.search(said):
            return reason
    return None
