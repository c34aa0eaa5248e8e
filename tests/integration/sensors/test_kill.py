"""kill -9 of hub, broker and module in a loop over a way that loses and alters."""

import itertools
import json
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import suppress

import pytest

from assistant.cli.proof import at_home
from tests.fakes.readings import OXIMETER
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
        assert module.wait(60) == 0
    finally:
        for process in (hub, module):
            with suppress(ProcessLookupError):
                kill(process)
    done = json.loads((home.folder / "module" / "done").read_text())
    assert done == {"mismatches": 0}
    db = sqlite3.connect(home.folder / "kept.db")
    rows = db.execute("SELECT value, count(*) FROM kept GROUP BY value ORDER BY value")
    counts = {int(value): count for value, count in rows}
    db.close()
    # A module killed between sealing and noting its progress hands that one in again.
    again = {value: count for value, count in counts.items() if count > 1}
    assert list(counts) == list(range(TOTAL))
    assert len(again) <= ROUNDS
    now = CLOCK.now()
    proofs = at_home(home.folder, OXIMETER, now.replace(year=2000), now.replace(year=2100))
    assert all(proof.whole for proof in proofs)
    assert sum(proof.signed for proof in proofs) == sum(counts.values())
