"""kill -9 at random moments of seven days: every dose ends, no prompt is given twice."""

import random
import subprocess
import sys
from collections import Counter
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from care.people import Routine
from reminders.plan import plan
from tests.fakes.homes import record_in
from tests.fakes.medicine_child import ORDERS
from tests.fakes.medicines import DAY, PARIS

pytestmark = pytest.mark.integration

ROOT = Path(__file__).parents[3]
KILLS = 6
WEEK = timedelta(days=7)


def lived(home: Path, turns: int | None) -> bool:
    """One life of the child: killed after so many turns, or to its end."""
    until = (DAY + WEEK + timedelta(hours=6)).astimezone(UTC).isoformat()
    words = [sys.executable, "-m", "tests.fakes.medicine_child", str(home), until]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for number, _ in enumerate(child.stdout, 1):
            if number == turns:
                child.kill()
        ended = child.wait()
    assert ended in (0, -9)
    return ended == 0


def test_seven_days_of_kill_9(tmp_path: Path) -> None:
    chance = random.Random(5)
    for _ in range(KILLS):
        assert not lived(tmp_path, chance.randint(1, 14))
    assert lived(tmp_path, None)
    prompts = [
        line.split()[:2] for line in (tmp_path / "prompts.log").read_text().splitlines()
    ]
    repeated = [one for one, count in Counter(map(tuple, prompts)).items() if count > 1]
    assert repeated == []
    assert len(prompts) > 25
    due = plan(ORDERS, Routine(), PARIS, DAY, DAY + WEEK)
    with record_in(tmp_path).reading() as unit:
        kept = [unit.doses.get(dose.id) for dose in due]
    assert len(kept) == 28
    assert [one for one in kept if one is None or one.outcome is None] == []
