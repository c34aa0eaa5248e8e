"""One language's sentences to one Rasa model file."""

import contextlib
import json
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from meaning import slim
from meaning.corpus import examples, read


def _training_file(sentences: dict[str, list[str]]) -> dict[str, object]:
    """Rasa's older training data format: JSON, which it reads many times faster."""
    examples = [
        {"intent": name, "text": sentence}
        for name, listed in sorted(sentences.items())
        for sentence in listed
    ]
    return {"rasa_nlu_data": {"common_examples": examples}}


@contextlib.contextmanager
def _hushed(log: Path) -> Iterator[None]:
    """Everything that Rasa prints goes to a file; its end is shown when training fails."""
    with log.open("w", encoding="utf-8") as file:
        try:
            with contextlib.redirect_stdout(file), contextlib.redirect_stderr(file):
                yield
        except Exception as error:
            file.flush()
            tail = log.read_text(encoding="utf-8")[-2000:]
            raise RuntimeError(f"Rasa could not train: {error}\n{tail}") from error


def _fit(root: Path, data: Path, work: Path) -> Path:
    """Rasa's own training, quiet and without a cache."""
    os.environ["RASA_CACHE_DIRECTORY"] = str(work / "cache")
    os.environ["RASA_MAX_CACHE_SIZE"] = "0"
    slim.install()
    import rasa.model_training
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.ERROR)
    result = rasa.model_training.train(
        domain=str(root / "domain.yml"),
        config=str(root / "config.yml"),
        training_files=[str(data), str(root / "rules.yml")],
        output=str(work),
        fixed_model_name="model",
        force_training=True,
    )
    if result.model is None:
        raise RuntimeError("no model was made")
    return Path(result.model)


def train(root: Path, language: str, target: Path) -> int:
    """Train and put the model at `target`, whole or not at all.

    Gives the number of sentences trained on. Everything Rasa writes meanwhile goes into
    a folder that is gone afterwards.
    """
    sentences = examples(read(root / "data" / language))
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="nlu-", dir=target.parent) as scratch:
        work = Path(scratch)
        data = work / "nlu.json"
        data.write_text(json.dumps(_training_file(sentences)), encoding="utf-8")
        with _hushed(work / "log"):
            made = _fit(root, data, work)
        shutil.move(made, work / "finished")
        (work / "finished").replace(target)
    return sum(map(len, sentences.values()))
