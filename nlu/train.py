"""Train the models that are missing: `python train.py [--language en] [--models DIR]`.

A model is named after everything it was made from, so a second run has nothing to do,
and a run that was interrupted leaves nothing behind.
"""

import argparse
import contextlib
import fcntl
import shutil
import signal
import sys
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

from meaning.corpus import CorpusError
from meaning.expand import TemplateError
from meaning.fingerprint import model_path

ROOT = Path(__file__).resolve().parent
LANGUAGES = tuple(sorted(folder.name for folder in (ROOT / "data").iterdir()))


def _say(line: str) -> None:
    print(f"nlu: {line}", flush=True)


def _train(language: str, models: Path) -> None:
    target = model_path(ROOT, models, language)
    if target.exists():
        _say(f"{language}: {target.name} is up to date")
        return
    _say(f"{language}: training, one to three minutes ...")
    began = time.perf_counter()
    from meaning.training import train

    number = train(ROOT, language, target)
    for old in models.glob(f"{language}-*.tar.gz"):
        if old != target:
            old.unlink()
    seconds = time.perf_counter() - began
    _say(f"{language}: {target.name} from {number} sentences in {seconds:.0f} s")


@contextlib.contextmanager
def _alone(models: Path) -> Iterator[None]:
    """One training at a time; what a killed one has left is swept away first."""
    models.mkdir(parents=True, exist_ok=True)
    with (models / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for left in models.glob("nlu-*"):
            shutil.rmtree(left, ignore_errors=True)
        yield


def main() -> int:
    """Train each language asked for; 0 when all models are there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    parser.add_argument("--models", type=Path, default=ROOT / "models")
    given = parser.parse_args()
    warnings.simplefilter("ignore")  # years-old libraries deprecate each other
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # sweep up on the way out
    try:
        with _alone(given.models):
            for language in given.language or LANGUAGES:
                _train(language, given.models)
    except (CorpusError, TemplateError) as error:
        print(f"nlu: error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
