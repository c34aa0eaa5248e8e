"""The console as a process: starts, ends, and says why when it cannot."""

import json
import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pyotp
import pytest

from tests.fakes.console_home import write_config
from tests.fakes.port import free_port
from tests.integration.console.conftest import ROOT, answers, wait_until

pytestmark = pytest.mark.integration


def run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "console", *words]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


def test_it_ends_with_its_parent_and_leaves_a_setup_code(tmp_path: Path) -> None:
    port = free_port()
    config = write_config(tmp_path, port)
    words = [sys.executable, "-m", "console", "--config", str(config)]
    script = f"import subprocess\nsubprocess.run({words!r})"
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT)
    wait_until(lambda: answers(port), "the console answers")
    code = tmp_path / "home" / "console-setup-code"
    assert stat.S_IMODE(code.stat().st_mode) == 0o600
    parent.kill()
    parent.wait()
    wait_until(lambda: not answers(port), "the console ends with its parent")


def test_a_port_in_use_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        config = write_config(tmp_path, port)
        done = run("--config", str(config))
    assert done.returncode == 2
    assert f"error: the console cannot listen on 127.0.0.1:{port}" in done.stderr


def test_a_wrong_setting_is_named_with_its_line(tmp_path: Path) -> None:
    config = tmp_path / "config.yml"
    config.write_text("console:\n  prot: 8443\n")
    done = run("--config", str(config))
    assert done.returncode == 2
    assert "line 2, console.prot: unknown key" in done.stderr


def test_an_account_can_be_made_without_asking_again_and_again(tmp_path: Path) -> None:
    config = write_config(tmp_path)
    words = ("account", "--config", str(config), "--provider", "nora")
    first, second = run(*words), run(*words)
    assert (first.returncode, first.stdout) == (0, second.stdout)
    keys = json.loads(first.stdout)
    secret = Path(keys["second_factor"])
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert len(pyotp.TOTP(secret.read_text().strip()).now()) == 6
    assert run(*words[:3], "--provider", "nobody").returncode == 2
    Path(keys["password"]).write_text("another one altogether")
    wrong = run(*words)
    assert wrong.returncode == 2
    assert "has another password" in wrong.stderr


def test_nothing_about_anybody_is_written_to_the_log(tmp_path: Path) -> None:
    port = free_port()
    write_config(tmp_path, port)
    log = tmp_path / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "console", "--config", str(tmp_path / "config.yml")],
            cwd=ROOT,
            stdout=out,
            stderr=out,
            env=os.environ,
        )
        wait_until(lambda: answers(port), "the console answers")
        process.terminate()
        assert process.wait(timeout=20) == 0
    said = log.read_text()
    code = (tmp_path / "home" / "console-setup-code").read_text().strip()
    assert code not in said
    assert "Ada" not in said
    assert "/patients" not in said
