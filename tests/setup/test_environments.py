import sys
from pathlib import Path

import pytest

from setup import environments
from setup.step import SetUpError


def test_only_an_interpreter_that_runs_and_is_3_10_is_taken(tmp_path: Path) -> None:
    shim = tmp_path / "python3.10"
    shim.write_text("#!/bin/sh\necho command not found >&2\nexit 127\n")
    shim.chmod(0o755)
    assert not environments._runs(shim)
    assert not environments._runs(tmp_path / "nowhere")
    assert environments._runs(Path(sys.executable)) is (sys.version_info[:2] == (3, 10))


def test_without_3_10_the_home_is_said_to_run_on_closed_phrases(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environments, "_candidates", list[Path])
    monkeypatch.setattr(environments, "uv", lambda: Path("/bin/false"))
    with pytest.raises(SetUpError, match="closed phrases"):
        environments.interpreter_3_10()
