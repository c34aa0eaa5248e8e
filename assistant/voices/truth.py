"""Whether a sound can be what an engine says it is."""

import re

import numpy as np

from assistant.audio import Audio, samples

SHORTEST_SYLLABLE = 0.06
"""Seconds; no voice here speaks faster."""
LONGEST_LETTER = 1.2
"""Seconds a character; a sound longer than that went wrong."""
FAINTEST = 0.003
"""Root mean square of full scale; below it is silence."""

_VOWELS = re.compile(r"[aeiouy\u00e0-\u00ff]+", re.IGNORECASE)


def doubt(audio: Audio, text: str) -> str | None:
    """Why this cannot be `text` spoken, or None when it can."""
    syllables = max(1, len(_VOWELS.findall(text)))
    if audio.seconds < SHORTEST_SYLLABLE * syllables:
        return f"{audio.seconds:.2f} s of sound for {syllables} syllables"
    if audio.seconds > 2.0 + LONGEST_LETTER * len(text):
        return f"{audio.seconds:.0f} s of sound for {len(text)} characters"
    if level(audio) < FAINTEST:
        return "silent sound"
    return None


def level(audio: Audio) -> float:
    """Root mean square of full scale, 0 to 1."""
    values = samples(audio)
    return float(np.sqrt(np.mean(np.square(values)))) if len(values) else 0.0
