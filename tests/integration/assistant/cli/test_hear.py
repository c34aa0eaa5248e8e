"""`philomel hear` as a person starts it, on a file that `philomel say` made."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.integration


def philomel(*words: str) -> subprocess.CompletedProcess[str]:
    program = "from assistant.cli.app import main; main()"
    return subprocess.run(
        [sys.executable, "-c", program, *words],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_what_say_says_hear_hears(tmp_path: Path) -> None:
    file = str(tmp_path / "said.wav")
    said = philomel("say", "--lang", "en", "Yes, I took it.", "--out", file, "--json")
    assert said.returncode == 0, said.stderr
    assert 0.5 < json.loads(said.stdout)["seconds"] < 3
    heard = philomel("hear", file, "--expects", "dose", "--json")
    assert heard.returncode == 0, heard.stderr
    told = json.loads(heard.stdout)
    assert told["text"] == "yes i took it"
    assert 0.5 < told["confidence"] <= 1


@pytest.mark.parametrize("content", [b"", b"not a sound\n", b"RIFF\0\0\0\0WAVE"])
def test_what_is_no_sound_ends_with_one_line_and_code_2(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "bad.wav").write_bytes(content)
    heard = philomel("hear", str(tmp_path / "bad.wav"))
    assert heard.returncode == 2
    assert heard.stderr.startswith("error: ")
    assert "bad.wav: not a WAV file" in heard.stderr
    assert heard.stderr.count("\n") == 1
    assert heard.stdout == ""


def test_french_without_a_model_says_so(tmp_path: Path) -> None:
    file = tmp_path / "dit.wav"
    said = philomel("say", "--lang", "fr", "Oui, je l'ai pris.", "--out", str(file))
    assert said.returncode == 0, said.stderr
    heard = philomel("hear", "--lang", "fr", str(file))
    assert heard.returncode == 2
    assert "no recognizer for fr" in heard.stderr


def test_every_file_has_its_line_and_a_bad_one_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "bad.wav").write_bytes(b"nothing")
    file = str(tmp_path / "help.wav")
    made = philomel("say", "--lang", "en", "Help, I have fallen.", "--out", file)
    assert made.returncode == 0, made.stderr
    heard = philomel("hear", str(tmp_path / "bad.wav"), file, "--json")
    assert heard.returncode == 2
    bad, cry = map(json.loads, heard.stdout.splitlines())
    assert "not a WAV file" in bad["error"]
    assert (cry["text"], cry["safety"], cry["action"]) == (
        "help i have fallen",
        "fall",
        "act",
    )
