"""The two environments: the home's own, and Rasa's with its interpreter 3.10."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from setup.step import ROOT, SetUpError, call
from setup.uv import uv

CORE = ROOT / ".venv"
NLU = ROOT / "nlu" / ".venv"
NO_RASA = ROOT / ".cache" / "no-rasa"
"""Says in one line why Rasa is not there; the tests that need it skip with this text."""

QUIET = {"UV_PYTHON_DOWNLOADS": "never", "UV_LINK_MODE": "copy"}


def core() -> None:
    """Make `.venv` from the lock file, with the project itself in it."""
    tool = uv()
    if not (CORE / "bin" / "python").exists():
        call([tool, "venv", "--quiet", "--python", sys.executable, CORE], **QUIET)
    python = _synced(CORE, ROOT / "requirements.txt")
    itself = ["--no-deps", "--editable", str(ROOT)]
    call([tool, "pip", "install", "--quiet", "--python", python, *itself], **QUIET)


def _synced(environment: Path, lock: Path) -> Path:
    """Give an environment exactly what its lock file lists; its interpreter."""
    python = environment / "bin" / "python"
    checked = ["--require-hashes", "--compile-bytecode", str(lock)]
    call([uv(), "pip", "sync", "--python", python, *checked], **QUIET)
    return python


def _runs(python: Path) -> bool:
    try:
        told = subprocess.run(
            [python, "-c", "import sys; print(sys.version_info[:2])"],
            capture_output=True,
            text=True,
            check=False,
            timeout=20,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return told.stdout.strip() == "(3, 10)"


def _candidates() -> list[Path]:
    on_path = shutil.which("python3.10")
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    managed = Path.home() / ".local" / "share" / "uv" / "python"
    return [
        *([Path(on_path)] if on_path else []),
        *sorted(pyenv.glob("3.10*/bin/python3.10"), reverse=True),
        *sorted(managed.glob("cpython-3.10*/bin/python3.10"), reverse=True),
        Path("/usr/bin/python3.10"),
    ]


def interpreter_3_10() -> Path:
    """A Python 3.10 that runs; uv may fetch one. SetUpError when none can be had."""
    for python in _candidates():
        if _runs(python):
            return python
    tried = subprocess.run(
        [uv(), "python", "install", "3.10"], capture_output=True, text=True, check=False
    )
    for python in _candidates() if tried.returncode == 0 else []:
        if _runs(python):
            return python
    raise SetUpError(
        "no Python 3.10 here and none to be fetched: "
        "the home runs on closed phrases, without Rasa"
    )


def nlu() -> None:
    """Make `nlu/.venv` from its lock file."""
    if not _runs(NLU / "bin" / "python"):
        fresh = ["--quiet", "--clear", "--python", str(interpreter_3_10()), str(NLU)]
        call([uv(), "venv", *fresh], **QUIET)
    _synced(NLU, ROOT / "nlu" / "requirements.txt")


def models() -> None:
    """Train the language models whose inputs have changed."""
    call([NLU / "bin" / "python", ROOT / "nlu" / "train.py"], OMP_NUM_THREADS="1")


def phrases() -> None:
    """Speak the safety sentences into files, for a day on which no voice works."""
    call([CORE / "bin" / "philomel", "voices", "record"])
