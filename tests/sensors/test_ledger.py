"""The ledger keeps whole steps, survives being opened again, and says when it cannot."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest

from care.errors import StoreError
from sensors.inventory import Link
from sensors.ledger import Ledger
from sensors.quality import DayQuality
from tests.fakes.intake import NOW, Bench
from tests.fakes.readings import OXIMETER


def test_it_holds_what_the_intake_put_in(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.announced()
    for sequence in (1, 2, 5):
        bench.send(bench.message(sequence))
    bench.restart()
    assert [held.epoch.number for held in bench.ledger.epochs()] == [7]
    arrivals = bench.ledger.arrivals(NOW)
    assert arrivals[OXIMETER, 7].ranges == ((1, 2), (5, 5))
    assert bench.ledger.arrivals(NOW + timedelta(days=1)) == {}
    assert len(bench.ledger.leaves(OXIMETER, 7, 1, 5)) == 3
    assert bench.ledger.spans(OXIMETER) == {7: (NOW, NOW)}
    bench.ledger.close()


def test_only_its_owner_reads_it_and_no_reading_is_in_it(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.announced()
    bench.send(bench.message(1))
    bench.ledger.close()
    path = tmp_path / "proof.db"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert b"spo2" not in path.read_bytes()


def test_qualities_come_back_by_day(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.db")
    row = DayQuality(day=NOW.date(), device=OXIMETER, link=Link.BLE, messages=3)
    ledger.keep_qualities([row], {})
    assert ledger.qualities(NOW.date()) == [row]
    assert ledger.qualities(NOW.date().replace(year=2027)) == []
    ledger.close()


def test_a_disk_that_refuses_is_an_error_and_nothing_is_half_written(
    tmp_path: Path,
) -> None:
    bench = Bench(tmp_path)
    bench.announced()
    bench.ledger._db.execute("PRAGMA max_page_count = 1")
    bench.ledger._db.execute("PRAGMA query_only = ON")
    with pytest.raises(StoreError, match="cannot be written"):
        bench.send(bench.message(1))
    bench.ledger._db.execute("PRAGMA query_only = OFF")
    assert bench.ledger.arrivals_of(OXIMETER, 7).ranges == ()
    bench.ledger.close()


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(b"this is no database" * 100)
    with pytest.raises(StoreError, match=r"ledger\.db"):
        Ledger(path)


def test_only_what_receipts_cover_is_pruned(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.announced()
    for sequence in (1, 2, 4):
        bench.send(bench.message(sequence))
    bench.clerk.settle(NOW)
    assert bench.ledger.prune(NOW) == 0
    assert bench.ledger.prune(NOW + timedelta(days=1)) == 2
    bench.restart()
    assert bench.ledger.arrivals_of(OXIMETER, 7).ranges == ((1, 2), (4, 4))
    assert bench.ledger.leaves(OXIMETER, 7, 1, 2) == []
    assert bench.send(bench.message(2)).envelopes == []
    bench.ledger.close()
