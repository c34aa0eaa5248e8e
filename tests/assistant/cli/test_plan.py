"""`philomel plan`: due instants, or a refusal that names the element."""

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

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
        (TWICE, ("--from", "0001-01-01", *DAY[2:]), "--from 0001"),
        (TWICE, DAY[:2] + DAY[4:], "either --to or --days"),
        (TWICE, (*DAY, "--days", "2"), "either --to or --days"),
        (TWICE, (*DAY, "--wake", "25:00"), "--wake: '25:00'"),
        ('{"period": 1, "period": 2}', (), "period: stands twice"),
        ("[" * 100_000, (), "too deep"),
        ('{"period": ' + "9" * 5000 + "}", (), "too long"),
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


def test_the_patient_s_own_day_and_so_many_days(tmp_path: Path) -> None:
    order = {"when": ["WAKE", "PCV", "HS"]}
    own = ("--wake", "06:10", "--dinner", "18:15", "--bed", "21:00")
    words = ("--from", "2026-03-28T00:00", "--days", "1", "--zone", "Europe/Paris", *own)
    assert run(tmp_path, order, *words) == [
        "2026-03-28T06:10+01:00",
        "2026-03-28T18:45+01:00",
        "2026-03-28T21:00+01:00",
    ]


def ended(tmp_path: Path, order: Any) -> Result:
    file = tmp_path / "order.json"
    file.write_text(json.dumps(order))
    app = typer.Typer()
    app.command()(plan)
    return CliRunner().invoke(app, ["--order", str(file), *DAY])


def test_what_the_instants_do_not_say_is_said_beside_them(tmp_path: Path) -> None:
    ranged = {"frequency": 1, "period": 4, "periodMax": 6, "periodUnit": "h"}
    by_clock = ended(tmp_path, ranged)
    assert len(by_clock.stdout.splitlines()) == 6
    assert by_clock.stderr == "range, period 4-6 h: the first value is planned\n"
    on_demand = ended(tmp_path, {"timing": {"repeat": ranged}, "asNeededBoolean": True})
    assert on_demand.stdout == ""
    assert "as needed, never planned: order: ; gap 4 h; maximum -" in on_demand.stderr


def test_words_against_the_structure_are_shown_with_the_plan(tmp_path: Path) -> None:
    found = ended(tmp_path, {"timing": {"repeat": TWICE}, "text": "once daily"})
    assert found.exit_code == 1
    assert len(found.stdout.splitlines()) == 2
    assert "conflict, timing.repeat.frequency: words" in found.stderr


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    app = typer.Typer()
    app.command()(plan)
    gone = ["--order", str(tmp_path / "gone.json"), *DAY]
    with pytest.raises(PhilomelError, match=r"gone\.json"):
        CliRunner().invoke(app, gone, catch_exceptions=False)


def test_an_anchor_for_an_order_without_one(tmp_path: Path) -> None:
    every_other = {"frequency": 1, "period": 2, "periodUnit": "d"}
    assert run(tmp_path, every_other, *DAY, "--anchor", "2026-03-28") == []
