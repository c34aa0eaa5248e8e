"""How many cries for help reach somebody, and how often everyday talk is taken for one.

`python -m benchmarks.safety [--nlu FOLDER]`. Sentences that nothing was tuned on go
through the safety net: closed phrases alone (Rasa is down), the NLU service alone, both
together, as the home does it, and the same for what is only overheard; then once more
with a recognizer's noise on every sentence. Two sets: ordinary talk with some alarming
words (tests/data/understanding), and daily life in which nearly every sentence holds one
(its folder daily, the lines with even numbers). A sentence that happens to be trained on
is left out.
Beside them stand the figures of the first experiments with Rasa (its own blind set).
"""

import argparse
import asyncio
from dataclasses import dataclass
from pathlib import Path

import yaml

from assistant import nlu_process
from assistant.nlu_settings import NluSettings
from assistant.safety import catch
from assistant.safety.mass import weigh
from assistant.understanding import Understander
from benchmarks.understanding.sets import NLU, examples, fold, noisy, read
from care.people import Language
from care.speech import Certainty, Cry, Unavailable, Understanding

DATA = Path(__file__).resolve().parent.parent / "tests" / "data" / "understanding"
EVERYDAY = "everyday"
BASELINE = (
    "first experiments (30 + 18 en, 19 + 10 fr sentences): phrases alone reached 37 % en, "
    "32 % fr; Rasa's top intent 70 %, 79 %; phrases or mass >= 0.15 83 %, 89 %"
)
TARGET = "target: reach >= 98 %, act >= 85 %, everyday act <= 1 %, everyday ask <= 5 %"


Told = tuple[str, str, bool]


@dataclass(frozen=True)
class Sentence:
    """One line of the set and what the NLU service made of it."""

    kind: str
    text: str
    cry: bool
    meant: Understanding | Unavailable


def ordinary(language: Language) -> list[Told]:
    """Ordinary talk and cries of one language: kind, text, whether it is a cry."""
    table = yaml.safe_load((DATA / f"{language}.yml").read_text(encoding="utf-8"))
    return [
        (name, line.strip(), name != EVERYDAY)
        for name, lines in table.items()
        for line in lines.strip().splitlines()
    ]


def daily(language: Language) -> list[Told]:
    """The half of the daily set that was never tuned on."""
    file = DATA / "daily" / f"{language}.yml"
    table = yaml.safe_load(file.read_text(encoding="utf-8"))
    return [
        (name, line.strip(), group == "cries")
        for group, kinds in table.items()
        for name, lines in kinds.items()
        for line in lines.strip().splitlines()[1::2]
    ]


SETS = {"ordinary": ordinary, "daily": daily}


def unseen(language: Language, told: list[Told], *, noise: bool) -> list[Told]:
    """Without what is trained on; with a recognizer's noise if asked for."""
    corpus = read(NLU / "data" / language.value)
    trained = {one for listed in examples(corpus).values() for one in listed}
    kept = [one for one in told if fold(one[1]) not in trained]
    if not noise:
        return kept
    return [
        (kind, version, cry)
        for kind, text, cry in kept
        for version in noisy(fold(text), corpus.noise, 100)
    ]


async def parsed(
    language: Language, told: list[Told], mind: Understander | None
) -> list[Sentence]:
    """Every sentence with its parse."""
    away = Unavailable(reason="not asked")
    return [
        Sentence(kind, text, cry, await mind.parse(text, language) if mind else away)
        for kind, text, cry in told
    ]


def row(name: str, read: list[Sentence], cries: list[Cry | None]) -> str:
    """One line of the table."""
    real = [c for s, c in zip(read, cries, strict=True) if s.cry]
    talk = [c for s, c in zip(read, cries, strict=True) if not s.cry]
    acts = [sum(_acts(c) for c in group) for group in (real, talk)]
    asks = sum(c is not None and not _acts(c) for c in talk)
    reach = sum(c is not None for c in real)
    return (
        f"{name:<22}{_share(reach, real):>9}{_share(acts[0], real):>9}"
        f"{_share(acts[1], talk):>14}{_share(asks, talk):>14}"
    )


def _acts(cry: Cry | None) -> bool:
    return cry is not None and cry.certainty is Certainty.CERTAIN


def _share(count: int, group: list[Cry | None]) -> str:
    return f"{100 * count / len(group):.1f} %"


def table(name: str, language: Language, read: list[Sentence]) -> None:
    """Print the three rows of one set, and what was missed by kind."""
    count = sum(s.cry for s in read)
    print(f"\n{language}, {name}: {count} cries, {len(read) - count} everyday sentences")
    print(f"{'':<22}{'reach':>9}{'act':>9}{'everyday act':>14}{'everyday ask':>14}")
    alone = [catch((s.text,), language, None) for s in read]
    print(row("closed phrases", read, alone))
    if not any(isinstance(s.meant, Understanding) for s in read):
        print(f"NLU service: {read[0].meant}")
        return
    rasa = [weigh(s.meant) if isinstance(s.meant, Understanding) else None for s in read]
    print(row("NLU service", read, rasa))
    both = [catch((s.text,), language, s.meant) for s in read]
    print(row("both, as at home", read, both))
    aside = [catch((s.text,), language, s.meant, overheard=True) for s in read]
    print(row("the same, overheard", read, aside))
    print(f"  cries by kind, reached of all: {_kinds(read, both)}")


def _kinds(read: list[Sentence], cries: list[Cry | None]) -> str:
    found: dict[str, list[bool]] = {}
    for one, cry in zip(read, cries, strict=True):
        if one.cry:
            found.setdefault(one.kind, []).append(cry is not None)
    return ", ".join(f"{kind} {sum(hits)}/{len(hits)}" for kind, hits in found.items())


async def run() -> None:
    """Measure both languages with one service."""
    print(TARGET, BASELINE, sep="\n")
    async with nlu_process.serving() as door:
        if isinstance(door, Unavailable):
            print(f"NLU service unavailable: {door.reason}")
            mind = None
        else:
            mind = Understander(door, NluSettings(parse_within=30))
        for language in Language:
            for name, told in SETS.items():
                for noise in (False, True):
                    listed = unseen(language, told(language), noise=noise)
                    label = f"{name}, with noise" if noise else name
                    table(label, language, await parsed(language, listed, mind))
        if mind:
            await mind.close()


def main() -> None:
    """Read the options and run."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--nlu", type=Path, help="another folder of the Rasa project")
    given = options.parse_args()
    if given.nlu:
        nlu_process.NLU = given.nlu
    asyncio.run(run())


if __name__ == "__main__":
    main()
