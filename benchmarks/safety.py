"""How many cries for help reach somebody, and how often everyday talk is taken for one.

`python -m benchmarks.safety [--nlu FOLDER]`. Every sentence of tests/data/understanding
(written before any measurement, never tuned on) goes through the safety net three times:
closed phrases alone, the NLU service alone, and both together, as the home does it.
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
from care.people import Language
from care.speech import Certainty, Cry, Unavailable, Understanding

DATA = Path(__file__).resolve().parent.parent / "tests" / "data" / "understanding"
EVERYDAY = "everyday"
BASELINE = (
    "first experiments (30 + 18 en, 19 + 10 fr sentences): phrases alone reached 37 % en, "
    "32 % fr; Rasa's top intent 70 %, 79 %; phrases or mass >= 0.15 83 %, 89 %"
)
TARGET = "target: reach >= 98 %, act >= 85 %, everyday act <= 1 %, everyday ask <= 5 %"


@dataclass(frozen=True)
class Sentence:
    """One line of the set and what the NLU service made of it."""

    text: str
    cry: bool
    meant: Understanding | Unavailable


def sentences(language: Language) -> list[tuple[str, bool]]:
    """The texts of one language, and whether each is a cry for help."""
    table = yaml.safe_load((DATA / f"{language}.yml").read_text(encoding="utf-8"))
    return [
        (line.strip(), name != EVERYDAY)
        for name, lines in table.items()
        for line in lines.strip().splitlines()
    ]


async def parsed(language: Language, mind: Understander | None) -> list[Sentence]:
    """Every sentence with its parse."""
    away = Unavailable(reason="not asked")
    return [
        Sentence(text, cry, await mind.parse(text, language) if mind else away)
        for text, cry in sentences(language)
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


def table(language: Language, read: list[Sentence]) -> None:
    """Print the three rows of one language."""
    count = sum(s.cry for s in read)
    print(f"\n{language}: {count} cries for help, {len(read) - count} everyday sentences")
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
            table(language, await parsed(language, mind))
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
