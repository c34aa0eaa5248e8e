"""What the models of this environment mean by fifty sentences, beside another's answer.

    python compare.py --models DIR                    one line a sentence
    python compare.py --models DIR --beside FILE      and how many are alike

`make stock-rasa` runs it in the stock environment of Rasa and in the slim one.
"""

import argparse
import asyncio
import sys
import warnings
from pathlib import Path

from meaning.corpus import blind
from meaning.fingerprint import model_path

ROOT = Path(__file__).resolve().parent
LANGUAGES = tuple(sorted(folder.name for folder in (ROOT / "data").iterdir()))
SENTENCES = 25
"""Of each language, spread over all intents."""
ALIKE = 0.95


def _chosen(language: str) -> list[str]:
    listed = [text for texts in blind(language).values() for text in texts]
    return listed[:: len(listed) // SENTENCES][:SENTENCES]


async def _meant(models: Path) -> list[str]:
    from meaning.agents import load

    speakers = load({one: model_path(ROOT, models, one) for one in LANGUAGES}, None, "")
    lines = []
    for language, speaker in speakers.items():
        for text in _chosen(language):
            parsed = await speaker.parse(text)
            lines.append(f"{language}\t{text}\t{parsed['intent_ranking'][0]['name']}")
    return lines


def main() -> int:
    """Print; 1 when too few sentences mean the same as in the other file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=Path, default=ROOT / "models")
    parser.add_argument("--beside", type=Path)
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    lines = asyncio.run(_meant(given.models))
    if given.beside is None:
        print("\n".join(lines))
        return 0
    other = given.beside.read_text(encoding="utf-8").splitlines()
    alike = len(set(lines) & set(other))
    print(f"{alike} of {len(lines)} sentences mean the same in both environments")
    return 0 if alike >= ALIKE * len(lines) else 1


if __name__ == "__main__":
    sys.exit(main())
