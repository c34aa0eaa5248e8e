"""Rings of the real APScheduler on a real loop."""

import asyncio
import threading
from datetime import UTC, datetime, timedelta

import pytest

from care.clock import SystemClock
from reminders.scheduler import Scheduler
from tests.fakes.clock import HandClock

pytestmark = pytest.mark.integration


async def rung(scheduler: Scheduler, rings: asyncio.Queue[None], count: int) -> None:
    async with asyncio.timeout(10):
        for _ in range(count):
            await rings.get()


async def test_rings_and_rings_again_when_armed_anew() -> None:
    rings: asyncio.Queue[None] = asyncio.Queue()
    clock = HandClock(datetime(2026, 3, 2, tzinfo=UTC), speed=1000)
    scheduler = Scheduler(clock, lambda: rings.put_nowait(None))
    scheduler.start()
    try:
        for _ in range(3):
            scheduler.arm(clock.now() + timedelta(minutes=1))
            await rung(scheduler, rings, 1)
    finally:
        scheduler.stop()


async def test_it_rings_on_the_loop_and_in_no_other_thread() -> None:
    rings: asyncio.Queue[int] = asyncio.Queue()
    scheduler = Scheduler(SystemClock(), lambda: rings.put_nowait(threading.get_ident()))
    scheduler.start()
    try:
        scheduler.arm(SystemClock().now())
        async with asyncio.timeout(10):
            assert await rings.get() == threading.get_ident()
    finally:
        scheduler.stop()


async def test_an_instant_long_past_rings_at_once_and_only_once() -> None:
    rings: asyncio.Queue[None] = asyncio.Queue()
    clock = SystemClock()
    scheduler = Scheduler(clock, lambda: rings.put_nowait(None))
    scheduler.start()
    try:
        scheduler.arm(clock.now() - timedelta(days=3))
        await rung(scheduler, rings, 1)
        assert rings.empty()
    finally:
        scheduler.stop()


async def test_arming_anew_replaces() -> None:
    rings: asyncio.Queue[str] = asyncio.Queue()
    clock = SystemClock()
    scheduler = Scheduler(clock, lambda: rings.put_nowait("ring"))
    scheduler.start()
    try:
        scheduler.arm(clock.now() + timedelta(days=1), "a")
        scheduler.arm(clock.now() + timedelta(days=1), "a")
        scheduler.arm(clock.now(), "a")
        async with asyncio.timeout(10):
            await rings.get()
        assert rings.empty()
    finally:
        scheduler.stop()
        scheduler.stop()
