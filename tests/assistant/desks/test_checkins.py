"""A clinician's plan of check-ins holds at once, and an observer's scale is told."""

from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

from assistant.desks.checkins import CheckInDesk, CheckInState
from assistant.desks.desk import TICK
from care.checkin import CheckIn, CheckInOutcome
from care.commands import Ask, Raise, Record
from care.people import Language, Patient, ProviderId
from reminders.checkin_plan import CheckInPlan, Hearing, Observed
from reminders.pain import PainRules, Telling
from reminders.rota import Visit
from tests.fakes.homes import record_in
from tests.fakes.medicines import PARIS, PATIENT, local

NOW = local("09:00")
ROSE = Patient(id=PATIENT, name="Rose", language=Language.ENGLISH, zone=PARIS)
PLAN = CheckInPlan(
    visits=(Visit(survey="pain", at=time(11)),),
    pain=PainRules(provider_from=4),
    hearing=(Hearing(survey="painad", tell=((2.0, Telling.PROVIDER),)),),
    author=ProviderId("omar"),
)


def desk() -> CheckInDesk:
    usual = (Visit(survey="pain", at=time(10)),)
    return CheckInDesk(ROSE, usual, lambda _now: False, NOW)


def asked(bed: CheckInDesk, clock: str) -> bool:
    return any(isinstance(one, Ask) for one in bed.take(TICK, local(clock)))


def seen(score: float) -> Observed:
    found = CheckIn(
        id="painad-1",
        patient=PATIENT,
        survey="painad",
        asked_at=NOW,
        ended_at=NOW,
        outcome=CheckInOutcome.ANSWERED,
        score=score,
        by=ProviderId("luca"),
    )
    return Observed(check_in=found)


def test_a_new_plan_asks_at_its_own_times_and_by_its_own_bands() -> None:
    bed = desk()
    bed.take(TICK, NOW)
    bed.take(PLAN, NOW + timedelta(minutes=1))
    assert not asked(bed, "10:00")
    assert asked(bed, "11:00")
    state = bed.state()
    assert isinstance(state, CheckInState)
    assert state.talk is not None
    assert state.talk.rules.provider_from == 4  # type: ignore[union-attr]


def test_the_plan_outlives_a_restart_and_what_config_says(tmp_path: Path) -> None:
    bed = desk()
    bed.take(PLAN, NOW)
    record, again = record_in(tmp_path), desk()
    with record.unit() as unit:
        unit.states.save(bed.name, bed.state(), NOW)
        again.restore(unit)
    record.close()
    assert not asked(again, "10:00")
    assert asked(again, "11:00")


def test_an_observers_scale_is_kept_and_told_as_the_plan_says() -> None:
    bed = desk()
    record, raised = bed.take(seen(7), NOW)
    assert isinstance(record, Record)
    assert isinstance(raised, Raise)
    assert len(bed.take(replace(seen(3)), NOW)) == 1
    bed.take(PLAN, NOW)
    assert len(bed.take(seen(3), NOW)) == 2
