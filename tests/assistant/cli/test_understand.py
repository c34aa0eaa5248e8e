import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.answers import Lists
from assistant.cli.app import build
from assistant.cli.understand import picture
from care.errors import SetupError
from care.people import Language
from care.speech import Unavailable, Understanding

RUN = CliRunner()


def said(*options: str) -> list[dict[str, object]]:
    result = RUN.invoke(build("understand"), ["understand", "--closed", *options])
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.output.splitlines()]


def test_a_cry_is_acted_on_without_the_service() -> None:
    (line,) = said("--json", "I have fallen")
    assert (line["safety"], line["action"]) == ("fall", "act")
    assert str(line["nlu"]).startswith("unavailable: ")


def test_a_file_gives_one_line_per_line_of_text(tmp_path: Path) -> None:
    file = tmp_path / "said.txt"
    file.write_text("je suis tombé\n\nil fait beau\n", encoding="utf-8")
    lines = said("--lang", "fr", "--file", str(file))
    assert [line["action"] for line in lines] == ["act", None, None]
    assert [line["text"] for line in lines] == ["je suis tombé", "", "il fait beau"]


def test_a_doubtful_cry_is_asked_about() -> None:
    (line,) = said("--json", "I did not fall")
    assert (line["safety"], line["action"]) == ("fall", "ask")


def test_values_come_with_their_certainty() -> None:
    meant = Understanding(intent="dose_taken", confidence=0.91234)
    line = picture(
        "I took metformin", Language.ENGLISH, meant, Lists(medicines=("Metformin",))
    )
    assert line["intent"] == "dose_taken"
    assert line["confidence"] == 0.9123
    assert line["entities"] == [{"name": "medicine", "value": "Metformin", "sure": False}]
    assert line["nlu"] == "ok"


def test_what_nobody_understands_has_no_intent() -> None:
    line = picture("flibber", Language.ENGLISH, Unavailable(reason="away"), Lists())
    assert (line["intent"], line["nlu"]) == (None, "unavailable: away")


@pytest.mark.parametrize("options", [[], ["text", "--file", "somewhere.txt"]])
def test_a_text_or_a_file_and_not_both(options: list[str]) -> None:
    result = RUN.invoke(build("understand"), ["understand", *options])
    assert isinstance(result.exception, SetupError)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "none.txt"
    result = RUN.invoke(build("understand"), ["understand", "--file", str(missing)])
    assert isinstance(result.exception, SetupError)
    assert str(missing) in str(result.exception)
