"""Which model belongs to these inputs: a hash over everything that training reads."""

import hashlib
import sys
from pathlib import Path

SHARED = ("config.yml", "domain.yml", "rules.yml", "requirements.txt")
CODE = ("classifier", "corpus", "expand", "model", "noise", "speech", "training")
"""Modules whose code decides what a model will be."""


def inputs(root: Path, language: str) -> list[Path]:
    """The files that decide what a language's model will be, in a fixed order."""
    shared = [root / name for name in SHARED]
    code = [root / "meaning" / f"{name}.py" for name in CODE]
    never = root / "blind" / f"{language}.yml"  # its sentences are left out
    return [*shared, *code, *sorted((root / "data" / language).glob("*.yml")), never]


def fingerprint(root: Path, language: str) -> str:
    """Hash of names, contents and the interpreter's version, 16 hex digits."""
    digest = hashlib.sha256(f"python {sys.version_info[:2]}".encode())
    for file in inputs(root, language):
        digest.update(file.relative_to(root).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]


def model_path(root: Path, models: Path, language: str) -> Path:
    """Where the model of the present inputs is, or will be."""
    return models / f"{language}-{fingerprint(root, language)}.tar.gz"
