"""`python3 -m setup [--tests]`: brings this machine to where the home can run."""

import argparse
import fcntl
import sys

from setup import debian, environments
from setup.step import CACHE, ROOT, SetUpError, Step

NLU_INPUTS = tuple(
    ROOT / "nlu" / part
    for part in (
        "requirements.txt",
        "config.yml",
        "domain.yml",
        "rules.yml",
        "data",
        "blind",
        "meaning",
        "train.py",
    )
)

CORE = Step(
    name="core environment",
    inputs=(ROOT / "requirements.txt", ROOT / "pyproject.toml"),
    product=ROOT / ".venv" / "bin" / "philomel",
    act=environments.core,
)
NLU = Step(
    name="nlu environment",
    inputs=(ROOT / "nlu" / "requirements.txt",),
    product=ROOT / "nlu" / ".venv" / "bin" / "python",
    act=environments.nlu,
)
MODELS = Step(
    name="language models",
    inputs=NLU_INPUTS,
    product=ROOT / "nlu" / "models",
    act=environments.models,
)
PHRASES = Step(
    name="safety phrases",
    inputs=tuple(
        ROOT / "care" / "words" / language / f"{room}.toml"
        for language in ("en", "fr")
        for room in ("help", "dialogue", "question")
    ),
    product=ROOT / "home" / "phrases",
    act=environments.phrases,
)


def _rasa() -> None:
    """Rasa makes the home understand more; without it the home still runs."""
    try:
        NLU.perform("3/5")
        MODELS.perform("4/5")
        environments.NO_RASA.unlink(missing_ok=True)
    except SetUpError as lack:
        environments.NO_RASA.write_text(str(lack))
        print(f"note: {lack}", flush=True)


def _phrases() -> None:
    """The last resort of a home whose voices have failed; it can live without."""
    try:
        PHRASES.perform("5/5")
    except SetUpError as lack:
        print(f"note: {lack}", flush=True)


def main() -> None:
    """Perform every step that is not done; one clear line and code 1 when one cannot be."""
    asked = argparse.ArgumentParser(prog="python3 -m setup", description=__doc__)
    asked.add_argument("--tests", action="store_true", help="what the tests need, too")
    given = asked.parse_args()
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            debian.provide(debian.NEEDED, "the broker is missing")
            debian.offer(debian.FOR_COMFORT, "sound is poorer without these")
            if given.tests:
                debian.offer(debian.FOR_TESTS, "some tests skip without these")
            CORE.perform("2/5")
            _rasa()
            _phrases()
        except SetUpError as lack:
            sys.exit(f"error: {lack}")
        except KeyboardInterrupt:
            sys.exit("\ninterrupted: the same command goes on from here")


if __name__ == "__main__":
    main()
