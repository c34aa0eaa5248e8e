"""What a recognizer makes of a sentence: words misheard, first words lost, fillers.

Deterministic: which sentences get which noise follows from their own words.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Noise:
    """One language's noise (data/<language>/noise.yml)."""

    confusions: Mapping[str, Sequence[str]]
    """Words or word groups, and what recognizers wrote instead."""
    fillers: Sequence[str]
    """Spoken before or after what is meant."""


def _number(sentence: str, salt: str, below: int) -> int:
    digest = hashlib.sha256(f"{salt}/{sentence}".encode()).digest()
    return int.from_bytes(digest[:4], "big") % below


def _misheard(sentence: str, noise: Noise) -> str | None:
    """The sentence with one confusable part replaced, or None when it has none."""
    padded = f" {sentence} "
    parts = sorted(part for part in noise.confusions if f" {part} " in padded)
    if not parts:
        return None
    part = parts[_number(sentence, "part", len(parts))]
    instead = noise.confusions[part]
    wrong = instead[_number(sentence, "wrong", len(instead))]
    return padded.replace(f" {part} ", f" {wrong} ", 1).strip()


def _clipped(sentence: str) -> str | None:
    """The sentence without its first word, as when listening began late."""
    first, _, rest = sentence.partition(" ")
    return rest if len(rest.split()) > 2 and first else None  # noqa: PLR2004


def _filled(sentence: str, noise: Noise) -> str:
    filler = noise.fillers[_number(sentence, "filler", len(noise.fillers))]
    if _number(sentence, "side", 2):
        return f"{sentence} {filler}"
    return f"{filler} {sentence}"


def noisy(sentence: str, noise: Noise, share: int) -> list[str]:
    """The noisy versions to train on beside a folded sentence.

    `share` is how many of a hundred sentences get each of lost first words and fillers;
    a sentence with a confusable word is always given once with it misheard.
    """
    made = [_misheard(sentence, noise)]
    if _number(sentence, "clip", 100) < share:
        made.append(_clipped(sentence))
    if noise.fillers and _number(sentence, "fill", 100) < share:
        made.append(_filled(sentence, noise))
    return [version for version in made if version]
