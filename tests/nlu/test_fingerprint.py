"""A model is named after everything it was made from."""

import shutil
from pathlib import Path

import pytest
from meaning.fingerprint import fingerprint, inputs, model_path

NLU = Path(__file__).parents[2] / "nlu"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of everything that training reads."""
    for file in {*inputs(NLU, "en"), *inputs(NLU, "fr")}:
        target = tmp_path / file.relative_to(NLU)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
    return tmp_path


def test_the_same_inputs_have_the_same_name_anywhere(copy: Path) -> None:
    assert fingerprint(copy, "en") == fingerprint(NLU, "en")
    assert model_path(NLU, copy, "en").name.startswith("en-")


@pytest.mark.parametrize(
    "name",
    [
        "config.yml",
        "domain.yml",
        "rules.yml",
        "requirements.txt",
        "meaning/speech.py",
        "data/en/talk.yml",
    ],
)
def test_any_change_is_another_model(copy: Path, name: str) -> None:
    before = fingerprint(copy, "en")
    file = copy / name
    file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert fingerprint(copy, "en") != before


def test_the_other_languages_sentences_do_not_matter(copy: Path) -> None:
    before = fingerprint(copy, "en")
    (copy / "data" / "fr" / "talk.yml").write_text("intents: {}\n")
    assert fingerprint(copy, "en") == before
