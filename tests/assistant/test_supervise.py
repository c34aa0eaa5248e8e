import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.supervise import BACK_OFF, Health, delay, keep, place
from care.clock import SimulatedClock, set_pace


async def test_a_failing_service_is_reported_and_started_again(tmp_path: Path) -> None:
    set_pace(tmp_path / "clock", datetime(2026, 11, 22, 8, tzinfo=UTC), 1000)
    told: list[Health] = []
    third = asyncio.Event()

    def report(health: Health) -> None:
        told.append(health)
        if len(told) == 3:
            third.set()

    async def broken() -> None:
        raise OSError("Rose said something")

    async with asyncio.TaskGroup() as tasks:
        kept = tasks.create_task(
            keep("ears", broken, SimulatedClock(tmp_path / "clock"), report), name="kept"
        )
        async with asyncio.timeout(20):
            await third.wait()
        kept.cancel()
    assert [h.failures for h in told[:3]] == [1, 2, 3]
    assert {(h.service, h.detail) for h in told} == {("ears", "OSError")}


def test_the_wait_grows_and_stays_bounded() -> None:
    waits = [delay(failures) for failures in range(1, 20)]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(seconds=BACK_OFF[-1])


def test_the_place_of_an_error_is_named_without_its_message() -> None:
    with pytest.raises(ValueError, match="118") as caught:
        raise ValueError("pulse 118")
    assert place(caught.value).startswith("test_supervise.py:")
