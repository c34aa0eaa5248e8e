"""`philomel decode` prints every field by its GATT name."""

import json
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from assistant.cli.decode import decode_verb
from care.errors import SetupError


def run(*words: str) -> list[dict[str, Any]]:
    app = typer.Typer()
    app.command()(decode_verb)
    outcome = CliRunner().invoke(app, [*words, "--json"], catch_exceptions=False)
    return [json.loads(line) for line in outcome.stdout.splitlines()]


def test_a_pulse_oximeter() -> None:
    (line,) = run("2a5f", "1C5F005A00200000000057F0")
    assert line["name"] == "PLX Continuous Measurement"
    assert line["flags"]["value"] == 28
    fields = {field["name"]: field for field in line["fields"]}
    assert fields["SpO2PR-Normal - SpO2"]["value"] == "95"
    assert fields["SpO2PR-Normal - SpO2"]["unit"] == "%"
    assert fields["Measurement Status"]["value"] == 32
    assert fields["Measurement Status"]["flags"] == ["measurement ongoing"]
    assert fields["Pulse Amplitude Index"]["value"] == "8.7"


def test_precision_and_special_values_stay() -> None:
    (line,) = run("0x2A35", "00C8E05000FF07")
    values = {field["name"]: field["value"] for field in line["fields"]}
    assert values["Systolic"] == "2.00"
    assert values["Mean Arterial Pressure"] == "NaN"


def test_two_records_give_two_lines() -> None:
    assert len(run("2AA7", "06000C10050006000C100600")) == 2


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("2A5F", "zz"), "no hexadecimal"),
        (("2A5F", "00"), "too short"),
        (("2B00", "00"), "known are"),
    ],
)
def test_mistakes_are_named(words: tuple[str, str], says: str) -> None:
    with pytest.raises(SetupError, match=says):
        run(*words)
