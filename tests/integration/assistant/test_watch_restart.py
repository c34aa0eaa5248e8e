"""What a watch had seen, and not yet decided, when the power went."""

from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from assistant.desks.desk import TICK
from assistant.desks.watch import WatchDesk
from care.commands import Confirm, Raise
from records.database import open_database
from records.settings import RecordsSettings
from sensors.limits import personal
from sensors.signals import QUIET
from tests.fakes.homes import Sealed
from tests.fakes.movements import FALLEN, RATE, stretches
from tests.fakes.patients import ADA, at, reading

pytestmark = pytest.mark.integration
BROKEN_OFF = stretches(FALLEN[: int(9.5 * RATE)])
"""Three seconds after the blow the sensor falls silent, and so does the home."""


def desk(now: datetime) -> WatchDesk:
    return WatchDesk(ADA, personal(ADA, {}), now)


@pytest.mark.parametrize("looked_at", [0, 4, 9])
@pytest.mark.parametrize("minutes", [1, 8])
def test_a_blow_just_before_the_power_went_is_decided_after_it(
    tmp_path: Path, looked_at: int, minutes: int
) -> None:
    watch = desk(at(0))
    with closing(open_database(RecordsSettings(), tmp_path)) as database:
        with database.unit() as unit:
            unit.intake.keep((Sealed(sequence=1, readings=tuple(BROKEN_OFF)),))
            for wave in BROKEN_OFF[:looked_at]:
                watch.take(wave, wave.received_at)
                watch.take(TICK, wave.received_at)
            unit.states.save(watch.name, watch.state(), at(9.5))
        later = at(9.5) + QUIET + timedelta(minutes=minutes)
        again = desk(later)
        with database.reading() as unit:
            again.restore(unit)
    told = again.take(TICK, later)
    asked = [one for one in told if isinstance(one, Confirm)]
    assert [one.alarm.code for one in asked] == ["FALL"]


def test_a_button_heard_yesterday_is_missed_after_a_restart(tmp_path: Path) -> None:
    alive = reading("panic", "alive", 0, device="button-1")
    with closing(open_database(RecordsSettings(), tmp_path)) as database:
        with database.unit() as unit:
            unit.intake.keep((Sealed(device=alive.device, sequence=1, readings=(alive,)),))
            watch = desk(at(0))
            watch.take(alive, at(0))
            watch.take(TICK, at(0))
            unit.states.save(watch.name, watch.state(), at(1))
        again = desk(at(20 * 3600))
        with database.reading() as unit:
            again.restore(unit)
    told = again.take(TICK, at(25 * 3600 + 60))
    assert [one.alarm.code for one in told if isinstance(one, Raise)] == [
        "PANIC-SILENT@button-1"
    ]
