"""Revisions: what is in force when, and what is signed."""

from dataclasses import replace
from datetime import timedelta

from reminders.order import in_force, revised, signing_text
from tests.fakes.orders import BERG, COLD, NOW, order

FIRST = order("08:00")
SECOND = order("09:00", revision=2, hours=5)


def times(at_hours: float) -> list[str]:
    now = NOW + timedelta(hours=at_hours)
    return [one.timing["timeOfDay"][0] for one in in_force([SECOND, FIRST], now)]


def test_each_revision_holds_from_its_instant() -> None:
    assert [times(h) for h in (0, 1, 4.9, 5)] == [
        [],
        ["08:00:00"],
        ["08:00:00"],
        ["09:00:00"],
    ]


def test_another_revision_has_the_same_content() -> None:
    again = revised(FIRST, 3, NOW, COLD)
    assert (again.revision, again.author) == (3, COLD)
    assert again.regimens[0].timing == FIRST.regimens[0].timing
    assert again.regimens[0].revision == 3


def test_a_revision_without_regimens_ends_the_medicine() -> None:
    end = replace(revised(FIRST, 2, NOW + timedelta(hours=2), BERG), regimens=())
    assert in_force([FIRST, end], NOW + timedelta(hours=1.5)) == FIRST.regimens
    assert in_force([FIRST, end], NOW + timedelta(hours=2)) == ()


def test_what_is_signed_depends_on_every_part() -> None:
    one = signing_text(FIRST, ("a",))
    assert one != signing_text(FIRST, ("b",))
    assert one != signing_text(order("08:30"), ("a",))
    assert one == signing_text(order("08:00"), ("a",))
