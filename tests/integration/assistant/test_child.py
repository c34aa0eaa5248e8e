"""A real child of a real process, ended in every way it can be."""

import asyncio
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from assistant.child import Child, listening, tethered
from care.errors import SetupError

pytestmark = pytest.mark.integration

SERVE = "import socket,time; s=socket.create_server(('127.0.0.1', {port})); time.sleep(600)"
CHILD = "import os, time; print(os.getpid(), flush=True); time.sleep(600)"
PARENT = f"""
import subprocess, sys
from assistant.child import tethered
subprocess.Popen(tethered([sys.executable, "-c", {CHILD!r}])).wait()
"""
"""The child tells its number itself: only then it is surely tethered."""


async def test_a_child_says_when_it_serves_and_ends_when_cancelled(
    unused_tcp_port: int,
) -> None:
    child = Child(
        "echo",
        [sys.executable, "-c", SERVE.format(port=unused_tcp_port)],
        lambda: listening("127.0.0.1", unused_tcp_port),
    )
    served = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(child.run(served.set), name="child")
        async with asyncio.timeout(20):
            await served.wait()
        assert child.pid is not None
        pid = child.pid
        running.cancel()
    assert not psutil.pid_exists(pid)


async def test_a_child_that_ends_badly_is_an_error_with_its_last_line() -> None:
    async def never() -> bool:
        return False

    child = Child("nlu", [sys.executable, "-c", "import sys; sys.exit('no model')"], never)
    with pytest.raises(ExceptionGroup) as caught:
        await child.run()
    assert caught.group_contains(SetupError, match="nlu ended with code 1: no model")


def test_the_kernel_ends_the_child_when_the_parent_is_killed(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        parent.send_signal(signal.SIGKILL)
        parent.wait()
        psutil.wait_procs([child], timeout=10)
        assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE


def test_a_tethered_command_is_still_the_command() -> None:
    told = subprocess.run(
        tethered(["echo", "hi"]), capture_output=True, text=True, check=True
    )
    assert told.stdout == "hi\n"
