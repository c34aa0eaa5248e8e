"""`philomel models` with a model that came on a stick."""

import hashlib
import json
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.cli.models import models
from care.errors import SetupError

pytestmark = pytest.mark.integration

NAME = "vosk-model-small-de-0.15"


def run(*words: str, code: int = 0) -> list[dict[str, object]]:
    done = CliRunner().invoke(models, [*words], catch_exceptions=False)
    assert done.exit_code == code, done.output
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def test_a_model_from_a_stick_is_listed_fetched_and_verified(tmp_path: Path) -> None:
    stick, folder = tmp_path / "stick.zip", str(tmp_path / "models")
    with zipfile.ZipFile(stick, "w") as archive:
        archive.writestr(f"{NAME}/am/final.mdl", b"model")
        archive.writestr(f"{NAME}/conf/model.conf", b"conf")
    checksum = hashlib.sha256(stick.read_bytes()).hexdigest()

    states = {
        one["name"]: one["state"] for one in run("list", "--models", folder, "--json")
    }
    assert set(states.values()) == {"absent"}
    with pytest.raises(SetupError, match="--sha256"):
        run("fetch", NAME, "--from", str(stick), "--models", folder)
    given = ("--from", str(stick), "--sha256", checksum, "--models", folder, "--json")
    assert run("fetch", NAME, *given)[0]["name"] == NAME
    states = {
        one["name"]: one["state"] for one in run("list", "--models", folder, "--json")
    }
    assert states[NAME] == "whole"
    assert run("verify", "--models", folder, "--json")[0]["whole"] is True

    (tmp_path / "models" / NAME / "am" / "final.mdl").write_bytes(b"moved")
    (found,) = run("verify", "--models", folder, "--json", code=1)
    assert found["damaged"] == ["am/final.mdl"]


def test_the_list_says_which_engine_hears_which_language(tmp_path: Path) -> None:
    done = CliRunner().invoke(models, ["list", "--models", str(tmp_path)])
    assert "en  moonshine    ready: yes" in done.stdout
    assert "fr  vosk         ready: no  (no model in" in done.stdout
