"""The key of the whole file: 32 random bytes in a file that only its owner can read."""

import secrets
import stat
from pathlib import Path

from care.errors import SetupError
from care.safefile import write_private

KEY_BYTES = 32
PRIVATE = 0o600


def _refusal(file: Path) -> SetupError:
    return SetupError(
        f"{file} should hold {KEY_BYTES * 2} hex digits and be readable by its owner only "
        f"(chmod 600); without the right key the record cannot be opened"
    )


def read_key(file: Path) -> str:
    """The key as hex digits. SetupError when the file is not as it should be."""
    if stat.S_IMODE(file.stat().st_mode) & 0o077:
        raise _refusal(file)
    key = file.read_text(encoding="ascii", errors="replace").strip()
    try:
        whole = len(bytes.fromhex(key)) == KEY_BYTES
    except ValueError as error:
        raise _refusal(file) from error
    if not whole:
        raise _refusal(file)
    return key


def key_of(file: Path, database: Path) -> str:
    """Read the key, or make it for a record that does not exist yet.

    The caller holds the opening lock. A record without its key is an error: a fresh key
    would only hide that the right one is lost. The key is on disk, whole and synced,
    before any record is sealed with it.
    """
    if file.exists():
        return read_key(file)
    if database.exists():
        raise SetupError(
            f"{file} is gone, and {database} cannot be opened without it; "
            f"put the key back from where it was kept"
        )
    write_private(file, secrets.token_hex(KEY_BYTES).encode())
    return read_key(file)
