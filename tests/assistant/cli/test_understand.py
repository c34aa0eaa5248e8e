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


def test_a_file_of_any_bytes_gives_a_line_for_each_of_its_lines(tmp_path: Path) -> None:
    file = tmp_path / "said.txt"
    lines = [b"\xef\xbb\xbfhelp me", b"", b"   ", b"\xff\xfe I have fallen", b"a\x00b"]
    lines += [b"\xf0\x9f\x99\x82", "\u4f60\u597d".encode(), b"well\x0bwell\x85"]
    lines += [b"tea " * 20_000 + b"I have chest pain"]
    file.write_bytes(b"\r\n".join(lines))
    result = RUN.invoke(
        build("understand"), ["understand", "--closed", "--file", str(file)]
    )
    assert result.exit_code == 0, result.output
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["action"] for line in told] == [
        "act",
        *[None] * 2,
        "act",
        *[None] * 4,
        "act",
    ]
    assert told[0]["text"] == "help me"
    assert "line 4: is not all UTF-8" in result.stderr
    assert "line 8" in result.stderr


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "said.txt"
    file.write_text("help", encoding="utf-16")
    result = RUN.invoke(build("understand"), ["understand", "--file", str(file)])
    assert isinstance(result.exception, SetupError)
    assert "UTF-16" in str(result.exception)


def test_an_intent_has_the_clinical_table_s_name_and_keeps_ours() -> None:
    meant = Understanding(intent="ask_time", confidence=0.9)
    line = picture("what time is it", Language.ENGLISH, meant, Lists())
    assert (line["intent"], line["meaning"]) == ("out_of_scope", "ask_time")


def test_the_language_may_be_written_in_full() -> None:
    (line,) = said("--json", "--language", "fr", "au secours")
    assert line["action"] == "act"


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
