"""The record on this machine's disk, beside plain SQLite without key or mapping.

    .venv/bin/python -m benchmarks.records [--messages 4000]

One message is one envelope and one reading, as a device sends them; every batch is one
durable transaction (WAL, synchronous=FULL). Prints messages a second and the middle and
worst commit; then what one step of the station costs, and opening and looking through.
"""

import argparse
import sqlite3
import statistics
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from care.clock import stopwatch
from care.observation import DeviceId, Kind, Observation
from care.people import PatientId
from records.checkup import check_up
from records.database import Database, open_database
from records.settings import RecordsSettings
from records.store import Store
from sensors.store import Envelope

START = datetime(2026, 1, 1, tzinfo=UTC)
ADA, DEVICE = PatientId("ada"), DeviceId("oximeter-1")


def envelope(number: int) -> Envelope:
    """One message with one reading."""
    at = START + timedelta(seconds=number)
    reading = Observation(
        patient=ADA,
        kind=Kind("spo2"),
        value=97.0,
        unit="%",
        taken_at=at,
        received_at=at,
        device=DEVICE,
        perfusion=1.2,
    )
    return Envelope(
        device=DEVICE,
        epoch=1,
        sequence=number,
        patient=ADA,
        leaf=number.to_bytes(32),
        received_at=at,
        readings=(reading,),
    )


def batches(total: int, size: int, first: int) -> list[list[Envelope]]:
    """So many messages in batches."""
    every = [envelope(first + n) for n in range(total)]
    return [every[i : i + size] for i in range(0, total, size)]


def measure(
    keep: Callable[[list[Envelope]], None], work: list[list[Envelope]]
) -> tuple[float, float, float]:
    """Messages a second, and the middle and worst commit in ms."""
    spans = []
    for batch in work:
        begin = stopwatch()
        keep(batch)
        spans.append(stopwatch() - begin)
    count = sum(len(batch) for batch in work)
    return count / sum(spans), statistics.median(spans) * 1e3, max(spans) * 1e3


def plain(file: Path) -> Callable[[list[Envelope]], None]:
    """The baseline: sqlite3 of the standard library, same columns, no encryption."""
    link = sqlite3.connect(file, isolation_level=None)
    link.executescript(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
        "CREATE TABLE e (device, epoch, sequence, patient, leaf, at,"
        " PRIMARY KEY (device, epoch, sequence));"
        "CREATE TABLE o (device, epoch, sequence, place, patient, kind, number, word, unit,"
        " taken, received, quality, perfusion,"
        " PRIMARY KEY (device, epoch, sequence, place));"
        "CREATE INDEX i ON o (patient, kind, taken);"
    )

    def keep(batch: list[Envelope]) -> None:
        link.execute("BEGIN IMMEDIATE")
        link.executemany(
            "INSERT OR IGNORE INTO e VALUES (?,?,?,?,?,?)",
            [(e.device, 1, e.sequence, ADA, e.leaf, e.sequence) for e in batch],
        )
        link.executemany(
            "INSERT INTO o VALUES (?,?,?,0,?,'spo2',97.0,NULL,'%',?,?,'good',1.2)",
            [(e.device, 1, e.sequence, ADA, e.sequence, e.sequence) for e in batch],
        )
        link.execute("COMMIT")

    return keep


def step_cost(database: Database, rounds: int = 200) -> tuple[float, float]:
    """Middle and worst, in ms, of what the station writes after one step."""
    spans = []
    for number in range(rounds):
        begin = stopwatch()
        with database.unit() as unit:
            unit.states.save("watch:ada", tuple(range(50)), START)
            unit.journal.add("station", "stepped", START, patient=ADA, body={"n": number})
        spans.append(stopwatch() - begin)
    return statistics.median(spans) * 1e3, max(spans) * 1e3


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=4_000)
    total = parser.parse_args().messages
    with tempfile.TemporaryDirectory() as folder:
        begin = stopwatch()
        database = open_database(RecordsSettings(), Path(folder))
        first_open = stopwatch() - begin
        ours, theirs = Store(database).keep, plain(Path(folder) / "plain.db")
        print(f"{'batch':>6} {'record msg/s':>14} {'p50 ms':>8} {'worst':>8}", end="")
        print(f" {'plain msg/s':>14} {'p50 ms':>8} {'worst':>8}")
        done = 0
        for size, share in ((1, 20), (10, 5), (100, 1), (500, 1)):
            work = batches(total // share, size, done)
            done += total // share
            row = (*measure(ours, work), *measure(theirs, work))
            print(
                "{:>6} {:>14,.0f} {:>8.1f} {:>8.1f} {:>14,.0f} {:>8.1f} {:>8.1f}".format(
                    size, *row
                )
            )
        middle, worst = step_cost(database)
        print(f"one step of the station, state and journal: {middle:.1f} ms, ", end="")
        print(f"worst {worst:.1f} ms")
        begin = stopwatch()
        with database.reading() as unit:
            count = len(unit.readings.since(ADA, START))
        print(f"reading {count:,} readings back: {stopwatch() - begin:.2f} s")
        begin = stopwatch()
        check_up(database)
        print(f"looking through all of it: {stopwatch() - begin:.2f} s")
        database.close()
        begin = stopwatch()
        open_database(RecordsSettings(), Path(folder)).close()
        print(
            f"first opening {first_open:.2f} s, opening again {stopwatch() - begin:.3f} s"
        )


if __name__ == "__main__":
    main()
