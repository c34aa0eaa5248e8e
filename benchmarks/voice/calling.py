"""The wake words: which are missed, and which are heard where nobody called.

    .venv/bin/python -m benchmarks.voice.calling [--minutes 20]

Baseline (10 voices, 36 minutes of talk): hey jarvis 7 clean, 5 at 10 dB, no false accept;
okay nabu 8, 3, none; hey mycroft 7, 4, 1; alexa 10, 7, none. Never a safety path.
"""

import argparse

from assistant.audio import Audio, silence
from assistant.recognizers.wake import WORDS, WakeListening
from benchmarks.voice.corpus import RATE, utterances, voices
from benchmarks.voice.television import corpus, played
from benchmarks.voice.weather import chatter, noisy

SPELT = {"okay_nabu": "Okay Nabu", "hey_mycroft": "Hey Mycroft", "hey_jarvis": "Hey Jarvis"}


def called(word: str, audio: Audio) -> bool:
    """Whether the word is heard in a short recording with quiet around it."""
    waiting = WakeListening(word)
    waiting.accept(silence(1, RATE).pcm + audio.pcm + silence(1, RATE).pcm)
    return waiting.heard is not None


def falsely(word: str, sound: list[Audio]) -> int:
    """How often it is heard in talk without it."""
    waiting, times = WakeListening(word), 0
    for audio in sound:
        waiting.accept(audio.pcm)
        if waiting.heard is not None:
            waiting, times = WakeListening(word), times + 1
    return times


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--minutes", type=float, default=20)
    given = asked.parse_args()
    every = list(voices())
    babble = chatter([every[0][1](one.text) for one in utterances(1)[:12]])
    talk = list(played(corpus(), given.minutes))
    hours = sum(audio.seconds for audio in talk) / 3600
    print(f"{len(every)} voices; {60 * hours:.0f} minutes of other talk")
    for word in WORDS:
        spelt = SPELT.get(word, word.title())
        clean = [speak(spelt) for _, speak in every]
        noise = [noisy(one, 10, babble, seed) for seed, one in enumerate(clean)]
        heard, loud = ([called(word, one) for one in sound] for sound in (clean, noise))
        missed = [name for (name, _), good in zip(every, heard, strict=True) if not good]
        times = falsely(word, talk)
        lost, worse = len(every) - sum(heard), len(every) - sum(loud)
        print(
            f"{word:12} missed {lost} clean, {worse} at 10 dB; "
            f"false {times / hours:.1f} an hour; missed clean: {', '.join(missed)}"
        )


if __name__ == "__main__":
    main()
