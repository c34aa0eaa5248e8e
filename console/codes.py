"""Codes that serve once: what a person reads off one screen and types at another.

The record holds only their SHA-256.
"""

import hashlib
import secrets

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without letters and digits that look alike."""


def new_code(length: int) -> str:
    """So many letters in groups of four; the only time that it can be read."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(length))
    return "-".join(letters[i : i + 4] for i in range(0, length, 4))


def digest_of_code(code: str) -> str:
    """What is kept of a code, however its typist set capitals, hyphens and spaces."""
    plain = "".join(letter for letter in code.lower() if letter.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()
