"""Secrets of channels, from files that only their owner can read."""

import stat
from pathlib import Path

from care.errors import SetupError


def read_secret(file: Path, what: str) -> bytes:
    """The secret in a file, without the white space around it.

    SetupError when the file is not there, empty, or open to others.
    """
    try:
        mode = stat.S_IMODE(file.stat().st_mode)
        secret = file.read_bytes().strip()
    except OSError as error:
        raise SetupError(
            f"{what}: {file} cannot be read ({error.strerror}); put the secret there"
        ) from error
    if mode & 0o077:
        raise SetupError(f"{what}: others can read {file}; chmod 600 it")
    if not secret:
        raise SetupError(f"{what}: {file} is empty; put the secret there")
    return secret
