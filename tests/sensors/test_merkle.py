"""The root against the recursive definition in RFC 6962, 2.1, and known answers."""

import hashlib
import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from sensors.merkle import root

VECTORS = json.loads((Path(__file__).parents[1] / "data" / "wire_vectors.json").read_text())


def definition(leaves: list[bytes]) -> bytes:
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    inner = b"\x01" + definition(leaves[:split]) + definition(leaves[split:])
    return hashlib.sha256(inner).digest()


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=70))
def test_it_is_the_definition(leaves: list[bytes]) -> None:
    assert root(leaves) == definition(leaves)


def test_nothing_has_the_hash_of_nothing() -> None:
    assert root([]).hex().startswith("e3b0c44298fc1c14")


def test_the_published_vectors_have_the_published_root() -> None:
    leaves = [bytes.fromhex(vector["leaf"]) for vector in VECTORS["encrypt0"]]
    assert root(leaves).hex() == VECTORS["receipt"]["root"]
