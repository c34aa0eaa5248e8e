"""The command line as a person uses it: real processes, real exit codes."""

import asyncio
import json
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.integration.assistant.homes import ROOT, configuration

pytestmark = pytest.mark.integration

RUNS_WITHIN = 60


def _philomel(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assistant.cli", *map(str, words)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_a_right_config_is_said_to_be_right(tmp_path: Path) -> None:
    told = _philomel("check", "--config", configuration(tmp_path), "--json")
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout)["patients"] == 1


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("label: home 1", "lable: home 1", "escalation.lable: unknown key"),
        ("console:\n  host", "console:\n  hots: x\n  host", "console.hots: unknown key"),
        ("kind: wyoming", "kind: radio", "assistant.speakers"),
    ],
)
def test_a_mistake_in_config_is_one_line_with_file_line_and_key(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    file = configuration(tmp_path)
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    told = _philomel("check", "--config", file)
    assert told.returncode == 2
    assert told.stderr.count("\n") == 1
    assert f"{file}, line " in told.stderr
    assert says in told.stderr


def test_the_help_lists_every_verb() -> None:
    told = _philomel("--help")
    assert told.returncode == 0
    for verb in ("run", "check", "doctor", "understand", "hear", "say", "replay", "plan"):
        assert verb in told.stdout


def test_doctor_looks_at_every_part(tmp_path: Path) -> None:
    told = _philomel(
        "doctor", "--config", configuration(tmp_path), "--home", tmp_path / "home", "--json"
    )
    found = [json.loads(line) for line in told.stdout.splitlines()]
    assert {one["part"] for one in found} == {
        *("disk", "clock", "record", "certificates", "broker"),
        *("nlu", "wording", "voice", "piper", "ears", "speakers", "phrases"),
    }
    # The wording may be newer than what this checkout has recorded.
    unwell = {one["part"] for one in found if not one["well"]}
    assert unwell <= {"phrases"}, told.stdout
    assert told.returncode == len(unwell)


def test_a_taken_port_is_one_clear_line(tmp_path: Path) -> None:
    file = configuration(tmp_path)
    port = int(file.read_text().split("broker:")[1].split("port: ")[1].split()[0])
    with socket.create_server(("127.0.0.1", port)):
        told = _philomel("station", "--config", file, "--home", tmp_path / "home")
    assert told.returncode == 2
    last = told.stderr.strip().splitlines()[-1]
    assert f"127.0.0.1:{port}" in last
    assert "sensors.broker.port" in last


async def test_ctrl_c_ends_every_child(tmp_path: Path) -> None:
    home = tmp_path / "home"
    words = ["-m", "assistant.cli", "station", "--config", configuration(tmp_path)]
    process = await asyncio.create_subprocess_exec(
        sys.executable, *map(str, words), "--home", str(home), cwd=ROOT,
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    station = psutil.Process(process.pid)
    async with asyncio.timeout(RUNS_WITHIN):
        while len(children := station.children(recursive=True)) < 3:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
    process.send_signal(signal.SIGINT)
    async with asyncio.timeout(30):
        assert await process.wait() == 0
    _, alive = psutil.wait_procs(children, timeout=10)
    assert alive == []
    log = (home / "station.log").read_text()
    assert "Rose" not in log
    assert "metformin" not in log
