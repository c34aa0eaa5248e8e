"""`philomel replay` and `philomel simulate` as a person starts them."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.integration


def philomel(*words: str) -> subprocess.CompletedProcess[str]:
    program = "from assistant.cli.app import main; main()"
    plain = {k: v for k, v in os.environ.items() if k != "PHILOMEL_RECORDINGS"}
    return subprocess.run(
        [sys.executable, "-c", program, *words],
        env=plain,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def rows(*words: str) -> list[dict[str, Any]]:
    done = philomel("replay", *words)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def written(folder: Path, name: str, header: str, *lines: str) -> str:
    file = folder / name
    file.write_text("\n".join((header, *lines)) + "\n")
    return str(file)


def test_many_files_each_with_its_line(tmp_path: Path) -> None:
    low = written(tmp_path, "low.csv", "time,value", *(f"{i * 300},50" for i in range(4)))
    well = written(
        tmp_path, "well.csv", "time,value", *(f"{i * 300},{110 + i}" for i in range(4))
    )
    first, alarm, last = rows("--kind", "glucose", low, well)
    assert (first["file"], first["alarms"]) == (low, 1)
    assert (last["file"], last["alarms"]) == (well, 0)
    assert (alarm["kind"], alarm["priority"]) == ("glucose", "high")
    assert alarm["reasons"] == ["glucose 50 mg/dL, dangerously low"]


def test_limits_of_a_file_are_obeyed(tmp_path: Path) -> None:
    file = written(tmp_path, "o.csv", "time,value", *(f"{i},86" for i in range(60)))
    limits = tmp_path / "limits.yml"
    limits.write_text("limits:\n  SPO2-CRIT: {level: 80}\n  SPO2-LOW: {level: 84}\n")
    assert len(rows("--kind", "spo2", file)) == 2
    assert len(rows("--kind", "spo2", "--limits", str(limits), file)) == 1


def test_vitals_give_the_score_with_its_parts(tmp_path: Path) -> None:
    row = "25,92,95,118,38.6,alert,air,80"
    file = written(
        tmp_path,
        "v.csv",
        "time,rr,spo2,sbp,pulse,temp,acvpu,o2,age",
        *(f"{i * 900},{row}" for i in range(9)),
    )
    found = [one for one in rows("--kind", "vitals", file) if "news2" in one]
    assert found
    news = found[-1]["news2"]
    assert news["total"] == 3 + 2 + 2 + 2 + 1
    assert news["missing"] == []
    assert {item["name"]: item["points"] for item in news["items"]}["respiration"] == 3


def test_senml_tells_its_own_kinds(tmp_path: Path) -> None:
    file = tmp_path / "pack.json"
    pack = [{"bn": "p/", "bt": 1700000000, "n": "panic", "u": "1", "vs": "pressed"}]
    file.write_text(json.dumps(pack))
    _, alarm = rows("--kind", "panic", str(file))
    assert alarm["reasons"] == ["the help button was pressed"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("time,value\n1,high\n", "line 2, value: a number, not 'high'"),
        ("[{", "line 1, JSON"),
    ],
)
def test_a_bad_file_is_one_line_with_its_place(
    tmp_path: Path, text: str, said: str
) -> None:
    file = tmp_path / "bad.csv"
    file.write_text(text)
    done = philomel("replay", "--kind", "spo2", str(file))
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_an_unknown_kind_or_file_is_named(tmp_path: Path) -> None:
    unknown = philomel("replay", "--kind", "humour", "x.csv")
    assert unknown.returncode == 2
    assert "one of glucose" in unknown.stderr
    missing = philomel("replay", "--kind", "spo2", str(tmp_path / "no.csv"))
    assert missing.returncode == 2
    assert "does not exist" in missing.stderr


def test_what_is_simulated_can_be_replayed(tmp_path: Path) -> None:
    words = (
        "simulate",
        "hypoglycaemia",
        "--days",
        "3",
        "--seed",
        "4",
        "--out",
        str(tmp_path),
    )
    done = philomel(*words, "--json")
    assert done.returncode == 0, done.stderr
    (told,) = [json.loads(line) for line in done.stdout.splitlines()]
    folder = Path(told["folder"])
    truths = [
        json.loads(line) for line in (folder / "truth.jsonl").read_text().splitlines()
    ]
    lows = [truth for truth in truths if truth["what"] == "hypoglycaemia"]
    assert told["events"]["hypoglycaemia"] == len(lows) > 0
    found = rows("--kind", "glucose", str(folder / "glucose.csv"))
    urgent = [one for one in found if "low" in " ".join(one.get("reasons", []))]
    assert len(urgent) >= len(lows)


def test_scenarios_are_listed_and_scored(tmp_path: Path) -> None:
    listed = philomel("simulate", "--list")
    assert listed.returncode == 0, listed.stderr
    assert "low sugar once a day" in listed.stdout
    done = philomel("simulate", "acceleration", "--score", "--json", "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert isinstance(json.loads(done.stdout)["score"], list)


def test_an_unknown_scenario_names_the_known_ones(tmp_path: Path) -> None:
    done = philomel("simulate", "earthquake", "--out", str(tmp_path))
    assert done.returncode == 2
    assert "quiet, ordinary" in done.stderr
    near = philomel("simulate", "hypoglycemia", "--out", str(tmp_path))
    assert "did you mean hypoglycaemia?" in near.stderr
