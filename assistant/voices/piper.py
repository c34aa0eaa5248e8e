"""Voices for Piper, a program of its own (GPL-3) that the home starts where it is there.

A voice is two files; both are pinned, fetched with a break in between if need be, or
taken from a folder carried here.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from assistant.fetching import NotFetched, Progress, fetch, sha256
from care.errors import SetupError
from care.people import Language

LENGTH_SCALE = "1.4"
"""Some 150 words a minute, measured with joe and our pauses; Piper's own is 213."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PiperVoice:
    """A voice as its makers publish it."""

    name: str
    language: Language
    url: str
    """Of its folder."""
    licence: str
    size: int
    """Bytes of the model."""
    sums: tuple[tuple[str, str], ...]
    """SHA-256 by file name."""


@cache
def piper_voices() -> tuple[PiperVoice, ...]:
    """Every voice known by name."""
    text = (files("assistant.voices") / "piper.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return tuple(
        PiperVoice(
            name=one["name"],
            language=Language(one["language"]),
            url=f"{table['base']}/{one['path']}",
            licence=one["licence"],
            size=one["size"],
            sums=(
                (f"{one['name']}.onnx", one["model"]),
                (f"{one['name']}.onnx.json", one["config"]),
            ),
        )
        for one in table["voice"]
    )


def voice_named(name: str) -> PiperVoice:
    """The voice of that name; SetupError lists those that there are."""
    for voice in piper_voices():
        if voice.name == name:
            return voice
    known = ", ".join(voice.name for voice in piper_voices())
    raise SetupError(f"no Piper voice {name!r}; known are {known}")


def state(voice: PiperVoice, folder: Path) -> str:
    """Whether it is "whole", "damaged" or "absent"."""
    there = [(folder / name, checksum) for name, checksum in voice.sums]
    if not any(file.is_file() for file, _ in there):
        return "absent"
    whole = all(file.is_file() and sha256(file) == checksum for file, checksum in there)
    return "whole" if whole else "damaged"


def install(
    voice: PiperVoice, folder: Path, source: str | None, progress: Progress
) -> None:
    """Have both files of a voice; what is there already and whole stays.

    Args:
        voice: Which one.
        folder: Of all Piper voices.
        source: Another URL of a folder, or a folder carried here; None for the makers'.
        progress: Told how far each file is.

    Raises:
        SetupError: What to do next.
    """
    place = (source or voice.url).rstrip("/")
    for name, checksum in voice.sums:
        target = folder / name
        if target.is_file() and sha256(target) == checksum:
            continue
        try:
            fetch(f"{place}/{name}", target, checksum, progress)
        except NotFetched as error:
            names = " and ".join(name for name, _ in voice.sums)
            raise SetupError(
                f"{error}. Without a network: fetch {names} from {voice.url} elsewhere, "
                f"carry them here in one folder, and say "
                f"`philomel voices fetch {voice.name} --from FOLDER`"
            ) from error
