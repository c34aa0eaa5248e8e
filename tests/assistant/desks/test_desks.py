"""The desks together: the stories of a day, decided without sound, broker or database."""

from datetime import datetime, time, timedelta

import pytest

from assistant.desks.ladders import ToLadder
from assistant.desks.troubles import Trouble
from assistant.reports import of_speaker
from assistant.speakers.port import Change
from assistant.talk.turns import HeardUtterance
from care.alarm import Priority
from care.checkin import CheckIn, CheckInOutcome
from care.commands import Clear, Raise, Record
from care.escalation import (
    Acknowledgement,
    Delivery,
    DeliveryStatus,
    Escalation,
    Outcome,
    Resolution,
    Stage,
)
from care.medication import Corroboration, Dose, DoseOutcome, Regimen, RegimenId
from care.observation import DeviceId, Kind, Observation
from care.people import ProviderId
from care.speech import Heard, Unavailable
from escalation import ladder
from reminders.tray_words import Ordered
from tests.fakes.bedside import ROSE, Bedside

ANNA = ProviderId("anna")
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


def reading(
    bedside: Bedside, kind: str, value: float | str, unit: str = "1"
) -> Observation:
    at = bedside.clock.now()
    return Observation(
        patient=ROSE,
        kind=Kind(kind),
        value=value,
        unit=unit,
        taken_at=at,
        received_at=at,
        device=DeviceId("device-1"),
    )


async def breathe(bedside: Bedside, value: float, seconds: int) -> None:
    """An oximeter that says the same every five seconds."""
    for _ in range(0, seconds, 5):
        await bedside.give(reading(bedside, "spo2", value, "%"))
        await bedside.wait(5 * SECOND)


def records(bedside: Bedside, kind: type) -> list[object]:
    return [r.what for r in bedside.all(Record) if isinstance(r.what, kind)]


async def order(bedside: Bedside, at: time, *, critical: bool = False) -> None:
    rose = bedside.blueprint.patients[0]
    regimen = Regimen(
        id=RegimenId("metformin"),
        patient=ROSE,
        revision=1,
        medicine="metformin",
        dose_text="one white tablet",
        timing={
            "frequency": 1,
            "period": 1,
            "periodUnit": "d",
            "timeOfDay": [at.isoformat()],
        },
        starts=datetime(2026, 11, 1, tzinfo=rose.zone),
        critical=critical,
        author=ANNA,
    )
    await bedside.give(Ordered(regimens=(regimen,), zone=rose.zone, routine=rose.routine))


async def test_a_dose_is_asked_about_said_to_be_taken_and_believed_with_the_box() -> None:
    bedside = Bedside()
    await order(bedside, time(8, 5))
    await bedside.give(reading(bedside, "pillbox", "alive"))
    await bedside.wait(5 * MINUTE + 5 * SECOND)
    assert "metformin" in bedside.said[0]
    await bedside.hears("yes I took it")
    await bedside.give(reading(bedside, "pillbox", "opened"))
    await bedside.wait(MINUTE)
    last = [d for d in records(bedside, Dose) if isinstance(d, Dose)][-1]
    assert last.outcome is DoseOutcome.TAKEN
    assert last.corroboration is Corroboration.CONFIRMED
    assert bedside.told == []


async def close(bedside: Bedside, code: str) -> None:
    """A provider ends the open alarm of that code."""
    found = [e for e in records(bedside, Escalation) if isinstance(e, Escalation)]
    one = next(e for e in reversed(found) if e.alarm.code == code)
    ended = Resolution(by=ANNA, at=bedside.clock.now(), outcome=Outcome.REAL_HELPED)
    await bedside.give(ToLadder(escalation=one.id, event=ladder.Resolved(resolution=ended)))


@pytest.mark.parametrize("closed", [True, False])
async def test_a_dose_missed_after_its_late_alarm_was_closed_is_told(
    *, closed: bool
) -> None:
    bedside = Bedside()
    await order(bedside, time(8, 5), critical=True)
    await bedside.wait(20 * MINUTE, MINUTE)
    assert {code for _, code in bedside.told} == {"DOSE-LATE"}
    if closed:
        await close(bedside, "DOSE-LATE")
    await bedside.wait(2 * HOUR + 16 * MINUTE, MINUTE)
    missed = [r.alarm for r in bedside.all(Raise) if r.alarm.code == "DOSE-MISSED"]
    assert "DOSE-MISSED" in {code for _, code in bedside.told}
    late = next(r.alarm for r in bedside.all(Raise) if r.alarm.code == "DOSE-LATE")
    assert ({late.id} != {one.id for one in missed}) is closed, "an open one is updated"
    await close(bedside, "DOSE-MISSED")
    before = len(bedside.told)
    await bedside.give(Raise(alarm=missed[-1]))
    assert len(bedside.told) == before


