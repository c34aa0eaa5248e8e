"""kill -9 of hub, broker and module in a loop over a way that loses and alters."""

import itertools
import json
import signal
import subprocess
import sys
import threading
from contextlib import suppress

import pytest

from assistant.cli.proof import at_home
from care.observation import Kind, Observation
from records.database import open_database
from records.settings import RecordsSettings
from tests.fakes.readings import ADA, OXIMETER
from tests.integration.sensors.conftest import CLOCK, Home

pytestmark = pytest.mark.integration
TOTAL = 600
ROUNDS = 8


def start(what: str, home: Home, *rest: str) -> "subprocess.Popen[bytes]":
    words = [what, str(home.folder), str(home.settings.broker.port), *rest]
    return subprocess.Popen([sys.executable, "-m", "tests.fakes.stream_process", *words])


def kill(process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()


def test_nothing_is_lost_doubled_or_altered(home: Home) -> None:
    hub, module = start("hub", home), start("module", home, str(TOTAL))
    pause = threading.Event()
    victims = itertools.cycle(["hub", "module", "broker", "hub"])
    try:
        for _, victim in zip(range(ROUNDS), victims, strict=False):
            pause.wait(0.9)
            if victim == "hub":
                kill(hub)
                hub = start("hub", home)
            elif victim == "module":
                kill(module)
                module = start("module", home, str(TOTAL))
            else:
                home.kill_broker()
                home.start_broker()
        assert module.wait(120) == 0
    finally:
        for process in (hub, module):
            with suppress(ProcessLookupError):
                kill(process)
    done = json.loads((home.folder / "module" / "done").read_text())
    assert done == {"mismatches": 0}
    values = [one.perfusion or 0.0 for one in stored(home)]
    assert sorted(values) == [float(number) for number in range(TOTAL)]
    now = CLOCK.now()
    proofs = at_home(home.folder, OXIMETER, now.replace(year=2000), now.replace(year=2100))
    assert all(proof.whole for proof in proofs)
    assert sum(proof.signed for proof in proofs) == TOTAL


def stored(home: Home) -> tuple[Observation, ...]:
    """What is in the record, opened anew."""
    database, now = open_database(RecordsSettings(), home.folder), CLOCK.now()
    try:
        with database.reading() as unit:
            start, end = now.replace(year=2000), now.replace(year=2100)
            return unit.readings.between(ADA, Kind("spo2"), start, end)
    finally:
        database.close()
