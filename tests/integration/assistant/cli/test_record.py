import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.cli.record import app
from care.errors import SetupError
from tests.fakes.homes import messages, record_in

pytestmark = pytest.mark.integration


@pytest.fixture
def home(tmp_path: Path) -> Path:
    record = record_in(tmp_path)
    with record.unit() as unit:
        unit.intake.keep(messages(1, 500))
    record.close()
    return tmp_path


def test_a_whole_record_is_said_to_be(home: Path) -> None:
    done = CliRunner().invoke(app, ["check", "--home", str(home), "--json"])
    assert done.exit_code == 0
    assert json.loads(done.stdout)["whole"] is True


def test_a_damaged_record_ends_with_one(home: Path) -> None:
    file = home / "records" / "record.db"
    held = bytearray(file.read_bytes())
    held[-100] ^= 1
    file.write_bytes(held)
    done = CliRunner().invoke(app, ["check", "--home", str(home)])
    assert done.exit_code == 1
    assert "DAMAGED" in done.stdout


def test_a_copy_is_made_where_asked(home: Path, tmp_path: Path) -> None:
    to = tmp_path / "copy.db"
    done = CliRunner().invoke(app, ["backup", str(to), "--home", str(home), "--json"])
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {"file": str(to), "bytes": to.stat().st_size}


def test_a_look_makes_no_record(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["check", "--home", str(tmp_path)])
    assert isinstance(done.exception, SetupError)
    assert list(tmp_path.iterdir()) == []
