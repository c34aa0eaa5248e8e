"""Readable templates to sentences, the same ones on every machine.

    [i|we] {fell} in the [kitchen|hall|]

Square brackets hold alternatives (an empty one means "or nothing") and may be nested;
braces name a list of words or phrases, which may be templates themselves. A template
with more sentences than the limit gives a fixed, spread choice of them.
"""

import hashlib
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Words = Mapping[str, Sequence[str]]

_MARK = re.compile(r"(\[|\]|\||\{[a-z_0-9]+\})")


class TemplateError(ValueError):
    """A template cannot be read; the text says which and why."""


@dataclass(frozen=True)
class Choice:
    """Alternatives, each a chain of literals and choices."""

    chains: tuple[tuple["str | Choice", ...], ...]

    def count(self) -> int:
        """Number of sentences."""
        return sum(_count(chain) for chain in self.chains)

    def pick(self, index: int) -> str:
        """The sentence of that number."""
        for chain in self.chains:
            here = _count(chain)
            if index < here:
                return _pick(chain, index)
            index -= here
        raise IndexError(index)


def _count(chain: tuple["str | Choice", ...]) -> int:
    total = 1
    for part in chain:
        total *= part.count() if isinstance(part, Choice) else 1
    return total


def _pick(chain: tuple["str | Choice", ...], index: int) -> str:
    words = []
    for part in chain:
        if isinstance(part, Choice):
            index, here = divmod(index, part.count())
            words.append(part.pick(here))
        else:
            words.append(part)
    return "".join(words)


class _Reader:
    """Reads one template; `words` are the lists that braces may name."""

    def __init__(self, template: str, words: Words, depth: int = 0) -> None:
        if depth > 8:  # noqa: PLR2004  deeper is a list that names itself
            raise TemplateError(f"{template!r}: word lists name each other in a circle")
        self._template, self._words, self._depth = template, words, depth
        self._marks = [mark for mark in _MARK.split(template) if mark]
        self._at = 0

    def read(self, *, inside: bool = False) -> Choice:
        """Everything up to the closing bracket, or to the end."""
        chains: list[tuple[str | Choice, ...]] = []
        chain: list[str | Choice] = []
        while self._at < len(self._marks):
            mark = self._marks[self._at]
            self._at += 1
            if mark == "[":
                chain.append(self.read(inside=True))
            elif mark == "]" and inside:
                return Choice((*chains, tuple(chain)))
            elif mark == "|" and inside:
                chains.append(tuple(chain))
                chain = []
            elif mark in "]|":
                raise TemplateError(f"{self._template!r}: {mark!r} outside of brackets")
            else:
                chain.append(self._named(mark) if mark.startswith("{") else mark)
        if inside:
            raise TemplateError(f"{self._template!r}: a bracket is not closed")
        return Choice((*chains, tuple(chain)))

    def _named(self, mark: str) -> Choice:
        name = mark[1:-1]
        if name not in self._words:
            raise TemplateError(f"{self._template!r}: no word list named {name!r}")
        below = [_Reader(word, self._words, self._depth + 1) for word in self._words[name]]
        return Choice(tuple((reader.read(),) for reader in below))


def expand(template: str, words: Words, limit: int) -> list[str]:
    """At most `limit` sentences of a template, without double blanks."""
    tree = _Reader(template, words).read()
    total = tree.count()
    seed = hashlib.sha256(template.encode()).digest()
    chosen = range(total)
    if total > limit:
        chosen = random.Random(seed).sample(chosen, limit)  # noqa: S311  no secret
    return [" ".join(tree.pick(index).split()) for index in chosen]
