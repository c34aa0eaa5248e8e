import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from care.clock import SimulatedClock, SystemClock, clock_for, set_pace, sleep, stopwatch

EIGHT = datetime(2026, 11, 22, 8, tzinfo=UTC)


def test_a_simulated_home_starts_where_it_is_told_and_runs_faster(tmp_path: Path) -> None:
    set_pace(tmp_path / "clock", EIGHT, 3600)
    clock = SimulatedClock(tmp_path / "clock")
    first = clock.now()
    assert EIGHT <= first < EIGHT + timedelta(hours=1)
    assert clock.real_seconds(timedelta(hours=1)) == 1.0
    assert clock.now() >= first


def test_every_process_sees_a_new_pace(tmp_path: Path) -> None:
    set_pace(tmp_path / "clock", EIGHT, 1)
    clock = SimulatedClock(tmp_path / "clock")
    clock.now()
    set_pace(tmp_path / "clock", EIGHT + timedelta(hours=3), 60)
    assert clock.now() >= EIGHT + timedelta(hours=3)
    assert clock.real_seconds(timedelta(minutes=1)) == 1.0


def test_a_home_without_a_simulation_file_lives_in_real_time() -> None:
    clock = clock_for(None)
    assert isinstance(clock, SystemClock)
    assert clock.now().tzinfo is UTC
    assert clock.real_seconds(timedelta(seconds=2)) == 2.0


async def test_waiting_is_counted_in_home_time(tmp_path: Path) -> None:
    set_pace(tmp_path / "clock", EIGHT, 36000)
    before = stopwatch()
    async with asyncio.timeout(20):
        await sleep(clock_for(tmp_path / "clock"), timedelta(hours=1))
    assert stopwatch() > before
