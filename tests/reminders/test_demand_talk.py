"""Medicine on demand in the tray: answered from the order, entered, warned about."""

from datetime import timedelta
from typing import Any

from care.medication import AsNeeded, Sign
from reminders.rota import Called
from reminders.tray import step
from reminders.tray_words import MayTake, Mentioned, TookOnDemand
from tests.fakes.medicines import Home, local, regimen, tray

HOUR = timedelta(hours=1)


def home(**more: Any) -> Home:
    demand = {"as_needed": AsNeeded(maximum=3), "minimum_gap": 4 * HOUR}
    return Home(tray(regimen("paracetamol", **demand), regimen("metformin", **more)))


def test_may_i_is_answered_from_the_order() -> None:
    one = home()
    for clock in ("08:00", "10:00", "12:30"):
        one.play(MayTake(at=local(clock)), local(clock))
        if clock == "08:00":
            one.play(TookOnDemand(medicine="paracetamol", at=local(clock)), local(clock))
    keys = [(reply.key, reply.until, reply.last) for reply in one.replied]
    assert keys == [
        ("may_first", None, None),
        ("taken", None, None),
        ("may_not_before", local("12:00"), local("08:00")),
        ("may_now", None, local("08:00")),
    ]


def test_after_a_painkiller_the_pain_is_asked_for_again() -> None:
    one = tray(regimen("paracetamol", as_needed=AsNeeded(reason="pain")))
    event = TookOnDemand(medicine="paracetamol", at=local("08:00"))
    _, commands = step(one, event, local("08:00"))
    (called,) = [c for c in commands if isinstance(c, Called)]
    assert (called.survey, called.after) == ("pain", HOUR)


def test_the_maximum_of_a_day_holds_until_the_first_is_a_day_old() -> None:
    one = home()
    for clock in ("04:00", "08:00", "12:00"):
        one.play(TookOnDemand(medicine="paracetamol", at=local(clock)), local(clock))
    one.play(MayTake(at=local("17:00"), medicine="paracetamol"), local("17:00"))
    reply = one.replied[-1]
    assert (reply.key, reply.until) == ("may_maximum", local("04:00") + 24 * HOUR)
    assert not one.raised


def test_the_same_report_twice_is_one_intake() -> None:
    one = home()
    for _ in range(2):
        one.play(TookOnDemand(medicine="paracetamol", at=local("08:00")), local("08:00"))
    assert len(one.state.on_demand) == 1
    assert not one.raised


def test_a_planned_medicine_is_answered_from_the_plan_or_by_the_clinician_s_words() -> None:
    one = home(late_words="Skip it and wait for the next.")
    one.play(MayTake(at=local("07:30"), medicine="metformin"), local("07:30"))
    one.tick(local("10:31"))
    one.play(MayTake(at=local("11:00"), medicine="metformin"), local("11:00"))
    one.play(MayTake(at=local("11:00"), medicine="gin"), local("11:00"))
    planned, late, unknown = one.replied
    assert (planned.key, planned.until) == ("may_planned", local("08:00"))
    assert (late.key, late.late_words) == ("may_late", "Skip it and wait for the next.")
    assert unknown.key == "not_in_plan"


def test_words_about_nothing_due_are_not_entered() -> None:
    one = home()
    one.play(Mentioned(sign=Sign.TAKEN, at=local("03:00")), local("03:00"))
    assert [reply.key for reply in one.replied] == ["nothing_due"]
    assert not one.evidence
    one.play(TookOnDemand(medicine="gin", at=local("03:00")), local("03:00"))
    assert one.replied[-1].key == "not_in_plan"
