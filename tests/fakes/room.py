"""The microphone and the loudspeaker of a satellite, made of files.

    python -m tests.fakes.room microphone FOLDER    silence, and each FOLDER/*.raw once
    python -m tests.fakes.room loudspeaker FILE     appends what it is given

Samples are 16 bit mono; the microphone runs at 16 kHz in real time.
"""

import os
import sys
import threading
from pathlib import Path

CHUNK = 2048
PERIOD = 0.064


def microphone(folder: Path) -> None:
    """Stream silence, and what people put into the folder."""
    pace, waiting = threading.Event(), b""
    while True:
        for file in sorted(folder.glob("*.raw")):
            waiting += file.read_bytes()
            file.unlink()
        chunk, waiting = waiting[:CHUNK], waiting[CHUNK:]
        sys.stdout.buffer.write(chunk.ljust(CHUNK, b"\0"))
        sys.stdout.buffer.flush()
        pace.wait(PERIOD)


def loudspeaker(file: Path) -> None:
    """Keep what is played."""
    with file.open("ab") as kept:
        while sound := os.read(0, CHUNK):
            kept.write(sound)
            kept.flush()


if __name__ == "__main__":
    {"microphone": microphone, "loudspeaker": loudspeaker}[sys.argv[1]](Path(sys.argv[2]))
