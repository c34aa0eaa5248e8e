"""Thousands of prompts and utterances through the child processes: no leak, no hang.

    .venv/bin/python -m benchmarks.voice.soak [--times 1000] [--only ears]

Goal: 10,000 of 10,000 prompts, memory flat. Before: pyttsx3 in a settled worker gave
9,000 of 9,000 files; Moonshine did not leak over 897 calls.
"""

import argparse
import asyncio
import json
from dataclasses import asdict

import psutil

from assistant.audio import Audio
from assistant.audio_child import Child
from assistant.recognizers.ears import MODULE as EARS
from assistant.recognizers.ears import Ears
from assistant.recognizers.port import Context
from assistant.voice_settings import VoiceSettings
from assistant.voices.mouth import MODULE as VOICES
from assistant.voices.mouth import Mouth
from assistant.voices.port import Delivery
from care.clock import SystemClock, stopwatch
from care.people import Language
from care.speech import Heard

MEGABYTE = 1024 * 1024


def memory(child: Child) -> float:
    """MiB of the child process."""
    return float(psutil.Process(child.pid).memory_info().rss) / MEGABYTE


async def speak(engine: str, times: int) -> None:
    """So many different sentences through one voice."""
    child = Child(VOICES, engine)
    mouth = Mouth(order={Language.ENGLISH: (engine,)}, children={engine: child})
    good, early, began = 0, 0.0, stopwatch()
    for number in range(times):
        words = f"This is sentence number {number}, and it is time for your medicine."
        good += isinstance(
            await mouth.say(words, Delivery(language=Language.ENGLISH)), Audio
        )
        if number == times // 10:
            early = memory(child)
    each = (stopwatch() - began) / times * 1000
    print(
        f"{engine:14} {good} of {times} spoken, {child.starts} start(s), "
        f"{early:.0f} -> {memory(child):.0f} MiB, {each:.0f} ms each"
    )
    await mouth.close()


async def hear(times: int) -> None:
    """So many utterances through the ears."""
    plan = VoiceSettings().ears()
    child = Child(EARS, json.dumps(asdict(plan), default=str))
    ears, mouth = Ears(plan, SystemClock(), child), Mouth()
    english = Delivery(language=Language.ENGLISH)
    said = [
        made
        for words in ("Yes.", "No.", "Six.", "Help.", "Later.", "Yes, I took it.")
        if isinstance(made := await mouth.say(words, english), Audio)
    ]
    good, early, began = 0, 0.0, stopwatch()
    for number in range(times):
        good += isinstance(await ears.hear(said[number % len(said)], Context()), Heard)
        if number == times // 10:
            early = memory(child)
        if number % 500 == 0:
            print(f"  {number}: {memory(child):.0f} MiB", flush=True)
    each = (stopwatch() - began) / times * 1000
    print(
        f"{'ears':14} {good} of {times} heard, {child.starts} start(s), "
        f"{early:.0f} -> {memory(child):.0f} MiB, {each:.0f} ms each"
    )
    await ears.close()
    await mouth.close()


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--times", type=int, default=1000)
    asked.add_argument("--only", default="espeak,hibari,ears")
    given = asked.parse_args()
    for engine in ("espeak", "hibari"):
        if engine in given.only:
            asyncio.run(speak(engine, given.times))
    if "ears" in given.only:
        asyncio.run(hear(given.times))


if __name__ == "__main__":
    main()
