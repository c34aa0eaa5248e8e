"""`philomel devices`: in by a one-time code, listed, shown, shut out, measured."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from assistant.cli.devices import app
from care.clock import SystemClock
from care.errors import SetupError
from care.observation import DeviceId
from sensors.enrolment import accept, write_request
from sensors.inventory import Link
from sensors.keystore.file import FileKeys
from sensors.ledger import Ledger
from sensors.quality import DayQuality

ENROLL = (
    "enroll",
    "cuff-0001",
    "--config",
    "none.yml",
    "--patient",
    "ada",
    "--kinds",
    "systolic, diastolic",
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def run(home: Path, *words: str) -> list[dict[str, Any]]:
    outcome = CliRunner().invoke(
        app, [*words, "--home", str(home), "--json"], catch_exceptions=False
    )
    return [json.loads(line) for line in outcome.stdout.splitlines()]


def enrolled(home: Path) -> str:
    (invited,) = run(home, *ENROLL)
    code = str(invited["code"])
    keys = FileKeys.create(home.parent / "module" / "device.key")
    request = home.parent / "request"
    request.write_bytes(write_request(DeviceId("cuff-0001"), keys, code))
    answer = home.parent / "answer"
    run(home, *ENROLL, "--request", str(request), "--answer", str(answer))
    accept(home.parent / "module", answer.read_bytes(), code)
    return code


def test_a_device_comes_in_by_files(home: Path) -> None:
    enrolled(home)
    (row,) = run(home, "list")
    assert (row["id"], row["status"], row["kinds"]) == (
        "cuff-0001",
        "active",
        ["systolic", "diastolic"],
    )
    (shown,) = run(home, "show", "cuff-0001")
    assert shown["last_seen"] is None
    assert shown["not_after"] > shown["not_before"]


def test_an_invited_device_is_pending(home: Path) -> None:
    run(home, *ENROLL)
    (row,) = run(home, "list")
    assert (row["status"], row["waits_for_code"]) == ("pending", True)


def test_a_revoked_device_is_shown_as_such(home: Path) -> None:
    enrolled(home)
    (row,) = run(home, "revoke", "cuff-0001")
    assert row["status"] == "revoked"
    assert run(home, "revoke", "cuff-0001") == [row]
    with pytest.raises(SetupError, match="another id"):
        run(home, "rotate", "cuff-0001")


def test_rotating_is_ordered_over_the_devices_own_connection(home: Path) -> None:
    enrolled(home)
    (given,) = run(home, "rotate", "cuff-0001")
    assert (given["code"], given["ordered"]) == (None, True)
    (row,) = run(home, "list")
    assert (row["status"], row["waits_for_renewal"]) == ("active", True)


def test_rotating_by_a_code_keeps_the_device_in(home: Path) -> None:
    enrolled(home)
    (given,) = run(home, "rotate", "cuff-0001", "--code")
    assert len(given["code"]) == 19
    (row,) = run(home, "list")
    assert (row["status"], row["waits_for_code"]) == ("active", True)


def test_unknown_devices_and_half_requests_are_named(home: Path) -> None:
    for words in (("show", "nobody-1"), ("revoke", "nobody-1"), ("rotate", "nobody-1")):
        with pytest.raises(SetupError, match="no device 'nobody-1'"):
            run(home, *words)
    with pytest.raises(SetupError, match="--answer"):
        run(home, *ENROLL, "--request", "somewhere")
    with pytest.raises(SetupError, match="somewhere cannot be read"):
        run(home, *ENROLL, "--request", "somewhere", "--answer", "elsewhere")
    with pytest.raises(SetupError, match="'bp': known are"):
        run(home, *ENROLL[:-1], "systolic,bp")
    with pytest.raises(SetupError, match=r"such as 0\.0\.0\.0:8884"):
        run(home, *ENROLL, "--listen", "8884a")


def test_a_device_for_nobody_is_refused(home: Path, tmp_path: Path) -> None:
    config = tmp_path / "config.yml"
    rose = "{name: Rose, language: en, zone: Europe/London}"
    config.write_text(f"care: {{patients: {{rose: {rose}}}}}\n")
    with pytest.raises(SetupError, match=r"no patient 'ada' in .*: known are rose"):
        run(home, *ENROLL, "--config", str(config))
    words = [word if word != "ada" else "rose" for word in ENROLL]
    (invited,) = run(home, *words, "--config", str(config))
    assert invited["id"] == "cuff-0001"


def test_what_is_shown_is_in_plain_words(home: Path) -> None:
    enrolled(home)
    told = CliRunner().invoke(app, ["show", "cuff-0001", "--home", str(home)]).stdout
    assert "kinds: systolic, diastolic\n" in told
    assert "battery: not known\n" in told
    assert "refused_in_a_week: nothing\n" in told
    assert "None" not in told
    invited = CliRunner().invoke(app, [*ENROLL, "--home", str(home)]).stdout
    assert "--device cuff-0001 --request FILE" in invited


def test_the_quality_of_links(home: Path) -> None:
    home.mkdir()
    ledger = Ledger(home / "proof.db")
    day = SystemClock().now().date()
    row = DayQuality(
        day=day,
        device=DeviceId("cuff-0001"),
        link=Link.BLE,
        messages=98,
        lacking=2,
        refused=2,
        reasons={"implausible systolic": 2},
    )
    ledger.keep_qualities([row], {})
    ledger.close()
    (line,) = run(home, "quality")
    assert line["refused_by_reason"] == {"implausible systolic": 2}
    assert (line["link"], line["loss"], line["signal_dbm"]) == ("ble", 0.02, None)
    (together,) = run(home, "quality", "--links")
    assert (together["device"], together["messages"]) == ("all", 98)
    outcome = CliRunner().invoke(app, ["quality", "--home", str(home)])
    assert "loss 2.00%" in outcome.stdout
    assert "2 refused (implausible systolic 2)" in outcome.stdout
