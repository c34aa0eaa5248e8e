"""From the end of speech to text, and to the first sound of the reply, in real time.

    .venv/bin/python -m benchmarks.voice.latency [--times 20]

Goal on 2 cores: to first audio p50 at most 0.7 s, p95 at most 1.2 s. Before: 0.8 to 0.9 s,
of which 0.7 s were the wait for the end of speech.
"""

import argparse
import asyncio
import statistics
from collections.abc import AsyncIterator

import numpy as np

from assistant.audio import Audio, resampled, samples, silence
from assistant.recognizers.ears import Ears
from assistant.recognizers.port import Context
from assistant.voice_settings import VoiceSettings
from assistant.voices.mouth import Mouth
from assistant.voices.port import Delivery
from care.clock import SystemClock, stopwatch
from care.people import Language
from care.speech import Expects, Heard

ENGLISH = Delivery(language=Language.ENGLISH)
SAID = (
    ("Yes.", Expects.YES_NO),
    ("No, I am not.", Expects.YES_NO),
    ("Yes, I took it.", Expects.DOSE),
    ("Later, please.", Expects.DOSE),
    ("About a six.", Expects.SCORE),
    ("Help, I have fallen.", Expects.OPEN),
    ("What is my sugar?", Expects.OPEN),
)
REPLY = "Thank you. I have written that down."
PIECE = 1024


class Microphone:
    """Plays a recording in real time and remembers when its last word was over."""

    def __init__(self, audio: Audio) -> None:
        """Take a 16 kHz recording."""
        loud = np.flatnonzero(np.abs(samples(audio)) > 0.02)
        self._pcm = silence(0.5, 16_000).pcm + audio.pcm + silence(4, 16_000).pcm
        self._last = 0.5 + float(loud[-1]) / 16_000
        self.speech_ended = 0.0

    async def pieces(self) -> AsyncIterator[bytes]:
        """64 ms at a time."""
        began = stopwatch()
        self.speech_ended = began + self._last
        for start in range(0, len(self._pcm), 2 * PIECE):
            due = began + (start / 2 + PIECE) / 16_000
            await asyncio.sleep(max(0.0, due - stopwatch()))
            yield self._pcm[start : start + 2 * PIECE]


async def measure(times: int) -> dict[str, list[float]]:
    """Seconds to text and to first audio, by what was expected."""
    ears, mouth = Ears(VoiceSettings().ears(), SystemClock()), Mouth()
    await ears.warm(Context())
    await mouth.warm(Language.ENGLISH)
    await mouth.say(REPLY, ENGLISH)
    found: dict[str, list[float]] = {}
    for number in range(times):
        words, expects = SAID[number % len(SAID)]
        made = await mouth.say(words, ENGLISH)
        assert isinstance(made, Audio)
        microphone = Microphone(resampled(made, 16_000))
        heard = await ears.listen(microphone.pieces(), Context(expects=expects))
        text = stopwatch() - microphone.speech_ended
        assert isinstance(heard, Heard), heard
        reply = await mouth.say(REPLY, ENGLISH)
        spoken = stopwatch() - microphone.speech_ended
        fresh = await mouth.say(f"Thank you, number {number} is written down.", ENGLISH)
        unknown = stopwatch() - microphone.speech_ended
        assert isinstance(reply, Audio)
        assert isinstance(fresh, Audio)
        found.setdefault(f"{expects.value}: to text", []).append(text)
        found.setdefault("all: to first audio, reply known", []).append(spoken)
        found.setdefault("all: to first audio, reply new", []).append(unknown)
    await ears.close()
    await mouth.close()
    return found


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--times", type=int, default=21)
    found = asyncio.run(measure(asked.parse_args().times))
    for name, seconds in sorted(found.items()):
        middle, worst = statistics.median(seconds), max(seconds)
        p95 = sorted(seconds)[int(0.95 * (len(seconds) - 1))]
        shown = f"p50 {middle:.2f}  p95 {p95:.2f}  max {worst:.2f} s"
        print(f"{name:34} n {len(seconds):3}  {shown}")


if __name__ == "__main__":
    main()
