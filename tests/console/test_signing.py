"""A signing key opens with its own password, for its own account, and nowhere else."""

from dataclasses import replace
from datetime import UTC, datetime

from care.codec import decode, encode
from care.people import ProviderId, Role
from console.signing import SealedKey, make, opened
from records.accounts import Account
from reminders.key_ring import MadeKey

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
NORA = Account(
    name="nora",
    provider=ProviderId("nora"),
    role=Role.CLINICIAN,
    password="",
    second_factor=None,
    created_at=NOW,
)
SEALED = make(NORA, "a quiet house by the river", NOW)


def test_the_password_opens_the_key_that_was_made() -> None:
    kept = decode(SealedKey, encode(SEALED))
    key = opened(kept, "a quiet house by the river")
    assert key is not None
    again = replace(SEALED, public=make(NORA, "other", NOW).public)
    assert SEALED.id != again.id
    raw = key.public_key().public_bytes_raw()
    assert encode(SEALED)["public"] in str(encode(kept))
    assert len(raw) == 32


def test_nothing_else_opens_it() -> None:
    right = "a quiet house by the river"
    assert opened(SEALED, "a quiet house by the sea") is None
    for other in (
        replace(SEALED, account="omar"),
        replace(SEALED, provider=ProviderId("omar")),
        replace(SEALED, public=make(NORA, right, NOW).public),
    ):
        assert opened(other, right) is None


def test_the_open_part_can_be_read_without_the_rest() -> None:
    made = decode(MadeKey, encode(SEALED))
    assert (made.id, made.account) == (SEALED.id, "nora")
    assert right_words_are_not_in(SEALED)


def right_words_are_not_in(sealed: SealedKey) -> bool:
    """Neither the password nor a bare key stands in what is kept."""
    text = str(encode(sealed))
    return "river" not in text and "PRIVATE" not in text
