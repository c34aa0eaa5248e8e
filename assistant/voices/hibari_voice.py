"""Hibari: an English neural voice inside the wheel (Apache-2.0), 0.02 of real time."""

import numpy as np
from hibari import SAMPLE_RATE, Hibari

from assistant.audio import Audio, from_samples
from assistant.voices.port import Delivery
from care.errors import SpeechError
from care.people import Language

SLOWEST, FASTEST = 0.5, 1.3
SEMITONES = 12
"""In an octave."""


def speed(rate: int) -> float:
    """Hibari's speed for words a minute; measured on our prompts with their pauses."""
    return min(FASTEST, max(SLOWEST, 0.56 + (rate - 108) / 190))


class HibariVoice:
    """The engine; about 210 MiB."""

    name = "hibari"

    def __init__(self) -> None:
        """Load, and pay for the slow first call now."""
        self._engine = Hibari()
        self._engine("Ready.")

    def speaks(self, language: Language) -> bool:
        """See `port.Voice`."""
        return language is Language.ENGLISH

    def synthesize(self, text: str, delivery: Delivery) -> Audio:
        """See `port.Voice`.

        It has no pitch of its own to change: played slower and spoken faster, the same
        words sound lower.
        """
        if not self.speaks(delivery.language):
            raise SpeechError(f"hibari has no voice for {delivery.language}")
        # A fixed seed: the same sentence always sounds the same.
        lower = 2 ** (delivery.pitch / SEMITONES)
        sound = self._engine(text, speed=speed(round(delivery.rate / lower)), seed=7)
        values = np.asarray(sound, dtype=np.float32)
        return from_samples(values, round(SAMPLE_RATE * lower))
