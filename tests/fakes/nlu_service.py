"""The real nlu service as a process, and why it cannot be had where it cannot."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parents[2]
NLU = ROOT / "nlu"
PYTHON = NLU / ".venv" / "bin" / "python"
NO_RASA = ROOT / ".cache" / "no-rasa"
TOKEN = "token-of-the-tests"
ACTION_TOKEN = "token-of-the-webhook"


def lacking() -> str | None:
    """Why the service cannot be started here, or None."""
    if not PYTHON.exists():
        return NO_RASA.read_text() if NO_RASA.exists() else "no nlu/.venv: run make setup"
    command: list[str | Path] = [PYTHON, "-c", _ASK]
    told = subprocess.run(command, cwd=NLU, capture_output=True, text=True, check=False)
    return told.stdout.strip() or None


_ASK = (
    "from pathlib import Path; from meaning.fingerprint import model_path; r = Path('.');"
    "m = [model_path(r, r / 'models', l) for l in ('en', 'fr')];"
    "lack = [one.name for one in m if not one.exists()];"
    "print('no trained model ' + ', '.join(lack) + ': run nlu/train.py' if lack else '')"
)


@dataclass(frozen=True)
class Served:
    """A running service."""

    port: int
    pid: int
    http: httpx.Client

    def post(self, path: str, **body: Any) -> httpx.Response:
        """One call with the token."""
        return self.http.post(path, json=body)


def start(*arguments: str, **environment: str) -> "subprocess.Popen[str]":
    """The service process as the station starts it."""
    own = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.Popen(
        [PYTHON, NLU / "service.py", "--port", "0", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd="/",  # it must not matter where it is started
        env=own | environment,
    )
