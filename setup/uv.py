"""Finds uv, or brings it from PyPI into the project's own cache."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

from setup.debian import install
from setup.step import CACHE, SetUpError, call

OWN = CACHE / "uv"


def uv() -> Path:
    """The uv to use. SetUpError says what to install when none can be had."""
    own = OWN / "bin" / "uv"
    if own.exists():
        return own
    found = shutil.which("uv")
    if found and _runs(found):
        return Path(found)
    print("bringing uv from PyPI ...", flush=True)
    if importlib.util.find_spec("pip") is None:
        install(("python3-pip",), why="pip, which brings uv")
    pip = [sys.executable, "-m", "pip", "install", "--quiet"]
    call([*pip, "--upgrade", "--target", OWN, "uv"])
    if not own.exists():
        raise SetUpError("uv could not be brought from PyPI: install uv, then try again")
    return own


def _runs(found: str) -> bool:
    told = subprocess.run([found, "--version"], capture_output=True, check=False)
    return told.returncode == 0
