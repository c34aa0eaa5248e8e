"""Whose signature counts: registered, not withdrawn, and of a clinician."""

from dataclasses import replace
from datetime import timedelta

import pytest

from care.codec import decode, encode
from care.people import ProviderId
from reminders.key_ring import (
    KeyRing,
    complaints,
    public_keys,
    registered,
    withdrawn,
)
from reminders.signature import signers
from tests.fakes.orders import BERG, COLD, NOW, RING, key_of, order, sealed

SIGNED = sealed(order("08:00"), BERG, COLD)
PEOPLE = (BERG, COLD)


def codes(ring: KeyRing, *people: ProviderId) -> list[str]:
    return [one.code for one in complaints(SIGNED, ring, people)]


def test_registered_keys_hold_and_a_ring_comes_back_from_the_record() -> None:
    again = decode(KeyRing, encode(RING))
    assert again == RING
    assert signers(SIGNED, public_keys(again, PEOPLE)) == {BERG, COLD}
    assert codes(again, *PEOPLE) == []
    assert registered(RING, key_of(BERG)) == RING


def test_each_fault_has_its_name() -> None:
    assert codes(KeyRing(), *PEOPLE) == ["unknown_key", "unknown_key"]
    assert codes(RING, COLD) == ["unknown_key"]
    gone = withdrawn(RING, key_of(COLD).id, NOW)
    assert codes(gone, *PEOPLE) == ["revoked_key"]
    other = replace(SIGNED, shown=("another plan",))
    assert [one.code for one in complaints(other, RING, PEOPLE)] == ["altered"]
    wrong = replace(SIGNED.signatures[0], value=SIGNED.signatures[1].value)
    forged = replace(SIGNED, signatures=(wrong,))
    assert [one.code for one in complaints(forged, RING, PEOPLE)] == ["forged"]


def test_a_withdrawn_key_still_proves_what_it_signed_before() -> None:
    gone = withdrawn(RING, key_of(BERG).id, NOW + timedelta(days=1))
    assert signers(SIGNED, public_keys(gone, PEOPLE)) == {COLD}
    assert signers(SIGNED, public_keys(gone, PEOPLE, withdrawn_too=True)) == {BERG, COLD}
    assert gone.of(BERG) == ()
    again = withdrawn(gone, key_of(BERG).id, NOW + timedelta(days=9))
    assert again == gone  # the first withdrawal counts


def test_a_key_is_one_persons_and_does_not_come_back() -> None:
    with pytest.raises(ValueError, match="somebody else"):
        registered(RING, replace(key_of(BERG), provider=COLD))
    gone = withdrawn(RING, key_of(BERG).id, NOW)
    with pytest.raises(ValueError, match="withdrawn"):
        registered(gone, key_of(BERG))
    with pytest.raises(ValueError, match="no such"):
        withdrawn(RING, "0123", NOW)
