"""How console and station meet over a tablet: the socket's name, limits, a short path."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from care.speech import Certainty, Cry, SafetyCategory

SOCKET = "tablets.sock"
"""In the home folder, which only its owner may enter."""
LARGEST_IN = 64 * 1024
"""Bytes of one message from a tablet; two seconds of sound."""
LARGEST_OUT = 16 * 1024 * 1024
"""Bytes of one message to a tablet; some five minutes of sound."""
HELP = "tablet_help"
"""Kind of the request that stands in the record when the help button found no socket."""

PRESSED = Cry(category=SafetyCategory.HELP, certainty=Certainty.CERTAIN)
"""What a help button means."""


@contextlib.contextmanager
def short_path(file: Path) -> Iterator[str]:
    """A name for this file that fits the kernel's 107 bytes of a socket's address."""
    folder = os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        through = Path(f"/proc/self/fd/{folder}/{file.name}")
        yield str(through if through.parent.exists() else file)
    finally:
        os.close(folder)
