from dataclasses import replace

from care.alarm import AlarmId, Priority
from care.codec import decode, encode
from care.commands import Clear, Confirm, Raise, Record, Withdraw
from care.speech import Answer, Meaning, QuestionId
from sensors.detector import Rule
from sensors.held import Kept, Standing
from sensors.settling import (
    ANOTHER,
    GRACE,
    RETURNS,
    answered,
    closed,
    expired,
    found,
    over,
    raised,
    wants,
)
from tests.fakes.patients import at
from tests.sensors.test_detector import RULE
from tests.sensors.test_fusion import found as finding

ASKING = replace(RULE, code="A", ask="breathless")
PLAIN = replace(RULE, code="A")


def opened(rule: Rule, priority: Priority = Priority.HIGH) -> tuple[Kept, AlarmId]:
    kept, commands = found(Kept(), finding("A", priority, ask=rule.ask), rule, at(0))
    (first, record) = commands
    assert isinstance(first, Confirm | Raise)
    assert isinstance(record, Record)
    return kept, first.alarm.id


def standing(kept: Kept) -> Standing:
    (held,) = kept.alarms.values()
    return held.standing


def test_a_finding_is_asked_about_or_raised() -> None:
    assert standing(opened(ASKING)[0]) is Standing.ASKING
    assert standing(opened(PLAIN)[0]) is Standing.RAISED


def test_a_condition_that_ends_while_the_patient_is_asked_withdraws_the_question() -> None:
    kept, alarm = opened(ASKING)
    kept, commands = over(kept, ASKING, at(10))
    assert commands == (Withdraw(question=QuestionId(f"alarm:{alarm}")),)
    assert kept.alarms == {}


def test_a_fall_does_not_end_by_itself() -> None:
    fall = replace(ASKING, latch=True)
    kept, _ = opened(fall)
    assert over(kept, fall, at(999)) == (kept, ())


def test_a_raised_condition_clears_and_may_come_back_as_the_same_alarm() -> None:
    kept, alarm = opened(PLAIN)
    kept, commands = over(kept, PLAIN, at(10))
    assert commands == (Clear(alarm=alarm, at=at(10)),)
    kept, (again, _) = found(kept, finding("A", Priority.HIGH), PLAIN, at(60))
    assert isinstance(again, Raise)
    assert again.alarm.id == alarm


def test_a_cleared_alarm_is_gone_after_a_while() -> None:
    kept, _ = opened(PLAIN)
    kept, _ = over(kept, PLAIN, at(10))
    assert expired(kept, at(10) + RETURNS)[0].alarms == {}


def test_a_closed_alarm_that_lasts_wants_to_be_told_again_later() -> None:
    kept, alarm = opened(PLAIN)
    kept, _ = closed(kept, alarm, at(60))
    assert not wants(kept, PLAIN, at(0), at(60))
    assert wants(kept, PLAIN, at(0), at(60) + PLAIN.again)
    assert over(kept, PLAIN, at(70))[0].alarms == {}


def test_closing_an_unknown_alarm_changes_nothing() -> None:
    kept, _ = opened(PLAIN)
    assert closed(kept, AlarmId("other"), at(60)) == (kept, ())


def test_an_answer_to_nothing_changes_nothing() -> None:
    kept, alarm = opened(PLAIN)
    for question in ("alarm:other", f"alarm:{alarm}"):
        answer = Answer(question=QuestionId(question), meaning=Meaning.NO, at=at(1))
        assert answered(kept, answer, at(1)) == (kept, ())


def test_a_question_without_any_answer_expires_as_silence() -> None:
    kept, _ = opened(ASKING)
    limit = at(0) + ASKING.answer_within + GRACE
    assert expired(kept, limit - GRACE) == (kept, ())
    kept, (told, _) = expired(kept, limit)
    assert isinstance(told, Raise)
    assert standing(kept) is Standing.RAISED
    assert expired(kept, limit) == (kept, ())


def test_an_answer_after_a_person_closed_it_raises_nothing() -> None:
    kept, alarm = opened(ASKING)
    kept, _ = closed(kept, alarm, at(5))
    yes = Answer(question=QuestionId(f"alarm:{alarm}"), meaning=Meaning.YES, at=at(9))
    assert answered(kept, yes, at(9))[1] == ()


def test_every_state_survives_the_codec() -> None:
    asking, alarm = opened(ASKING)
    no = Answer(question=QuestionId(f"alarm:{alarm}"), meaning=Meaning.NO, at=at(9))
    states = [asking, answered(asking, no, at(9))[0], closed(asking, alarm, at(9))[0]]
    for kept in states:
        assert decode(Kept, encode(kept)) == kept


def test_another_fall_is_another_alarm_even_while_the_first_is_open() -> None:
    fall = replace(ASKING, latch=True)
    kept, first = opened(fall)
    again = finding("A", Priority.HIGH, ask=fall.ask, since=at(0) + ANOTHER)
    assert not wants(kept, fall, at(60), at(60))
    assert wants(kept, fall, again.since, again.since)
    kept, (confirm, _) = raised(kept, fall, again, again.since)
    assert isinstance(confirm, Confirm)
    assert confirm.alarm.id != first
    assert len(kept.alarms) == 2
