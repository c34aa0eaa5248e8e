"""Refusals are counted by reason, single readings by their kind too."""

from sensors.refusal import Refusal, Rejected


def test_single_readings_are_told_with_their_kind() -> None:
    assert Rejected(reason=Refusal.IMPLAUSIBLE, detail="spo2").label == "implausible spo2"
    assert Rejected(reason=Refusal.KIND).label == "kind"


def test_what_an_error_says_is_no_part_of_the_reason() -> None:
    assert Rejected(reason=Refusal.MALFORMED, detail="truncated").label == "malformed"
