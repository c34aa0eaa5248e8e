"""`philomel order`: shown, signed by one or two, checked by the home's keys."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from assistant.cli.order import orders
from care.errors import PhilomelError

WHEN = ("--zone", "Europe/Paris", "--effective", "2026-03-02T12:00")
ORDER: dict[str, Any] = {
    "resourceType": "MedicationRequest",
    "id": "mr1",
    "medicationCodeableConcept": {"text": "Metformin"},
    "subject": {"reference": "Patient/rose"},
    "dosageInstruction": [
        {
            "text": "1 tablet twice daily",
            "timing": {"repeat": {"frequency": 2, "period": 1, "periodUnit": "d"}},
        }
    ],
}


def run(*words: str) -> Result:
    return CliRunner().invoke(orders, words, catch_exceptions=False)


@pytest.fixture
def order(tmp_path: Path) -> str:
    file = tmp_path / "order.json"
    file.write_text(json.dumps(ORDER))
    return str(file)


def key_of(tmp_path: Path, name: str) -> tuple[str, str]:
    file = tmp_path / f"{name}.pem"
    made = json.loads(run("key", "--out", str(file)).stdout)
    assert file.stat().st_mode & 0o777 == 0o600
    return str(file), f"{name}={made['public']}"


def check(file: Path, *trust: str, at: str = "2026-03-02T11:00") -> Result:
    trusted = [word for one in trust for word in ("--trust", one)]
    return run("check", "--order", str(file), *WHEN[:2], "--at", at, *trusted)


def test_shown_signed_and_checked(tmp_path: Path, order: str) -> None:
    assert run("show", "--order", order, *WHEN).stdout.startswith("2026-03-02: 20:00")
    key, trust = key_of(tmp_path, "berg")
    out = tmp_path / "signed.json"
    run("sign", "--order", order, *WHEN, "--by", "berg", "--key", key, "--out", str(out))
    assert check(out, trust).stdout == "may run\n"
    assert "effective" in check(out, trust, at="2026-03-03T13:00").stdout


def test_a_second_person_signs_the_signed_order(tmp_path: Path, order: str) -> None:
    key, trust = key_of(tmp_path, "berg")
    other, second = key_of(tmp_path, "cold")
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    run("sign", "--order", order, *WHEN, "--by", "berg", "--key", key, "--out", str(one))
    said = run(
        "sign",
        "--order",
        str(one),
        *WHEN,
        "--by",
        "cold",
        "--key",
        other,
        "--out",
        str(two),
    )
    assert said.stdout == "signed by berg, cold\n"
    assert check(two, trust, second).exit_code == 0


def test_a_changed_order_is_refused(tmp_path: Path, order: str) -> None:
    key, trust = key_of(tmp_path, "berg")
    out = tmp_path / "signed.json"
    run("sign", "--order", order, *WHEN, "--by", "berg", "--key", key, "--out", str(out))
    out.write_text(out.read_text().replace('"Metformin"', '"Warfarin"'))
    refused = check(out, trust)
    assert refused.exit_code == 1
    assert "unsigned" in refused.stdout


def test_an_order_that_contradicts_itself_is_not_signed(tmp_path: Path, order: str) -> None:
    odd = json.loads(json.dumps(ORDER))
    odd["dosageInstruction"][0]["text"] = "three times a day"
    Path(order).write_text(json.dumps(odd))
    key, _ = key_of(tmp_path, "berg")
    out = str(tmp_path / "signed.json")
    with pytest.raises(PhilomelError, match="contradicts itself"):
        run("sign", "--order", order, *WHEN, "--by", "berg", "--key", key, "--out", out)
    assert run("show", "--order", order, *WHEN).exit_code == 1


def test_bad_keys_and_files_are_named(tmp_path: Path, order: str) -> None:
    sign = ("sign", "--order", order, *WHEN, "--by", "berg", "--out", str(tmp_path / "x"))
    with pytest.raises(PhilomelError, match="no private key"):
        run(*sign, "--key", order)
    with pytest.raises(PhilomelError, match="no signed order"):
        check(Path(order), "berg=AAAA")
    key, _ = key_of(tmp_path, "berg")
    with pytest.raises(PhilomelError, match="cannot be written"):
        run("key", "--out", key)
