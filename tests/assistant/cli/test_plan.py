"""`philomel plan`: due instants, or a refusal that names the element."""

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from assistant.cli.plan import plan
from care.errors import PhilomelError

TWICE = {"frequency": 2, "period": 1, "periodUnit": "d"}
DAY = ("--from", "2026-03-29T00:00", "--to", "2026-03-30T00:00", "--zone", "Europe/Paris")


def run(tmp_path: Path, order: Any, *words: str) -> list[str]:
    file = tmp_path / "order.json"
    file.write_text(order if isinstance(order, str) else json.dumps(order))
    app = typer.Typer()
    app.command()(plan)
    given = ["--order", str(file), *(words or DAY)]
    return CliRunner().invoke(app, given, catch_exceptions=False).stdout.splitlines()


def test_a_bare_repeat(tmp_path: Path) -> None:
    assert run(tmp_path, TWICE) == ["2026-03-29T08:00+02:00", "2026-03-29T20:00+02:00"]


def test_a_medication_request_as_json(tmp_path: Path) -> None:
    order = {
        "resourceType": "MedicationRequest",
        "id": "mr1",
        "medicationCodeableConcept": {"text": "Metformin"},
        "dosageInstruction": [{"text": "1 tablet", "timing": {"repeat": TWICE}}],
    }
    lines = [json.loads(line) for line in run(tmp_path, order, *DAY, "--json")]
    assert [line["due"] for line in lines] == [
        "2026-03-29T08:00+02:00",
        "2026-03-29T20:00+02:00",
    ]
    assert (lines[0]["medicine"], lines[0]["dose"]) == ("Metformin", "1 tablet")


@pytest.mark.parametrize(
    ("order", "words", "complaint"),
    [
        ({}, (), "timing.repeat: has no time"),
        ({"when": ["TEA"]}, (), "timing.repeat.when: 'TEA'"),
        ("[]", (), "should be an object"),
        ("{", (), "line 1, JSON"),
        (TWICE, (*DAY[:4], "--zone", "Europe/Atlantis"), "no such zone"),
        (TWICE, ("--from", "soon", *DAY[2:]), "--from soon"),
    ],
)
def test_refusals(
    tmp_path: Path, order: Any, words: tuple[str, ...], complaint: str
) -> None:
    with pytest.raises(PhilomelError, match=complaint):
        run(tmp_path, order, *words)


def test_hours_are_elapsed_hours_through_the_spring_change(tmp_path: Path) -> None:
    order = {"frequency": 1, "period": 8, "periodUnit": "h"}
    night = ("--from", "2026-03-28T22:00", *DAY[2:])
    assert run(tmp_path, order, *night) == [
        "2026-03-28T22:00+01:00",
        "2026-03-29T07:00+02:00",
        "2026-03-29T15:00+02:00",
        "2026-03-29T23:00+02:00",
    ]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    app = typer.Typer()
    app.command()(plan)
    gone = ["--order", str(tmp_path / "gone.json"), *DAY]
    with pytest.raises(PhilomelError, match=r"gone\.json"):
        CliRunner().invoke(app, gone, catch_exceptions=False)


def test_an_anchor_for_an_order_without_one(tmp_path: Path) -> None:
    every_other = {"frequency": 1, "period": 2, "periodUnit": "d"}
    assert run(tmp_path, every_other, *DAY, "--anchor", "2026-03-28") == []
