"""Brings a large file home: resumed after a break, checked, or not there at all."""

import errno
import hashlib
from collections.abc import Callable
from pathlib import Path

import httpx

from care.errors import SetupError

PIECE = 128 * 1024
LARGEST = 4 * 1024**3
"""Bytes; no model of the catalogues is larger."""
TIMEOUT = 30.0
"""Seconds without a byte."""

FULL = (errno.ENOSPC, errno.EDQUOT)
"""Errors that are about where a file shall go, not where it comes from."""

Progress = Callable[[int, int | None], None]
"""Told the bytes that are there and how many there will be, where that is known."""


class NotFetched(SetupError):  # noqa: N818 - what became of it, as NotSpoken
    """What came from elsewhere is not there, or is not what it should be."""


def sha256(file: Path) -> str:
    """Checksum of a file."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def fetch(source: str, target: Path, wanted: str, progress: Progress) -> None:
    """Have the file at `target`, whole and with the wanted checksum.

    Args:
        source: A URL, or the path of a file carried here.
        target: Where the file shall be; beside it a `.part` waits for the next try.
        wanted: SHA-256 in hexadecimal.
        progress: Told how far it is.

    Raises:
        NotFetched: It could not be had; what is at `target` is untouched.
        SetupError: It cannot be kept where it should be.
    """
    part = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.open("ab").close()
    except OSError as error:
        reason = f"{target.parent} cannot be written: {error.strerror}"
        raise SetupError(reason) from error
    try:
        _fetch(source, part, progress)
        found = sha256(part)
        if found != wanted.lower():
            part.unlink()
            raise NotFetched(
                f"{source} is not what it should be: SHA-256 is {found}, "
                f"wanted {wanted.lower()}; nothing was kept"
            )
        part.replace(target)
    except OSError as error:
        if error.errno in FULL or not part.stat().st_size:
            part.unlink()  # half of it on a full disk serves nobody
        if error.errno in FULL:
            reason = f"{target.parent} cannot be written: {error.strerror}"
            raise SetupError(reason) from error
        reason = str(error) or type(error).__name__
        raise NotFetched(f"{source} cannot be fetched: {reason}") from error


def _fetch(source: str, part: Path, progress: Progress) -> None:
    if not source.startswith(("http://", "https://")):
        _copy(Path(source), part, progress)
        return
    try:
        _download(source, part, progress)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise OSError(str(error) or type(error).__name__) from error


def _copy(source: Path, part: Path, progress: Progress) -> None:
    whole = source.stat().st_size
    done = 0
    with source.open("rb") as given, part.open("wb") as kept:
        while piece := given.read(PIECE):
            kept.write(piece)
            done += len(piece)
            progress(done, whole)


def _download(url: str, part: Path, progress: Progress) -> None:
    done = part.stat().st_size if part.exists() else 0
    asked = {"Range": f"bytes={done}-"} if done else {}
    with httpx.stream(
        "GET", url, headers=asked, timeout=TIMEOUT, follow_redirects=True
    ) as reply:
        if reply.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
            return  # it was whole already; the checksum tells
        reply.raise_for_status()
        resumed = reply.status_code == httpx.codes.PARTIAL_CONTENT
        done = done if resumed else 0
        rest = reply.headers.get("content-length")
        whole = done + int(rest) if rest and rest.isdigit() else None
        with part.open("ab" if resumed else "wb") as kept:
            for piece in reply.iter_bytes(PIECE):
                kept.write(piece)
                done += len(piece)
                if done > LARGEST:
                    raise OSError("larger than any model")
                progress(done, whole)
