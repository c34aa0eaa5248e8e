"""One step of the set-up, done once for each fingerprint of its inputs."""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"


class SetUpError(Exception):
    """Something must be done by a person first; the text says what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What to do, what it depends on, and what shows that it is still there."""

    name: str
    inputs: tuple[Path | str, ...]
    """Files (or whole folders, or plain words) whose change calls for doing it again."""
    product: Path | None
    """Must exist, else the step is done again; None for nothing to look at."""
    act: Callable[[], None]

    def _stamp(self) -> Path:
        return CACHE / "setup" / self.name.replace(" ", "-")

    def fingerprint(self) -> str:
        """SHA-256 over the step's inputs and the interpreter's version."""
        digest = hashlib.sha256(sys.version.encode())
        for given in self.inputs:
            if isinstance(given, str):
                digest.update(given.encode())
                continue
            files = sorted(given.rglob("*")) if given.is_dir() else [given]
            for file in files:
                if file.is_file() and "__pycache__" not in file.parts:
                    digest.update(file.name.encode() + file.read_bytes())
        return digest.hexdigest()

    def is_done(self) -> bool:
        """Whether the step was finished with the same inputs and its product is there."""
        stamp = self._stamp()
        there = self.product is None or self.product.exists()
        return there and stamp.exists() and stamp.read_text() == self.fingerprint()

    def perform(self, position: str) -> None:
        """Do it unless it is done, and say how long it took."""
        if self.is_done():
            return
        print(f"[{position}] {self.name} ...", flush=True)
        began = time.monotonic()
        self.act()
        self._stamp().parent.mkdir(parents=True, exist_ok=True)
        self._stamp().write_text(self.fingerprint())
        print(
            f"[{position}] {self.name}: done in {time.monotonic() - began:.0f} s",
            flush=True,
        )


def call(command: Sequence[str | Path], **environment: str) -> None:
    """Run a command of the set-up; SetUpError says which one failed and how."""
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words, cwd=ROOT, env={**os.environ, **environment}, check=False
        )
    except OSError as error:
        raise SetUpError(f"could not start {words[0]}: {error}") from error
    if done.returncode != 0:
        raise SetUpError(
            f"`{' '.join(words[:6])} ...` ended with code {done.returncode}; see above. "
            "Run the same make command again once that is mended: it goes on from here."
        )
