"""How long the set-up takes: warm in this checkout, cold in a copy of what is committed."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.home.table import Results, Row
from care.clock import stopwatch
from setup.__main__ import CORE, MODELS, NLU
from setup.step import ROOT

WARM = "set-up, warm: `python3 -m setup`, all is done"
COLD = "set-up, cold: `make setup` in a fresh copy"
WARM_TARGET = "no network, seconds"
COLD_TARGET = "with `make test` < 15 min"


def _set_up(folder: Path) -> float:
    """Seconds of a set-up that finds everything done."""
    began = stopwatch()
    subprocess.run(["python3", "-m", "setup"], cwd=folder, check=True)
    return stopwatch() - began


def warm(results: Results, times: int) -> None:
    """Time the finished set-up; a set-up that is not finished is only named."""
    lacking = [step.name for step in (CORE, NLU, MODELS) if not step.is_done()]
    if lacking:
        text = f"warm set-up not measured: {', '.join(lacking)} not done, run make setup"
        results.notes.append(text)
        return
    spans = tuple(_set_up(ROOT) for _ in range(times))
    results.rows.append(Row(what=WARM, unit="s", values=spans, target=WARM_TARGET))


def cold(results: Results, times: int) -> None:
    """Set up a fresh copy of the committed files, then once more when all is done.

    Packages come from where this machine's package tool finds them; those in its cache
    are not fetched again.
    """
    with tempfile.TemporaryDirectory(prefix="philomel-cold-") as place:
        folder = Path(place)
        tar = subprocess.run(
            ["git", "archive", "HEAD"], cwd=ROOT, check=True, capture_output=True
        )
        subprocess.run(["tar", "-x"], cwd=folder, input=tar.stdout, check=True)
        span = _told(folder)
        results.rows.append(Row(what=COLD, unit="s", values=(span,), target=COLD_TARGET))
        spans = tuple(_set_up(folder) for _ in range(times))
        results.rows.append(
            Row(what=f"{WARM} (copy)", unit="s", values=spans, target=WARM_TARGET)
        )


def _told(folder: Path) -> float:
    """Seconds of `make setup`, each of its lines printed with its second."""
    began = stopwatch()
    with subprocess.Popen(
        ["make", "setup"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(f"{stopwatch() - began:7.1f} s  {line.rstrip()}", file=sys.stderr)
    if process.returncode != 0:
        raise SystemExit(f"make setup ended with code {process.returncode}")
    return stopwatch() - began
