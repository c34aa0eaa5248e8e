"""The phrase tables of one language, read once."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from assistant.phrases.fold import Spelling, fold
from assistant.phrases.pattern import Groups, compiled
from care.errors import WordingError
from care.people import Language


class Phrases:
    """Patterns by key; the key of a list is its file's path and its place there.

    "safety.fall.certain" is the list `certain` in `<language>/safety/fall.toml`.
    """

    def __init__(self, language: Language, lists: dict[str, tuple[str, ...]]) -> None:
        """Hold flat lists; `words.*` are the groups, `fold.*` the spelling."""
        self.language = language
        self.lists = lists
        self.groups: Groups = {
            key.removeprefix("words."): value
            for key, value in lists.items()
            if key.startswith("words.")
        }
        respell = {
            key.removeprefix("fold.respell."): words[0]
            for key, words in lists.items()
            if key.startswith("fold.respell.")
        }
        self.spelling = Spelling(
            language=language,
            respell=respell,
            drop=frozenset(lists.get("fold.drop", ())),
        )
        self._ready: dict[str, tuple[re.Pattern[str], ...]] = {}
        self._whole: dict[str, tuple[re.Pattern[str], ...]] = {}

    def fold(self, text: str) -> str:
        """The text in this language's one spelling."""
        return fold(text, self.spelling)

    def patterns(self, key: str) -> tuple[re.Pattern[str], ...]:
        """The compiled patterns of a list; WordingError when there is no such list."""
        if key not in self._ready:
            if key not in self.lists:
                msg = f"no phrase list {key!r} in assistant/phrases/{self.language}"
                raise WordingError(msg)
            self._ready[key] = tuple(compiled(t, self.groups) for t in self.lists[key])
        return self._ready[key]

    def has(self, key: str) -> bool:
        """Whether there is such a list."""
        return key in self.lists

    def hits(self, key: str, folded: str) -> Iterator[re.Match[str]]:
        """Every place where a pattern of the list matches."""
        for pattern in self.patterns(key):
            yield from pattern.finditer(folded)

    def says(self, key: str, folded: str) -> bool:
        """Whether any pattern of the list occurs in the text."""
        return any(p.search(folded) for p in self.patterns(key))

    def is_only(self, key: str, folded: str) -> bool:
        """Whether the whole text is one pattern of the list, politeness apart."""
        if key not in self._whole:
            kind = "|".join(p.pattern for p in self.patterns("turns.polite"))
            self._whole[key] = tuple(
                re.compile(f"(?:{kind})?(?:{p.pattern})(?:{kind})*[ ,]*")
                for p in self.patterns(key)
            )
        return any(p.fullmatch(folded) for p in self._whole[key])

    def cut(self, key: str, folded: str) -> str:
        """The text with "~" in place of every match of the list."""
        for pattern in self.patterns(key):
            folded = pattern.sub(" ~", folded)
        return folded


def _lists(place: Traversable, prefix: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for file in place.iterdir():
        name = f"{prefix}{file.name.removesuffix('.toml')}"
        if file.is_dir():
            yield from _lists(file, f"{name}.")
        elif file.name.endswith(".toml"):
            yield from _flat(name, tomllib.loads(file.read_text(encoding="utf-8")))


def _flat(prefix: str, table: dict[str, object]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, value in table.items():
        key = f"{prefix}.{name}"
        if isinstance(value, dict):
            yield from _flat(key, value)
        elif isinstance(value, list):
            yield key, tuple(str(item) for item in value)
        else:
            yield key, (str(value),)


@cache
def phrases(language: Language) -> Phrases:
    """The phrase tables of a language."""
    place = files("assistant") / "phrases" / language.value
    return Phrases(language, dict(_lists(place, "")))
