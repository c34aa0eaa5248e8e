"""kill -9 of a real station's process at random moments of a day of its home.

Seven days of it: `python -m benchmarks.reminders --kill`.
"""

import random
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.fakes.killed_home import KilledHome

pytestmark = [pytest.mark.integration, pytest.mark.long, pytest.mark.timeout(600)]

BEGINS = datetime(2026, 11, 22, 7, 50, tzinfo=ZoneInfo("Europe/Paris"))
KILLS = 3


def test_every_dose_ends_and_nothing_is_asked_twice(tmp_path: Path) -> None:
    home = KilledHome(tmp_path, BEGINS, BEGINS + timedelta(hours=6))
    chance = random.Random(3)
    for _ in range(KILLS):
        assert not home.live(0.5 + chance.random() * 2)
    assert home.live(None)
    assert home.kills == KILLS
    assert home.dark == []
    assert home.doubled() == []
    doses = home.doses()
    assert len(doses) == 2
    assert [due.id for due, kept in doses if kept is None or kept.outcome is None] == []
    assert sum(question.startswith("dose:") for question in home.asked) >= 1
