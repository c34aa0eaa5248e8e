"""Coverage-guided fuzzing of every reader of outside bytes, for a moment."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(find_spec("atheris") is None, reason="no atheris for this Python"),
]
ROOT = Path(__file__).parents[3]


def test_nothing_but_what_the_readers_promise(tmp_path: Path) -> None:
    limits = ("-runs=15000", "-max_len=300", "-seed=7")
    outcome = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.streams", *limits],
        cwd=tmp_path,  # a finding is left there, and its text is below
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stderr[-3_000:]
    assert "Done 15000 runs" in outcome.stderr