async def test_low_oxygen_is_asked_about_and_the_answer_stands_in_the_alarm() -> None:
    bedside = Bedside()
    await breathe(bedside, 96, 60)
    await breathe(bedside, 86, 45)
    assert any("breath" in words for words in bedside.said)
    await bedside.hears("yes")
    assert bedside.told[0][0] == "anna"
    raised = bedside.all(Raise)[-1].alarm
    assert raised.priority is Priority.HIGH
    assert "said_breathless" in {reason.key for reason in raised.reasons}


async def test_a_fall_without_an_answer_escalates_rung_by_rung() -> None:
    bedside = Bedside()
    await bedside.give(reading(bedside, "fall", "fall"))
    assert "fall" in bedside.said[0]
    await bedside.wait(2 * MINUTE)
    first = bedside.all(Raise)[0].alarm
    assert {reason.key for reason in first.reasons} >= {"fall", "silent"}
    assert [who for who, _ in bedside.told[:2]] == ["anna", "omar"]


async def test_a_cry_in_the_middle_of_a_question_is_acted_on_at_once() -> None:
    bedside = Bedside()
    await order(bedside, time(8, 1))
    await bedside.wait(2 * MINUTE)
    assert "metformin" in bedside.said[0]
    await bedside.hears("help, I've fallen")
    assert bedside.told[0][0] == "anna"
    assert bedside.all(Raise)[0].alarm.floor


async def test_a_cry_after_the_end_of_the_first_alarm_calls_again() -> None:
    bedside = Bedside()
    await bedside.hears("help, I've fallen")
    (one,) = [e for e in records(bedside, Escalation) if isinstance(e, Escalation)][-1:]
    ended = Resolution(by=ANNA, at=bedside.clock.now(), outcome=Outcome.REAL_HELPED)
    await bedside.give(ToLadder(escalation=one.id, event=ladder.Resolved(resolution=ended)))
    before = len(bedside.told)
    await bedside.wait(9 * MINUTE)
    assert len(bedside.told) == before
    await bedside.hears("help, I've fallen")
    assert next(who for who, _ in bedside.told[before:]) == "anna"


async def test_pain_is_read_back_before_it_is_recorded() -> None:
    bedside = Bedside()
    await bedside.wait(10 * MINUTE + 5 * SECOND)
    assert any("pain" in words for words in bedside.said)
    await bedside.hears("about a six")
    await bedside.hears("my left knee")
    assert records(bedside, CheckIn) == []
    await bedside.hears("yes")
    (kept,) = records(bedside, CheckIn)
    assert isinstance(kept, CheckIn)
    assert (kept.outcome, kept.score) == (CheckInOutcome.ANSWERED, 6)


async def _fallen(bedside: Bedside) -> Escalation:
    await bedside.give(reading(bedside, "fall", "fall"))
    await bedside.hears("yes")
    found = records(bedside, Escalation)[-1]
    assert isinstance(found, Escalation)
    return found


async def test_an_acknowledgement_is_not_an_end_and_a_resolution_is() -> None:
    bedside = Bedside()
    one = await _fallen(bedside)
    taken = Acknowledgement(by=ANNA, at=bedside.clock.now())
    event = ladder.Acknowledged(acknowledgement=taken)
    await bedside.give(ToLadder(escalation=one.id, event=event))
    before = len(bedside.told)
    await bedside.wait(5 * MINUTE)
    assert len(bedside.told) == before
    await bedside.wait(20 * MINUTE)
    assert len(bedside.told) > before, "an acknowledgement without an end lapses"
    ended = Resolution(by=ANNA, at=bedside.clock.now(), outcome=Outcome.REAL_HELPED)
    await bedside.give(ToLadder(escalation=one.id, event=ladder.Resolved(resolution=ended)))
    after = len(bedside.told)
    await bedside.wait(30 * MINUTE)
    assert [n for n in bedside.told[after:] if n[1] == one.alarm.code] == []
    last = [e for e in records(bedside, Escalation) if isinstance(e, Escalation)]
    assert last[-1].stage is Stage.RESOLVED or last[-1].id != one.id


