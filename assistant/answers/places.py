"""Where it hurts: the body-site table, the side, and the patient's own names."""

import re

from assistant.answers.names import best
from assistant.answers.reading import NOT_AN_ANSWER, Lists, Reading
from assistant.phrases import Phrases
from care.speech import Meaning

SIDES = ("both", "left", "right")


def read_place(folded: str, tables: Phrases, lists: Lists) -> Reading:
    """The place as its code, "left_knee"; two places without more are asked again."""
    found = _codes(folded, tables)
    sides = [side for side in SIDES if tables.says(f"sides.{side}", folded)]
    if len(found) == 1:
        site = found[0]
        paired = site in tables.lists["sides.paired"]
        if paired and len(sides) > 1 and sides[0] != "both":
            return NOT_AN_ANSWER
        code = f"{sides[0]}_{site}" if paired and sides else site
        return Reading(meaning=Meaning.PLACE, text=code)
    own = best(folded, lists.places)
    if not found and own:
        return Reading(meaning=Meaning.PLACE, text=own[0], sure=False)
    return NOT_AN_ANSWER


def _codes(folded: str, tables: Phrases) -> list[str]:
    """The sites named, without those whose words lie inside a longer match."""
    hits = [
        (code, hit)
        for key in tables.lists
        if key.startswith("places.") and (code := key.removeprefix("places."))
        for hit in tables.hits(key, folded)
    ]
    kept = [code for code, hit in hits if not any(_inside(hit, other) for _, other in hits)]
    return list(dict.fromkeys(kept))


def _inside(hit: re.Match[str], other: re.Match[str]) -> bool:
    longer = other.end() - other.start() > hit.end() - hit.start()
    return longer and other.start() <= hit.start() and hit.end() <= other.end()
