"""The files of approved answers: those that came with the house, and the home's own.

`<folder>/<language>/*.yml`. An entry of the home's own folder stands in place of one of
the same id that came with the house. The console writes there, one file for one entry,
whole or not at all; the station looks again when a file has changed.
"""

import os
from collections.abc import Callable
from pathlib import Path

import yaml

from care.approved.entry import Entry
from care.approved.library import Library
from care.config import Section, read_one
from care.errors import ConfigError, StoreError
from care.people import Language

HOUSE = Path(__file__).parent
"""What came with the house."""
OWN = "answers"
"""Folder of a home's own entries, within its home folder."""


class _File(Section):
    entries: tuple[Entry, ...]


def read_folder(folder: Path, language: Language) -> tuple[Entry, ...]:
    """All entries of a language; ConfigError for an unreadable file or an id twice."""
    found: dict[str, Entry] = {}
    for file in sorted((folder / language.value).glob("*.yml")):
        for entry in read_one(file, _File).entries:
            if entry.id in found:
                raise ConfigError(file, 0, entry.id, "this id is in another file already")
            found[entry.id] = entry
    return tuple(found.values())


def read_library(home: Path | None, language: Language) -> Library:
    """The house's answers and the home's own; ConfigError as in `read_folder`."""
    found = {entry.id: entry for entry in read_folder(HOUSE, language)}
    if home is not None:
        found |= {entry.id: entry for entry in read_folder(home / OWN, language)}
    return Library(language, tuple(found.values()))


def write(home: Path, language: Language, entry: Entry) -> None:
    """Keep one entry of the home's own; StoreError when the disk refuses.

    The id becomes the name of the file: lower-case letters, digits and "_" only.
    """
    file = home / OWN / language.value / f"{entry.id}.yml"
    content = {"entries": [entry.model_dump(mode="json")]}
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    draft = file.with_suffix(".new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(file)
    except OSError as error:
        msg = f"the answer {entry.id} was not kept ({error.strerror})"
        raise StoreError(msg) from error


class Shelf:
    """The libraries of a living home, read again when a file has changed."""

    def __init__(self, home: Path, broken: Callable[[ConfigError], None]) -> None:
        """Read both languages; ConfigError now, but `broken` for a file broken later."""
        self._home, self._broken = home, broken
        self._seen = self._signature()
        self._libraries = self._read()

    def __getitem__(self, language: Language, /) -> Library:
        """The answers of a language as they are now; the last good ones when broken."""
        seen = self._signature()
        if seen != self._seen:
            self._seen = seen
            try:
                self._libraries = self._read()
            except ConfigError as error:
                self._broken(error)
        return self._libraries[language]

    def _read(self) -> dict[Language, Library]:
        return {language: read_library(self._home, language) for language in Language}

    def _signature(self) -> tuple[tuple[str, int, int], ...]:
        files = sorted((self._home / OWN).glob("*/*.yml"))
        stats = [(file.name, file.stat()) for file in files]
        return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)
