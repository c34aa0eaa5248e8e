"""Nothing counts as kept before record and ledger have it."""

import threading
from pathlib import Path

from sensors.incident import Incident, Trouble
from sensors.keeper import Keeper
from tests.fakes.intake import Bench
from tests.fakes.readings import OXIMETER, MemoryStore


def test_a_full_disk_is_told_once_and_so_is_its_end(tmp_path: Path) -> None:
    bench, store = Bench(tmp_path), MemoryStore()
    told: list[Incident] = []
    stopping = threading.Event()
    keeper = Keeper(store, bench.ledger, bench.clock, told.append, stopping)
    bench.announced()
    batch = bench.send(bench.message(1))
    store.full = True
    waiting = threading.Thread(target=keeper.keep, args=(batch,))
    waiting.start()
    assert store.wait(lambda s: s.refusals == 3)
    store.full = False
    waiting.join(10)
    assert len(store.kept) == 1
    assert [(i.trouble, i.over) for i in told] == [
        (Trouble.STORE_FAILING, False),
        (Trouble.STORE_FAILING, True),
    ]
    bench.ledger.close()


def test_it_gives_up_only_when_stopped(tmp_path: Path) -> None:
    bench, store = Bench(tmp_path), MemoryStore()
    bench.announced()
    stopping = threading.Event()
    keeper = Keeper(store, bench.ledger, bench.clock, lambda _incident: None, stopping)
    store.full = True
    stopping.set()
    assert not keeper.keep(bench.send(bench.message(1)))
    assert bench.clerk.has(OXIMETER, 7, 1)
    bench.ledger.close()
