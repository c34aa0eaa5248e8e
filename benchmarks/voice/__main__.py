"""Word error, commands, emergencies and false cries, per engine and kind of noise.

    .venv/bin/python -m benchmarks.voice [--quick] [--each 1] [--voices NAME,NAME]
    .venv/bin/python -m benchmarks.voice.television [--minutes 10]
    .venv/bin/python -m benchmarks.voice.calling
    .venv/bin/python -m benchmarks.voice.korean
    .venv/bin/python -m benchmarks.voice.latency
    .venv/bin/python -m benchmarks.voice.soak [--times 10000]

Synthetic voices only: compare engines with it and catch regressions, never claim an
accuracy for patients.
"""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence

from assistant.audio import Audio, Samples
from assistant.recognizers.port import Context, Hypothesis
from benchmarks.voice.compared import Compared
from benchmarks.voice.corpus import (
    ANSWERS,
    TUNED_ON,
    Utterance,
    utterances,
    voices,
)
from benchmarks.voice.score import Tally, meanings
from benchmarks.voice.weather import chatter, noisy, slow, telephone
from care.clock import stopwatch
from care.speech import Expects

BASELINE = """
goals: commands 95 clean, 90 at 20 dB and telephone; emergencies 98 at 20, 95 at 10 dB;
false alarms at most 1. Before the sentences were fitted to the sound: commands 85 clean,
89 at 20 dB, 67 telephone; emergencies 94, 100 and 76.5 at telephone; false cries 5.6."""
HEAD = (
    f"{'engine':13} {'condition':21}   WER  cmds    n   emer asked    n alarms  asks    n "
    "cmds (percent; of talk: false alarms, questions and, counted, commands)"
)
MAIN = ("20 dB", "10 dB", "telephone")
WORSE = (*MAIN, "slow", "5 dB")
CONDITIONS = ("clean", *WORSE)
SHARE = 3
"""Every voice says a third of the sentences in each of the worse conditions."""
QUICK = "flite rms,festival kal"
TOLD_EVERY = 50

Clip = tuple[Utterance, str, str, Audio]
Heard = tuple[Utterance, str, str, str, Hypothesis]


def clips(said: list[Utterance], wanted: str, conditions: Sequence[str]) -> Iterator[Clip]:
    """Every utterance by every voice when clean; the other conditions share them out."""
    every = [pair for pair in voices() if wanted == "all" or pair[0] in wanted.split(",")]
    babble = chatter([every[0][1](one.text) for one in said[:12]])
    for number, utterance in enumerate(said):
        for place, (name, speak) in enumerate(every):
            clean = speak(utterance.text)
            yield utterance, name, "clean", clean
            for turn, condition in enumerate(conditions):
                if (number + place + turn) % SHARE == 0:
                    worse = _worse(clean, condition, babble, number)
                    yield utterance, name, condition, worse


def _worse(clean: Audio, condition: str, babble: Samples, seed: int) -> Audio:
    if condition == "slow":
        return slow(clean)
    if condition == "telephone":
        return telephone(clean)
    return noisy(clean, int(condition.split(maxsplit=1)[0]), babble, seed=seed)


def main() -> None:
    """Print the tables."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--each", type=int, default=1, help="sentences of each intent")
    asked.add_argument("--voices", default="all", help="names with commas between")
    asked.add_argument("--quick", action="store_true", help=f"only {QUICK}, fewer noises")
    asked.add_argument("--missed", action="store_true", help="print what went wrong")
    given = asked.parse_args()
    compared, sound, began = Compared(), 0.0, stopwatch()
    heard: list[Heard] = []
    wanted, conditions = (QUICK, MAIN) if given.quick else (given.voices, WORSE)
    every = list(clips(utterances(given.each), wanted, conditions))
    for number, (utterance, voice, condition, audio) in enumerate(every):
        sound += audio.seconds
        context = Context(expects=ANSWERS.get(utterance.intent, Expects.OPEN))
        for name, found in compared.hear(audio, context):
            heard.append((utterance, voice, condition, name, found))
        if number % TOLD_EVERY == 0:
            minutes = (stopwatch() - began) / 60
            print(
                f"  clip {number} of {len(every)}, {minutes:.0f} minutes", file=sys.stderr
            )
    _tell(heard, missed=given.missed)
    print(
        f"\n{sound / 60:.0f} minutes of speech in {(stopwatch() - began) / 60:.0f} minutes"
    )
    spent = {engine.name: engine.spent for engine in compared.alone}
    for name, seconds in (spent | {"both": compared.spent}).items():
        share = seconds / sound
        print(f"{name}: {share:.2f} of real time, CPU (load {os.getloadavg()[0]:.1f})")
    print(BASELINE)


def _tell(heard: list[Heard], *, missed: bool) -> None:
    meant = meanings(
        text
        for said, *_, found in heard
        for text in (said.text, found.text, *found.alternatives, *found.looks)
    )
    tallies: dict[tuple[str, str], Tally] = {}
    for said, voice, condition, name, found in heard:
        wording = "known" if said.known else "unseen"
        kind = "tuned voices" if voice in TUNED_ON else "new voices"
        for row in (condition, f"{condition}, {wording}", f"{condition}, {kind}"):
            tallies.setdefault((name, row), Tally()).count(said, found, meant)
    print(HEAD)
    for (name, row), tally in sorted(tallies.items(), key=lambda one: _place(*one[0])):
        print(f"{name:13} {row:21} {tally.row()}")
        if missed and row in CONDITIONS and name == "both":
            for line in tally.missed:
                print(f"      {line}")


def _place(name: str, row: str) -> tuple[int, str, str]:
    return CONDITIONS.index(row.split(",", maxsplit=1)[0]), row, name


if __name__ == "__main__":
    main()
