"""Training by its real command: nothing to do twice, nothing half-written."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.fakes.nlu_service import NLU, PYTHON, Served

pytestmark = [pytest.mark.integration, pytest.mark.rasa]


def test_a_second_training_has_nothing_to_do(served: Served, tmp_path: Path) -> None:
    before = sorted(file.stat().st_mtime_ns for file in (NLU / "models").glob("*.tar.gz"))
    told = subprocess.run(
        [PYTHON, NLU / "train.py"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert told.stdout.count("is up to date") == 2
    after = sorted(file.stat().st_mtime_ns for file in (NLU / "models").glob("*.tar.gz"))
    assert before == after
    assert list(tmp_path.iterdir()) == []
    assert os.environ.get("RASA_CACHE_DIRECTORY") is None
