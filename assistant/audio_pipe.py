r"""How the station and its speech workers talk: a JSON line, then the sound it announces.

    {"do": "synthesize", "text": "...", "bytes": 0}\n
    {"ok": true, "rate": 24000, "bytes": 96000}\n<96000 bytes of samples>

One request, one reply, in order. Both sides bound what they read, so that a worker gone
mad cannot fill the station's memory.
"""

import contextlib
import ctypes
import json
import os
import signal
from collections.abc import Callable
from typing import Any, BinaryIO

HEADER_LIMIT = 256 * 1024
PAYLOAD_LIMIT = 64 * 1024 * 1024
"""Some twenty minutes of sound at 24 kHz; no request or reply comes near."""

Header = dict[str, Any]

_PR_SET_PDEATHSIG = 1


class BrokenPipeFrame(Exception):  # noqa: N818 - it names what arrived
    """What came through the pipe is no frame."""


def encoded(header: Header, payload: bytes = b"") -> bytes:
    """One frame."""
    line = json.dumps(header | {"bytes": len(payload)}, ensure_ascii=True)
    return line.encode("ascii") + b"\n" + payload


def header_of(line: bytes) -> tuple[Header, int]:
    """A frame's header and how many payload bytes follow; BrokenPipeFrame if it is none."""
    try:
        header = json.loads(line)
        size = header.pop("bytes")
    except (ValueError, AttributeError, KeyError, TypeError) as error:
        raise BrokenPipeFrame(f"no frame header: {line[:80]!r}") from error
    if not isinstance(size, int) or not 0 <= size <= PAYLOAD_LIMIT:
        raise BrokenPipeFrame(f"a payload of {size!r} bytes")
    return header, size


def serve(
    source: BinaryIO,
    sink: BinaryIO,
    answer: Callable[[Header, bytes], tuple[Header, bytes]],
) -> None:
    """Answer frame after frame until the other side closes the pipe.

    Args:
        source: Where requests come from.
        sink: Where replies go.
        answer: From request header and payload to reply header and payload; an exception
            it raises becomes the reply `{"ok": false, "reason": ...}`.
    """
    while line := source.readline(HEADER_LIMIT):
        header, size = header_of(line)
        payload = source.read(size)
        if len(payload) < size:
            return
        try:
            reply, sound = answer(header, payload)
        except Exception as error:  # noqa: BLE001 - a native library may raise anything
            reply, sound = {"ok": False, "reason": f"{type(error).__name__}: {error}"}, b""
        sink.write(encoded(reply, sound))
        sink.flush()


def private_pipes() -> tuple[BinaryIO, BinaryIO]:
    """This process's frames in and out, with everything else kept out of them.

    Native libraries print on standard output; that goes nowhere from now on. On Linux the
    process also dies with its parent, even one that was killed.
    """
    source = os.fdopen(os.dup(0), "rb")
    sink = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1):
        os.dup2(nowhere, number)
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    return source, sink
