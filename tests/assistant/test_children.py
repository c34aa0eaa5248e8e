"""The command lines and secrets of the programs beside the station; none is started."""

import asyncio
import socket
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import children
from assistant.blueprint import Blueprint, read_blueprint
from assistant.child import Child
from assistant.nlu_settings import NluSettings
from assistant.settings import AssistantSettings
from assistant.understanding import Door
from care.errors import SetupError
from tests.fakes.bedside import ROOT

DOOR = Door(port=5005, token="a-token")


@pytest.fixture
def blueprint(tmp_path: Path) -> Blueprint:
    return read_blueprint(ROOT / "config.yml", tmp_path / "home")


def words_of(child: Child) -> list[str]:
    """The command line without what ties it to the station."""
    words = list(child._command)
    return words[words.index("--") + 1 :] if "--" in words else words


def after(words: list[str], flag: str) -> str:
    return words[words.index(flag) + 1]


def test_piper_is_started_with_whole_voices_only(
    blueprint: Blueprint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert children.piper(blueprint) is None
    named = {"program": "no-such-piper", "voices": {"fr": "fr_FR-siwis-medium"}}
    settings = AssistantSettings.model_validate(
        {"piper": named, "piper_voices": str(tmp_path)}
    )
    with pytest.raises(SetupError, match="no-such-piper is not installed"):
        children.piper(replace(blueprint, assistant=settings))
    there = {"piper": named | {"program": sys.executable}, "piper_voices": str(tmp_path)}
    home = replace(blueprint, assistant=AssistantSettings.model_validate(there))
    with pytest.raises(SetupError, match="voices fetch fr_FR-siwis-medium"):
        children.piper(home)
    monkeypatch.setattr(children, "state", lambda _voice, _folder: "whole")
    started = children.piper(home)
    assert started is not None
    assert after(words_of(started), "--voice") == "fr_FR-siwis-medium"
    assert after(words_of(started), "--data-dir") == str(tmp_path)


def test_the_console_is_this_python_on_this_home(blueprint: Blueprint) -> None:
    words = words_of(children.console(blueprint))
    assert words[:3] == [sys.executable, "-m", "console"]
    assert after(words, "--home") == str(blueprint.folder)
    assert "--clock" not in words


def test_the_console_of_a_simulated_home_lives_in_its_time(blueprint: Blueprint) -> None:
    simulated = replace(blueprint, clock_file=Path("clock.json"))
    assert after(words_of(children.console(simulated)), "--clock") == "clock.json"


def test_the_nlu_service_gets_its_secrets_where_nobody_lists_them(
    blueprint: Blueprint,
) -> None:
    child = children.nlu(blueprint, DOOR, "http://127.0.0.1:9/actions", "another-token")
    words = words_of(child)
    assert after(words, "--port") == "5005"
    assert after(words, "--actions") == "http://127.0.0.1:9/actions"
    assert "--with-parent" in words
    assert not any("token" in word for word in words), "everybody may list processes"
    assert child._environment["PHILOMEL_NLU_TOKEN"] == "a-token"
    assert child._environment["PHILOMEL_ACTION_TOKEN"] == "another-token"


def test_models_of_ones_own_are_used(blueprint: Blueprint) -> None:
    own = replace(blueprint, nlu=NluSettings(models=Path("models-of-ours")))
    words = words_of(children.nlu(own, DOOR, None, "another-token"))
    assert after(words, "--models") == "models-of-ours"
    assert "--actions" not in words


def test_each_run_has_a_token_of_its_own(blueprint: Blueprint) -> None:
    one, two = children.door_of(blueprint), children.door_of(blueprint)
    assert one.token != two.token
    assert min(len(one.token), len(two.token)) > 30
    assert one.port == blueprint.nlu.port


def test_port_0_is_a_free_one_and_stays_for_the_run(blueprint: Blueprint) -> None:
    door = children.door_of(replace(blueprint, nlu=NluSettings(port=0)))
    assert door.port > 0
    words = words_of(children.nlu(blueprint, door, None, "another-token"))
    assert after(words, "--port") == str(door.port)


def test_why_there_is_no_nlu_service_is_said(blueprint: Blueprint, tmp_path: Path) -> None:
    off = replace(blueprint, nlu=NluSettings(enabled=False))
    assert "nlu.enabled" in str(children.nlu_missing(off))
    empty = replace(blueprint, nlu=NluSettings(models=tmp_path))
    assert "make setup" in str(children.nlu_missing(empty))


def test_the_broker_is_started_with_this_homes_keys(blueprint: Blueprint) -> None:
    premises = children.premises_of(blueprint)
    again = children.premises_of(blueprint)
    assert again == premises
    assert blueprint.folder.stat().st_mode & 0o777 == 0o700
    words = words_of(children.broker(blueprint, premises))
    written = Path(after(words, "-c")).read_text()
    assert f"listener {blueprint.sensors.broker.port} " in written
    assert str(premises.key("broker")) in written


def test_a_broker_whose_port_is_taken_says_what_to_do(blueprint: Blueprint) -> None:
    premises = children.premises_of(blueprint)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        door = blueprint.sensors.broker.model_copy(update={"port": taken.getsockname()[1]})
        sensors = blueprint.sensors.model_copy(update={"broker": door})
        with pytest.raises(SetupError, match="sensors.broker.port"):
            children.broker(replace(blueprint, sensors=sensors), premises)


@pytest.mark.parametrize(("status", "healthy"), [(b"200 OK", True), (b"503 No", False)])
async def test_the_service_is_ready_when_it_says_so_to_our_token(
    blueprint: Blueprint, status: bytes, *, healthy: bool
) -> None:
    asked: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 " + status + b"\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        door = replace(DOOR, port=server.sockets[0].getsockname()[1])
        child = children.nlu(blueprint, door, None, "another-token")
        assert await child._ready() is healthy
        assert b"x-nlu-token: a-token" in asked[0].lower()
    assert await child._ready() is False, "nobody listens any more"
