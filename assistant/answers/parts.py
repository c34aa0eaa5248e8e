"""Which of several tablets an answer speaks of: "all but the white one", "half of it".

A mention is a run of words that names one of the question's things: its name as
recognizers mangle it, a word of its look or purpose ("the white tablet", "for the
heart"), or what people call such a medicine. What stands before it decides: "not",
"only", "half"; else what follows ("the white one not"). Of two things that fit, neither
is meant. Everything found here is read back before it is recorded.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assistant.answers.names import THRESHOLD, score
from assistant.answers.reading import NOT_AN_ANSWER, Reading
from assistant.phrases import Phrases
from care.plain import plain
from care.speech import Meaning, Split

ENDING = 2
"""Letters by which two forms of a word may differ: "blanc" and "blanche"."""
SHORT = 4
"""Letters; shorter words must be the same."""
WINDOW = 3
"""A mangled name is heard as up to so many words: "met for min"."""

ABOUT = ("all", "but", "half", "link", "only", "took")
"""Lists of words about taking."""
LINK = 2
"""Words that join two mentions: "and the"."""

Names = tuple[tuple[str, ...], ...]


class _Said(StrEnum):
    """What is said of a thing."""

    BUT = "but"
    ONLY = "only"
    HALF = "half"
    TOOK = "took"


@dataclass(frozen=True, slots=True)
class _Mention:
    """Things named at a place in the folded text."""

    start: int
    end: int
    things: frozenset[int]


def read_parts(folded: str, tables: Phrases, names: Names) -> Reading | None:
    """What was taken of the things named; None where the words are about all of them."""
    if tables.says("parts.asking", folded):
        return None
    mentions = _mentions(folded, tables, names)
    if not mentions:
        return _of_all(folded, tables, names)
    said: dict[int, _Said] = {}
    for place, mention in enumerate(mentions):
        before = mentions[place - 1] if place else None
        behind = mentions[place + 1].start if place + 1 < len(mentions) else None
        after = _follows(folded[mention.end : behind], tables, last=behind is None)
        polarity = _before(folded, tables, mention, before, said, linked=not after) or after
        if not mention.things or (polarity is None and _more(folded, tables, mentions)):
            # Of two white ones either may be meant; and not all words are about taking.
            return NOT_AN_ANSWER if len(names) > 1 else None
        said |= dict.fromkeys(mention.things, polarity or _Said.TOOK)
    return _split(folded, tables, said, len(names))


def meant(folded: str, tables: Phrases, names: Names) -> int | None:
    """The place of the one thing that the words name; None where none or several."""
    things = [mention.things for mention in _mentions(folded, tables, names)]
    found = frozenset[int]().union(*things)
    return next(iter(found)) if len(found) == 1 and all(things) else None


def _more(folded: str, tables: Phrases, mentions: list[_Mention]) -> bool:
    """Whether there are words besides the names and a "yes"."""
    empty = frozenset(tables.lists["parts.plain"][0].split("|"))
    spoken = folded
    for mention in reversed(mentions):
        spoken = f"{spoken[: mention.start]} {spoken[mention.end :]}"
    spoken += " "
    for key in ("turns.polite", "answers.yes", *(f"parts.{name}" for name in ABOUT)):
        spoken = tables.cut(key, spoken)
    return any(word.isalnum() and word not in empty for word in spoken.split())


def _of_all(folded: str, tables: Phrases, names: Names) -> Reading | None:
    if tables.is_only("parts.some", folded):
        return Reading(meaning=Meaning.TAKEN, text="part")
    if tables.is_only("parts.whole", folded):
        return Reading(meaning=Meaning.TAKEN)
    # "Not the green one", and none is green: nothing may be made of that.
    unknown = len(names) > 1 and tables.says("parts.unknown", folded)
    return NOT_AN_ANSWER if unknown else None


def _split(
    folded: str, tables: Phrases, said: dict[int, _Said], count: int
) -> Reading | None:
    rest = frozenset(range(count)) - said.keys()
    only = [thing for thing, what in said.items() if what is _Said.ONLY]
    no = {thing for thing, what in said.items() if what is _Said.BUT}
    part = {thing for thing, what in said.items() if what is _Said.HALF}
    yes = said.keys() - no - part
    if only:
        no |= rest
    elif (no or part) and tables.says("parts.all", _without(folded, tables)):
        yes |= rest
    if len(no) == count:
        return Reading(meaning=Meaning.NOT_TAKEN)
    if len(yes) == count:
        return Reading(meaning=Meaning.TAKEN)
    if len(part) == count:
        return Reading(meaning=Meaning.TAKEN, text="part")
    split = Split(yes=tuple(sorted(yes)), part=tuple(sorted(part)), no=tuple(sorted(no)))
    return Reading(meaning=Meaning.TAKEN, split=split, sure=False)


def _without(folded: str, tables: Phrases) -> str:
    """The text before its first "but" or "half": what is said of all the others."""
    hits = [*tables.hits("parts.but", folded), *tables.hits("parts.half", folded)]
    first = min((hit.start() for hit in hits), default=None)
    return f"{folded[:first]} "


def _before(
    folded: str,
    tables: Phrases,
    mention: _Mention,
    last: _Mention | None,
    said: dict[int, _Said],
    *,
    linked: bool,
) -> _Said | None:
    """The latest word before the mention that decides, in the same clause."""
    start = max(last.end if last else 0, folded.rfind(" ,", 0, mention.start) + 1)
    between = f"{folded[start : mention.start]} "
    found: list[tuple[int, _Said]] = []
    for what in _Said:
        taken = [h.end() for h in tables.hits("parts.but", between)]
        for hit in tables.hits(f"parts.{what}", between):
            inside = what is _Said.TOOK and any(hit.end() <= end for end in taken)
            if not inside:
                found.append((hit.end(), what))
    if found:
        return max(found, key=lambda one: one[0])[1]
    if last is None or "," in folded[last.end : mention.start]:
        return None
    near = linked and len(between.split()) <= LINK
    return said[min(last.things)] if near else None


def _follows(after: str, tables: Phrases, *, last: bool) -> _Said | None:
    """What stands right after a mention: "the white one not".

    Before another mention it is about that one: "the white one, not the red one".
    """
    empty = frozenset(tables.lists["parts.plain"][0].split("|"))
    for what in (_Said.BUT, _Said.ONLY, _Said.TOOK):
        for pattern in tables.patterns(f"parts.after_{what}"):
            hit = pattern.match(f"{after} ")
            if hit and (last or set(after[hit.end() :].split()) - empty):
                return what
    return None


def _mentions(folded: str, tables: Phrases, names: Names) -> list[_Mention]:
    """Runs of words that name one thing; of no thing where none or several fit."""
    empty = frozenset(tables.lists["parts.plain"][0].split("|"))
    words = [(hit[0], hit.start(), hit.end()) for hit in re.finditer(r"\S+", folded)]
    fits = [_fitting(word, empty, tables, names) for word, *_ in words]
    for place, size, thing in _mangled(words, names):
        for inside in range(place, place + size):
            fits[inside] = frozenset({thing})
    found: list[_Mention] = []
    run: list[int] = []
    for place in range(len(words) + 1):
        if place < len(words) and fits[place]:
            run.append(place)
        elif run and (place == len(words) or words[place][0] not in empty):
            things = frozenset.intersection(*(fits[inside] for inside in run))
            start, end = words[run[0]][1], words[place - 1][2]
            one = things if len(things) == 1 else frozenset[int]()
            found.append(_Mention(start - 1, end, one))
            run = []
    return _with_others(found, folded, tables, len(names))


def _with_others(
    found: list[_Mention], folded: str, tables: Phrases, count: int
) -> list[_Mention]:
    """With "the other one": what was not named yet."""
    named = frozenset[int]().union(*(one.things for one in found))
    for hit in tables.hits("parts.other", folded):
        things = frozenset(range(count)) - named
        if named and things and hit.start() > found[0].start:
            found.append(_Mention(hit.start(), hit.end(), things))
    return sorted(found, key=lambda one: one.start)


def _fitting(
    word: str, empty: frozenset[str], tables: Phrases, names: Names
) -> frozenset[int]:
    """The things that a word may speak of."""
    if word in empty or not word.isalpha():
        return frozenset()
    rows = (row.split("|") for row in tables.lists["parts.called"])
    called = {name for nick, *medicines in rows if nick == word for name in medicines}
    return frozenset(
        place
        for place, (name, *looks) in enumerate(names)
        if any(_like(word, other) for other in _words(looks, empty, tables))
        or any(medicine in tables.fold(name) for medicine in called)
    )


def _words(looks: list[str], empty: frozenset[str], tables: Phrases) -> Iterator[str]:
    for look in looks:
        yield from (word for word in tables.fold(look).split() if word not in empty)


def _like(word: str, other: str) -> bool:
    short, long = sorted((word, other), key=len)
    same = len(short) >= SHORT and long.startswith(short)
    return short == long or (same and len(long) - len(short) <= ENDING)


def _mangled(
    words: list[tuple[str, int, int]], names: Names
) -> Iterator[tuple[int, int, int]]:
    """The window that sounds most like each medicine's name: place, size, thing."""
    windows = [
        (place, size, "".join(word for word, *_ in words[place : place + size]))
        for size in range(1, WINDOW + 1)
        for place in range(len(words) - size + 1)
    ]
    for thing, (name, *_) in enumerate(names):
        target = re.sub(r"[^a-z0-9]", "", plain(name).split()[0]) if name.split() else ""
        scored = [(score(w, target), -size, place) for place, size, w in windows]
        best, size, place = max(scored, default=(0.0, 0, 0))
        if len(target) >= SHORT and best >= THRESHOLD:
            yield place, -size, thing
