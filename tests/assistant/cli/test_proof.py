"""`philomel proof`: prints and verifies, and its exit code says whether all is whole."""

import json
import shutil
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from assistant.cli.proof import proof
from care.errors import SetupError
from sensors.module.outbox import Outbox
from tests.fakes.intake import NOW, Bench


def run(home: Path, *words: str) -> tuple[int, list[str]]:
    command = typer.Typer()
    command.command()(proof)
    outcome = CliRunner().invoke(command, ["oximeter-1", "--home", str(home), *words])
    if isinstance(outcome.exception, SetupError):
        raise outcome.exception
    return outcome.exit_code, outcome.stdout.splitlines()


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    made = Bench(tmp_path)
    made.announced()
    for sequence in (1, 2, 3):
        made.send(made.message(sequence))
    return made


def test_a_whole_period_is_proven(bench: Bench) -> None:
    bench.clerk.settle(NOW)
    bench.ledger.close()
    code, lines = run(bench.folder, "--json")
    assert code == 0
    (line,) = (json.loads(line) for line in lines)
    assert (line["whole"], line["signed"], line["missing"]) == (True, 3, 0)
    assert "100 % arrived unaltered, 3 messages" in run(bench.folder)[1][-1]


def test_a_hole_is_not_whole(bench: Bench) -> None:
    bench.send(bench.message(5))
    bench.clerk.settle(NOW)
    bench.ledger.close()
    code, lines = run(bench.folder)
    assert code == 1
    assert "1 missing" in lines[0]
    assert "NOT proven whole" in lines[-1]


def test_a_changed_leaf_is_found(bench: Bench) -> None:
    bench.clerk.settle(NOW)
    bench.ledger._db.execute("UPDATE arrival SET leaf = zeroblob(32) WHERE sequence = 2")
    bench.ledger.close()
    code, lines = run(bench.folder, "--json")
    assert code == 1
    assert json.loads(lines[0])["faults"] == ["the root of 1 to 3 differs"]


def test_nothing_in_the_period_proves_nothing(bench: Bench) -> None:
    bench.clerk.settle(NOW)
    bench.ledger.close()
    assert run(bench.folder, "--from", "2027-01-01")[0] == 1
    assert run(bench.folder, "--from", "2026-01-01", "--to", "2027-01-01")[0] == 0
    with pytest.raises(SetupError, match="no time"):
        run(bench.folder, "--from", "yesterday")


def test_a_name_that_is_no_device_is_said(bench: Bench) -> None:
    bench.ledger.close()
    command = typer.Typer()
    command.command()(proof)
    outcome = CliRunner().invoke(command, ["oximeter-9", "--home", str(bench.folder)])
    assert isinstance(outcome.exception, SetupError)
    assert "no device 'oximeter-9'" in str(outcome.exception)


def test_what_never_left_the_module_is_not_proven(bench: Bench, tmp_path: Path) -> None:
    folder = tmp_path / "module"
    folder.mkdir()
    shutil.copy(bench.premises.certificate("hub"), folder / "hub.crt")
    outbox = Outbox(folder / "outbox.db")
    outbox.begin_epoch(9, b"announcement")
    outbox.put([(9, 1, "topic", b"sealed"), (9, 2, "topic", b"sealed too")])
    outbox.close()
    code, lines = run(bench.folder, "--module", str(folder))
    assert code == 1
    assert "0 of 2 signed for" in lines[0]
