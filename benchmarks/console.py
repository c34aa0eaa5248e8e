"""The console beside what clinicians were promised: a change is seen within two seconds.

    .venv/bin/python -m benchmarks.console [--times 40]

A real console process over HTTPS and a record that holds a day of one reading a second
from an oximeter (oxygen and pulse) and a CGM. Prints start to ready, the time of each
page, the time from a commit in the record to the bytes of the new page at a browser
(server-sent events), beside asking every two seconds as the plain way, and memory.
"""

import argparse
import random
import socket
import ssl
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import httpx
import psutil
import pyotp

from care.clock import set_pace, stopwatch
from care.people import Role
from console.accounts import create
from console.office import Office
from console.serve import open_office
from tests.fakes.ada import MORNING, NORA
from tests.fakes.ada_readings import keep_readings, reading
from tests.fakes.console_home import settle, write_config
from tests.fakes.port import free_port

PASSWORD, SECRET = "a quiet house by the river", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
PAGES = ("/now", "/patients/ada", "/patients/ada/medicines", "/audit")
POLL = 2.0
"""Seconds between two questions of the plain way."""


def row(what: str, ours: str, beside: str = "") -> None:
    """One line of the table."""
    print(f"{what:<44}{ours:>18}  {beside}")


def milliseconds(seconds: list[float]) -> str:
    """Middle and 95th of some times."""
    ordered = sorted(seconds)
    worst = ordered[int(0.95 * (len(ordered) - 1))]
    return f"{statistics.median(ordered) * 1000:.0f} / {worst * 1000:.0f} ms"


def fill(office: Office) -> int:
    """A day of one value a second; how many."""
    day = timedelta(days=1)
    seconds = int(day.total_seconds())
    start, dice = MORNING - day, random.Random(7)
    seen = []
    for second in range(seconds):
        at = start + timedelta(seconds=second)
        seen.append(reading("spo2", "%", at, 95.0 + dice.randrange(-2, 3)))
        seen.append(reading("pulse", "/min", at, 72.0 + dice.randrange(-5, 6)))
    with office.database.unit() as unit:
        settle(unit, MORNING)
        keep_readings(unit, tuple(seen), sequence=100)
        create(
            unit,
            name="nora",
            provider=NORA,
            role=Role.CLINICIAN,
            password=PASSWORD,
            now=datetime.now(UTC),
            second_factor=SECRET,
        )
    return len(seen)


@contextmanager
def running(folder: Path, port: int) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """A console process, and how long it took to answer."""
    command = [sys.executable, "-m", "console", "--config", str(folder / "config.yml")]
    begun = stopwatch()
    process = subprocess.Popen(
        [*command, "--clock", str(folder / "clock.json")],
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                break
        except OSError:
            threading.Event().wait(0.01)
    try:
        yield process, stopwatch() - begun
    finally:
        process.terminate()
        process.wait()


def enter(client: httpx.Client) -> None:
    """Sign in."""
    form = client.get("/sign-in").text
    secret = form.split('name="csrf" value="')[1].split('"', maxsplit=1)[0]
    code = pyotp.TOTP(SECRET).now()
    body = {"csrf": secret, "name": "nora", "password": PASSWORD, "code": code}
    answer = client.post("/sign-in", data=body)
    assert answer.headers["location"] == "/now", answer.status_code


def timed(times: int, act: Callable[[], object]) -> list[float]:
    """How long an act takes, so many times."""
    found = []
    for _ in range(times):
        begun = stopwatch()
        act()
        found.append(stopwatch() - begun)
    return found


def until_seen(client: httpx.Client, office: Office, times: int) -> list[float]:
    """Seconds from before a commit to the page that shows it, over one open stream."""
    found = []
    with client.stream("GET", "/now/live") as answer:
        lines = answer.iter_lines()
        next(line for line in lines if line.startswith("event: content"))
        for i in range(times):
            value = 40.0 + i
            threading.Event().wait(random.Random(i).random())
            with office.database.unit() as unit:
                at = MORNING + timedelta(microseconds=i + 1)
                keep_readings(unit, (reading("spo2", "%", at, value),), sequence=1000 + i)
                begun = stopwatch()
            next(line for line in lines if f">{value:g} %<" in line)
            found.append(stopwatch() - begun)
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=40)
    times = parser.parse_args().times
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        port = free_port()
        write_config(folder, port)
        set_pace(folder / "clock.json", MORNING, 0.001)
        office = open_office(folder / "config.yml", folder / "home", folder / "clock.json")
        print(
            f"{fill(office):,} readings of one day, one patient; middle / 95th of {times}"
        )
        with running(folder, port) as (process, ready):
            row("start to ready", f"{ready:.1f} s")
            trust = ssl.create_default_context(cafile=folder / "home" / "console-cert.pem")
            client = httpx.Client(
                base_url=f"https://127.0.0.1:{port}", verify=trust, timeout=60
            )
            enter(client)
            for path in PAGES:
                few = times if path != "/patients/ada" else max(3, times // 10)
                row(f"GET {path}", milliseconds(timed(few, partial(client.get, path))))
            seen = until_seen(client, office, times)
            asked = [random.Random(i).random() * POLL for i in range(times)]
            beside = f"asking every {POLL:g} s: {milliseconds(asked)} and the request"
            row("commit to new page at the browser", milliseconds(seen), beside)
            memory = psutil.Process(process.pid).memory_info().rss / 2**20
            row("memory of the process", f"{memory:.0f} MB")
            client.close()
        office.database.close()


if __name__ == "__main__":
    main()
