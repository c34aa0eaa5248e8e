"""What is wrong with the home over a restart: what was told stays, a start begins anew."""

from datetime import timedelta
from pathlib import Path

from assistant.desks.desk import TICK
from assistant.desks.troubles import START_UP, Trouble, TroubleDesk
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
    assert again.take(BACK, NOW + 5 * START_UP) == (
        Clear(alarm=told.alarm.id, at=NOW + 5 * START_UP),
    )
