from dataclasses import replace
from datetime import datetime

from care.alarm import Cause, Priority
from care.escalation import Escalation, Notice, Outcome, Resolution, Stage
from care.people import Language, ProviderId
from care.wording import wording
from escalation.audit import audit
from escalation.ladder import Resolved, Started, step
from tests.fakes.calls import THREE, after, alarm, ladder, notice


def started(priority: Priority = Priority.HIGH) -> Escalation:
    return step(ladder(priority), Started(), THREE)[0]


def codes(escalations: list[Escalation], waiting: list[Notice], now: datetime) -> list[str]:
    return [one.code for one in audit(escalations, waiting, now)]


def test_ladders_that_move_are_fine() -> None:
    assert codes([started()], [notice()], after(31)) == []


def test_a_ladder_that_should_have_moved_is_found() -> None:
    found = audit([started()], [], after(61))
    assert [(one.code, one.cause) for one in found] == [("ESC-LATE", Cause.TECHNICAL)]
    assert found[0].priority is Priority.HIGH
    assert found == audit([started()], [], after(600)), "the same trouble, the same alarm"


def test_an_open_ladder_without_a_wake_up_is_found() -> None:
    assert codes([replace(started(), due=None)], [], after(1)) == ["ESC-LATE"]


def test_a_notice_of_which_nothing_is_known_is_found() -> None:
    moving = replace(started(), due=after(400))
    assert codes([moving], [notice()], after(121)) == ["ESC-SILENT"]
    assert codes([moving], [], after(121)) == []


def test_that_nobody_was_reached_is_found() -> None:
    alone = replace(started(), standing=(), due=after(60))
    assert codes([alone], [], after(5)) == ["ESC-NOBODY"]
    taken = replace(alone, stage=Stage.ACKNOWLEDGED)
    assert codes([taken], [], after(5)) == []


def test_what_is_over_slow_or_our_own_is_left_alone() -> None:
    how = Resolution(by=ProviderId("jo"), at=after(1), outcome=Outcome.FALSE_ALARM)
    over = step(started(), Resolved(resolution=how), after(1))[0]
    own = replace(started(), alarm=replace(alarm(), code="ESC-LATE"))
    assert codes([over, own, started(Priority.LOW)], [], after(9_999)) == []


def test_its_reasons_have_words_in_every_language() -> None:
    stuck = replace(started(), standing=())
    for one in audit([stuck], [notice()], after(500)):
        for language in Language:
            for reason in one.reasons:
                text = wording(language).say(
                    f"notice.reason.{reason.key}", **dict(reason.facts)
                )
                assert text
