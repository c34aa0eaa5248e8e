"""Medicine and place names against the patient's own lists, as recognizers mangle them.

"met for min" is metformin. Windows of one to five words are joined and compared by
spelling and by consonants; below the threshold nothing matches. Measured on mangled
names: the best wrong match scored 69.8 (reference notes on Rasa, section 6), hence 75.
The name found is always read back before anything is recorded.
"""

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from care.plain import plain

THRESHOLD = 75.0
CLEAR_LEAD = 5.0
"""Two different names so close to each other are no answer."""
LONGEST_WINDOW = 5
_SHORTEST = 4
"""Letters; shorter windows match anything."""

_SOUNDS = (("ph", "f"), ("ck", "k"), ("c", "k"), ("q", "k"), ("x", "ks"), ("z", "s"))
_VOWELS = re.compile(r"[aeiouyhw\s]+")
_DOUBLE = re.compile(r"(.)\1+")


def _skeleton(text: str) -> str:
    for written, sound in _SOUNDS:
        text = text.replace(written, sound)
    return _DOUBLE.sub(r"\1", _VOWELS.sub("", text))


def _windows(words: list[str]) -> Iterator[str]:
    for size in range(1, LONGEST_WINDOW + 1):
        for start in range(len(words) - size + 1):
            yield "".join(words[start : start + size])


def score(window: str, name: str) -> float:
    """How alike a window and a name sound and look, 0 to 100."""
    spelling = fuzz.ratio(window, name)
    bones = fuzz.ratio(_skeleton(window), _skeleton(name))
    length = 100 * min(len(window), len(name)) / max(len(window), len(name))
    return 0.5 * spelling + 0.4 * bones + 0.1 * length


def best(text: str, names: tuple[str, ...]) -> tuple[str, float] | None:
    """The name that was most likely said and its score, or None."""
    words = re.findall(r"[a-z0-9]+", plain(text))
    windows = [w for w in _windows(words) if len(w) >= _SHORTEST]
    scored = sorted(((_of_name(windows, name), name) for name in names), reverse=True)
    if not scored or scored[0][0] < THRESHOLD:
        return None
    if len(scored) > 1 and scored[0][0] - scored[1][0] < CLEAR_LEAD:
        return None
    return scored[0][1], scored[0][0]


def _of_name(windows: list[str], name: str) -> float:
    whole = re.sub(r"[^a-z0-9]", "", plain(name))
    first = re.sub(r"[^a-z0-9]", "", plain(name).split()[0]) if name.split() else whole
    targets = {whole} | ({first} if len(first) >= _SHORTEST else set())
    return max((score(w, t) for w in windows for t in targets), default=0.0)