async def test_a_refused_message_moves_the_ladder_on_at_once() -> None:
    bedside = Bedside()
    one = await _fallen(bedside)
    failed = Delivery(
        notice=one.standing[0], status=DeliveryStatus.REFUSED, at=bedside.clock.now()
    )
    event = ladder.Delivered(delivery=failed)
    await bedside.give(ToLadder(escalation=one.id, event=event))
    assert [who for who, _ in bedside.told] == ["anna", "omar"]


async def test_an_alarm_said_again_after_its_end_wakes_nobody() -> None:
    bedside = Bedside()
    one = await _fallen(bedside)
    ended = Resolution(by=ANNA, at=bedside.clock.now(), outcome=Outcome.FALSE_ALARM)
    await bedside.give(ToLadder(escalation=one.id, event=ladder.Resolved(resolution=ended)))
    before = len(bedside.told)
    await bedside.give(Raise(alarm=one.alarm))
    assert len(bedside.told) == before


BROKER = Trouble(code="BROKER", key="broker_gone", patience=30 * SECOND)
BACK = Trouble(code="BROKER", key="broker_gone", over=True)


async def test_a_short_trouble_wakes_nobody_and_a_lasting_one_does() -> None:
    bedside = Bedside()
    await bedside.give(BROKER)
    await bedside.wait(10 * SECOND)
    await bedside.give(BACK)
    await bedside.wait(2 * MINUTE)
    assert bedside.told == []
    await bedside.give(BROKER)
    await bedside.give(BROKER)
    await bedside.wait(MINUTE)
    assert [code for _, code in bedside.told] == ["TECH-BROKER"]
    await bedside.give(BACK)
    await bedside.wait(MINUTE)
    assert len(bedside.all(Clear)) == 1


async def test_a_speaker_that_comes_up_after_the_home_is_waited_for_and_then_told() -> None:
    lost = of_speaker("kitchen", Change.LOST)
    bedside = Bedside()
    await bedside.give(lost)
    await bedside.wait(MINUTE)
    await bedside.give(lost)
    await bedside.wait(50 * SECOND)
    assert bedside.told == []
    await bedside.wait(20 * SECOND)
    assert [code for _, code in bedside.told] == ["TECH-SPEAKER-KITCHEN"]
    seen = Bedside()
    await seen.give(lost)
    await seen.give(of_speaker("kitchen", Change.CONNECTED))
    await seen.give(lost)
    await seen.wait(35 * SECOND)
    assert [code for _, code in seen.told] == ["TECH-SPEAKER-KITCHEN"]


@pytest.mark.parametrize("words", ["I am fine", "no I am fine", "no"])
async def test_after_a_fall_well_being_is_recorded_and_not_called_high(words: str) -> None:
    bedside = Bedside()
    await bedside.give(reading(bedside, "fall", "fall"))
    await bedside.hears(words)
    assert all(r.alarm.priority is not Priority.HIGH for r in bedside.all(Raise))


async def overhears(bedside: Bedside, words: str, seconds: float) -> None:
    """Words that nobody said to the home, such as a television's."""
    start = bedside.clock.now()
    await bedside.wait(seconds * SECOND)
    heard = Heard(
        text=words,
        confidence=0.9,
        started_at=start,
        ended_at=bedside.clock.now(),
        engine="test",
        overheard=True,
    )
    meant = Unavailable(reason="none in this test")
    await bedside.give(HeardUtterance(heard=heard, understanding=meant))


@pytest.mark.parametrize("alarmed", [True, False])
async def test_over_a_television_a_cry_is_asked_about_but_never_beside_an_alarm(
    *, alarmed: bool
) -> None:
    bedside = Bedside()
    if alarmed:
        await breathe(bedside, 96, 60)
        await breathe(bedside, 86, 45)
        await bedside.hears("yes")
    for _ in range(5):
        await overhears(bedside, "she never told him where the letter was", 9)
    assert "HELP-FALL" not in {r.alarm.code for r in bedside.all(Raise)}
    await overhears(bedside, "I have fallen", 2)
    assert ("HELP-FALL" in {r.alarm.code for r in bedside.all(Raise)}) is alarmed
    await bedside.wait(2 * MINUTE)
    assert "HELP-FALL" in {r.alarm.code for r in bedside.all(Raise)}
