"""What is wrong with the home over a restart: what was told stays, a start begins anew."""

from datetime import timedelta
from pathlib import Path

from assistant.desks.desk import TICK
from assistant.desks.troubles import START_UP, STEADY, Trouble, TroubleDesk
from assistant.reports import of_speaker
from assistant.speakers.port import Change
from care.commands import Clear, Raise
from tests.fakes.homes import record_in
from tests.fakes.medicines import PATIENT, local

NOW = local("08:00")
SOON = timedelta(seconds=20)
LOST, BACK = (of_speaker("kitchen", change) for change in (Change.LOST, Change.CONNECTED))
BROKER = Trouble(code="BROKER", key="broker_gone")


def restarted(desk: TroubleDesk, folder: Path) -> TroubleDesk:
    again, record = TroubleDesk(PATIENT), record_in(folder)
    with record.unit() as unit:
        unit.states.save(desk.name, desk.state(), NOW)
        again.restore(unit)
    record.close()
    return again


def test_a_speaker_that_went_with_the_home_is_waited_for_after_a_restart(
    tmp_path: Path,
) -> None:
    desk = TroubleDesk(PATIENT)
    for trouble in (BACK, LOST, BROKER):
        desk.take(trouble, NOW)
    again, later = restarted(desk, tmp_path), NOW + timedelta(hours=1)
    again.take(LOST, later)
    (told,) = again.take(TICK, later + SOON)
    assert isinstance(told, Raise)
    assert told.alarm.code == "TECH-BROKER"
    (lost,) = again.take(TICK, later + START_UP)
    assert isinstance(lost, Raise)
    assert lost.alarm.code == "TECH-SPEAKER-KITCHEN"


def test_what_was_told_is_told_once_and_cleared_after_a_restart(tmp_path: Path) -> None:
    desk = TroubleDesk(PATIENT)
    desk.take(LOST, NOW)
    (told,) = desk.take(TICK, NOW + START_UP)
    assert isinstance(told, Raise)
    again = restarted(desk, tmp_path)
    again.take(LOST, NOW + 2 * START_UP)
    assert again.take(TICK, NOW + 4 * START_UP) == ()
    well = NOW + 5 * START_UP
    again.take(BACK, well)
    assert again.take(TICK, well + STEADY / 2) == ()
    assert again.take(TICK, well + STEADY) == (
        Clear(alarm=told.alarm.id, at=well + STEADY),
    )


def told_of(desk: TroubleDesk, lost: int, back: int, minutes: int) -> list[object]:
    """A speaker that is away and there for so many seconds in turn, looked at each one."""
    said: list[object] = []
    for second in range(minutes * 60):
        now, place = NOW + timedelta(seconds=second), second % (lost + back)
        if place == 0:
            desk.take(LOST, now)
        elif place == lost:
            desk.take(BACK, now)
        said += desk.take(TICK, now)
    return said


def test_a_speaker_that_comes_and_goes_is_told_once() -> None:
    desk = TroubleDesk(PATIENT)
    desk.take(BACK, NOW)
    (told,) = told_of(desk, lost=5, back=10, minutes=30)
    assert isinstance(told, Raise)


def test_a_speaker_that_is_away_for_a_moment_now_and_then_is_told_to_nobody() -> None:
    desk = TroubleDesk(PATIENT)
    desk.take(BACK, NOW)
    assert told_of(desk, lost=5, back=60, minutes=30) == []
