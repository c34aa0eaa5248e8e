"""Files that are whole or absent, and that only their owner can read."""

import os
import tempfile
from pathlib import Path

from care.errors import SetupError


def write_private(path: Path, content: bytes) -> None:
    """Write with mode 0600 in one step: readers see the old file or the new one.

    The new one is on disk, name and all, when this returns: a key that has sealed
    something is never lost with the power.

    Raises SetupError when the disk refuses; then the old file is untouched.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)
    except OSError as error:
        msg = f"{path} cannot be written ({error.strerror})"
        raise SetupError(msg) from error


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
