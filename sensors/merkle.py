"""Merkle tree hash of RFC 6962, section 2.1: one root for a run of sealed messages."""

import hashlib
from collections.abc import Sequence

EMPTY = hashlib.sha256(b"").digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """Root over leaf hashes of 32 bytes, in order; the hash of nothing when empty."""
    if not leaves:
        return EMPTY
    level = list(leaves)
    while len(level) > 1:
        paired = [node_hash(*level[i : i + 2]) for i in range(0, len(level) - 1, 2)]
        level = paired + level[len(paired) * 2 :]
    return level[0]
