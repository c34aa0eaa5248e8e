"""From the end of speech to the first sound of the reply, and where the time goes.

    .venv/bin/python -m benchmarks.voice.latency [--times 24]

Real ears, NLU service, dialogue, record and mouth, fed in real time; the speaker is left
out (benchmarks.home has it, and what a home looks up for its answers). Goal on 2 cores: to
first audio p50 at most 0.7 s, p95 at most 1.2 s. Before words were looked at after 0.16 s
of quiet, and meaning and reply made ready meanwhile: 0.69 to 0.76 s and 1.14 to 1.19 s,
without the question of which the recognizer had no such sentence.
"""

import argparse
import asyncio
import itertools
import os
import statistics
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np

from assistant.audio import Audio, resampled, samples, silence
from assistant.errands import Errands
from assistant.nlu_process import serving
from assistant.recognizers.ears import Ears
from assistant.recognizers.port import Context
from assistant.talk.turns import HeardUtterance
from assistant.voice_settings import VoiceSettings
from assistant.voices.mouth import Mouth
from benchmarks.voice.bedside import ENGLISH, Bedside, Mind
from care.clock import SystemClock, stopwatch
from care.speech import Expects, Heard, Unavailable

SAID = (
    ("Yes.", Expects.YES_NO),
    ("No, I am not.", Expects.YES_NO),
    ("Yes, I took it.", Expects.DOSE),
    ("Later, please.", Expects.DOSE),
    ("About a six.", Expects.SCORE),
    ("Help, I have fallen.", Expects.OPEN),
    ("What is my sugar?", Expects.OPEN),
    ("What is my pulse?", Expects.OPEN),
)
KNOWN = "Thank you. I have written that down."
PIECE = 1024
PARTS = (
    "quiet, until speech counts as over",
    "decoding that went on after it",
    "meaning",
    "dialogue, and the record on disk",
    "sound of the reply, said before",
    "sound of the reply, new",
)
WHOLE, NEW = "to first audio, said before", "to first audio, new"


class Microphone:
    """Plays a recording in real time and remembers when its last word was over."""

    def __init__(self, audio: Audio) -> None:
        """Take a 16 kHz recording."""
        loud = np.flatnonzero(np.abs(samples(audio)) > 0.02)
        self._pcm = silence(0.5, 16_000).pcm + audio.pcm + silence(4, 16_000).pcm
        self._last = 0.5 + float(loud[-1]) / 16_000
        self.speech_ended = self.heard_until = 0.0

    async def pieces(self) -> AsyncIterator[bytes]:
        """64 ms at a time."""
        began = stopwatch()
        self.speech_ended = began + self._last
        for start in range(0, len(self._pcm), 2 * PIECE):
            self.heard_until = began + (start / 2 + PIECE) / 16_000
            await asyncio.sleep(max(0.0, self.heard_until - stopwatch()))
            yield self._pcm[start : start + 2 * PIECE]


Found = dict[str, list[float]]


async def _answer(
    bed: Bedside, ears: Ears, mouth: Mouth, number: int, found: Found
) -> None:
    """One utterance, from its sound to the sound of the reply."""
    words, expects = SAID[number % len(SAID)]
    made = await mouth.say(words, ENGLISH)
    assert isinstance(made, Audio)
    await bed.ask(expects)
    microphone, context = Microphone(resampled(made, 16_000)), Context(expects=expects)
    heard = await ears.listen(
        microphone.pieces(),
        context,
        whole=lambda text: bed.foresight.whole(bed.patient, context, text),
    )
    seconds = [microphone.speech_ended, microphone.heard_until, stopwatch()]
    assert isinstance(heard, Heard), heard
    meant = await bed.meaning(heard.text)
    seconds.append(stopwatch())
    await bed.turn(HeardUtterance(heard=heard, understanding=meant))
    seconds.append(stopwatch())
    await mouth.say(KNOWN, ENGLISH)
    seconds.append(stopwatch())
    await mouth.say(f"Thank you, number {number} is written down.", ENGLISH)
    seconds.append(stopwatch())
    parts = [later - before for before, later in itertools.pairwise(seconds)]
    for name, spent in zip(PARTS, parts, strict=True):
        found.setdefault(name, []).append(spent)
    found.setdefault(WHOLE, []).append(sum(parts[:-1]))
    found.setdefault(NEW, []).append(sum(parts) - parts[-2])
    found.setdefault(f"{expects.value}: to text", []).append(sum(parts[:2]))


async def measure(times: int) -> Found:
    """Seconds of every part, of the whole way, and to the text by what was asked."""
    ears, mouth, errands = Ears(VoiceSettings().ears(), SystemClock()), Mouth(), Errands()
    found: Found = {}
    with tempfile.TemporaryDirectory() as folder:
        async with serving() as door, asyncio.TaskGroup() as tasks:
            if isinstance(door, Unavailable):
                raise SystemExit(f"no nlu service: {door.reason}")
            mind = Mind(door)
            running = tasks.create_task(errands.run(), name="errands")
            bed = Bedside(Path(folder), mind, mouth, errands)
            await ears.warm(Context())
            await mouth.say(KNOWN, ENGLISH)
            await bed.foresight.learn(bed.patient)
            for number in range(times):
                await _answer(bed, ears, mouth, number, found)
            running.cancel()
            await mind.close()
            bed.close()
    await ears.close()
    await mouth.close()
    return found


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--times", type=int, default=24)
    found = asyncio.run(measure(asked.parse_args().times))
    for name, seconds in found.items():
        least, middle, worst = min(seconds), statistics.median(seconds), max(seconds)
        p95 = sorted(seconds)[int(0.95 * (len(seconds) - 1))]
        shown = f"min {least:.2f}  p50 {middle:.2f}  p95 {p95:.2f}  max {worst:.2f} s"
        print(f"{name:36} n {len(seconds):3}  {shown}")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
