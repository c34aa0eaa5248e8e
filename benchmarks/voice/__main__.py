"""Word error, commands, emergencies and false accepts, per engine and kind of noise.

    .venv/bin/python -m benchmarks.voice [--each 1]
    .venv/bin/python -m benchmarks.voice.latency
    .venv/bin/python -m benchmarks.voice.soak [--times 10000]

Synthetic voices only: compare engines with it and catch regressions, never claim an
accuracy for patients.
"""

import argparse
from collections.abc import Iterator

from assistant.audio import Audio
from assistant.recognizers.arbiter import Arbiter
from assistant.recognizers.moonshine import Moonshine
from assistant.recognizers.port import Context, Hypothesis, Recognizer
from assistant.recognizers.sentences import known
from assistant.recognizers.sphinx import Sphinx
from benchmarks.voice.corpus import NLU, Utterance, by_intent, utterances, voices
from benchmarks.voice.score import Intents, Tally
from benchmarks.voice.weather import chatter, noisy, telephone
from care.clock import stopwatch
from care.people import Language

BASELINE = """
goals: commands 95 clean, 90 at 20 dB and telephone; emergencies 98 at 20, 95 at 10 dB;
false cries at most 1. First measurements, other sentences: moonshine alone 84 clean,
both 94 (robotic voices included); emergencies 41 and 47 of 49."""

CONDITIONS = ("clean", "20 dB", "10 dB", "5 dB", "telephone")


class Compared:
    """Both engines, and what the arbiter makes of them."""

    def __init__(self) -> None:
        """Load them."""
        sentences = known(Language.ENGLISH, NLU / "data")
        self._engines: dict[str, Recognizer] = {
            "moonshine": Moonshine(),
            "pocketsphinx": Sphinx(sentences),
        }
        self._arbiter = Arbiter(sentences)
        self.spent = dict.fromkeys(self._engines, 0.0)

    def hear(self, audio: Audio) -> dict[str, Hypothesis]:
        """What each makes of a clip, and both together as "pair"."""
        found = {}
        for name, engine in self._engines.items():
            began = stopwatch()
            session = engine.open(Context())
            session.accept(audio.pcm)
            found[name] = session.finish()
            self.spent[name] += stopwatch() - began
        found["pair"] = self._arbiter.settle(found["moonshine"], found["pocketsphinx"])
        return found


def clips(
    said: list[Utterance], wanted: str
) -> Iterator[tuple[Utterance, str, str, Audio]]:
    """Every utterance by every voice when clean; the noises share the voices out."""
    every = [pair for pair in voices() if wanted == "all" or pair[0] in wanted]
    babble = chatter([every[0][1](one.text) for one in said[:12]])
    for number, utterance in enumerate(said):
        for place, (name, speak) in enumerate(every):
            clean = speak(utterance.text)
            yield utterance, name, "clean", clean
            if (number + place) % 3:
                continue
            for decibels in (20, 10, 5):
                worse = noisy(clean, decibels, babble, seed=number)
                yield utterance, name, f"{decibels} dB", worse
            yield utterance, name, "telephone", telephone(clean)


def main() -> None:
    """Print the tables."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--each", type=int, default=1, help="sentences of each intent")
    asked.add_argument("--voices", default="all", help="names with commas between")
    asked.add_argument("--missed", action="store_true", help="print emergencies not caught")
    given = asked.parse_args()
    compared = Compared()
    intents = Intents(by_intent())
    tallies: dict[tuple[str, str], Tally] = {}
    sound = 0.0
    for utterance, voice, condition, audio in clips(utterances(given.each), given.voices):
        sound += audio.seconds
        wording = "known" if utterance.known else "unseen"
        kind = "robotic" if voice.startswith("espeak") else "voices"
        for name, heard in compared.hear(audio).items():
            for row in (condition, f"{condition}, {wording}", f"{condition}, {kind}"):
                tally = tallies.setdefault((name, row), Tally())
                tally.count(utterance, heard, intents)
    print(f"{sound / 60:.0f} minutes of speech\n")
    print(f"{'engine':14} {'condition':20}   WER  cmds  emer fcry  fcmd   (percent)")
    for (name, row), tally in sorted(tallies.items(), key=lambda one: _place(*one[0])):
        print(f"{name:14} {row:20} {tally.row()}")
        if given.missed and row in CONDITIONS:
            for text, heard_as in tally.missed:
                print(f"      not caught: {text!r} heard as {heard_as!r}")
    for name, seconds in compared.spent.items():
        print(f"{name}: {seconds / sound:.2f} of real time")
    print(BASELINE)


def _place(name: str, row: str) -> tuple[int, str, str]:
    return CONDITIONS.index(row.split(",", maxsplit=1)[0]), row, name


if __name__ == "__main__":
    main()
