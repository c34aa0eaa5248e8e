"""Revisions: what is in force when, and how one goes back."""

from datetime import timedelta

from reminders.order import in_force, rolled_back, signing_text, stopped
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


def test_a_roll_back_is_the_next_revision() -> None:
    back = rolled_back(SECOND, FIRST, NOW, COLD)
    assert (back.revision, back.restores, back.author) == (3, 1, COLD)
    assert back.regimens[0].timing == FIRST.regimens[0].timing
    assert back.regimens[0].revision == 3


def test_a_stopped_order_has_no_medicine() -> None:
    end = stopped(FIRST, NOW + timedelta(hours=2), BERG)
    assert in_force([FIRST, end], NOW + timedelta(hours=1.5)) == FIRST.regimens
    assert in_force([FIRST, end], NOW + timedelta(hours=2)) == ()


def test_what_is_signed_depends_on_every_part() -> None:
    one = signing_text(FIRST, ("a",))
    assert one != signing_text(FIRST, ("b",))
    assert one != signing_text(order("08:30"), ("a",))
    assert one == signing_text(order("08:00"), ("a",))
