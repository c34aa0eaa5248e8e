"""`philomel report` and `philomel order keys`, on a record as a home leaves it."""

import csv
import io
import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from assistant.cli.order import orders
from assistant.cli.report import report_verb
from care.errors import SetupError
from care.people import Role
from console.accounts import create
from console.serve import open_office
from console.signing import keep, make
from tests.fakes.ada import MORNING, NORA
from tests.fakes.console_home import settle, write_config

pytestmark = pytest.mark.integration
STRETCH = ("--from", "2026-11-01T00:00", "--to", "2026-11-22T10:00")
app = typer.Typer()
app.command()(report_verb)


@pytest.fixture
def config(tmp_path: Path) -> str:
    file = write_config(tmp_path)
    office = open_office(file, tmp_path / "home", None)
    with office.database.unit() as unit:
        settle(unit, MORNING)
        account = create(
            unit, name="nora", provider=NORA, role=Role.CLINICIAN, now=MORNING,
            password="a quiet house by the river",
        )  # fmt: skip
        keep(unit, make(account, "a quiet house by the river", MORNING))
    office.database.close()
    return str(file)


def run(group: typer.Typer, *words: str) -> Result:
    return CliRunner().invoke(group, words)


def test_a_report_is_json_or_one_table_as_csv(config: str, tmp_path: Path) -> None:
    whole = run(app, "--config", config, *STRETCH)
    (metformin,) = json.loads(whole.stdout)["medicines"]
    assert (metformin["taken"], metformin["late"], metformin["missed"]) == (1, 1, 1)
    table = run(app, "--config", config, *STRETCH, "--csv", "pain")
    (row,) = csv.DictReader(io.StringIO(table.stdout))
    assert (row["scale"], row["score"], row["place"]) == ("pain", "6.0", "left knee")
    out = str(tmp_path / "new.json")
    assert run(app, "--config", config, "--out", out).exit_code == 0
    again = run(app, "--config", config, "--out", out)
    assert isinstance(again.exception, SetupError)


@pytest.mark.parametrize(
    "words",
    [("--patient", "nobody"), ("--from", "yesterday"), ("--from", "2030-01-01T00:00")],
)
def test_what_cannot_be_reported_is_named(config: str, words: tuple[str, str]) -> None:
    done = run(app, "--config", config, *words)
    assert isinstance(done.exception, SetupError)
    assert words[0] in str(done.exception)


def test_the_owner_of_the_box_registers_and_withdraws_a_key(config: str) -> None:
    def states() -> dict[str, str]:
        lines = run(orders, "keys", "--config", config, "--json").stdout.splitlines()
        return {one["key"]: one["state"] for one in map(json.loads, lines)}

    (made,) = (key for key, state in states().items() if state == "made")
    assert run(orders, "trust", made, "--config", config).exit_code == 0
    assert states()[made] == "registered"
    assert run(orders, "withdraw", made, "--config", config).exit_code == 0
    assert states()[made] == "withdrawn"
    for words in (("trust", made), ("trust", "0" * 16), ("withdraw", "0" * 16)):
        done = run(orders, *words, "--config", config)
        assert isinstance(done.exception, SetupError), words
