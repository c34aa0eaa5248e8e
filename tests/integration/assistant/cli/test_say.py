"""`philomel say` never claims to have spoken."""

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from assistant import voice_settings
from assistant.cli.say import say
from care.errors import SpeechError

pytestmark = pytest.mark.integration


def run(*words: str) -> str:
    app = typer.Typer()
    app.command()(say)
    return CliRunner().invoke(app, [*words], catch_exceptions=False).stdout


def test_nothing_to_say_is_an_error_and_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(SpeechError, match="nothing was spoken"):
        run("...", "--lang", "en", "--out", str(tmp_path / "x.wav"))
    assert list(tmp_path.iterdir()) == []


def test_without_a_working_engine_it_fails_loudly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voice_settings, "MODULE", "no.such.module")
    with pytest.raises(SpeechError, match=r"hibari: .*; espeak: "):
        run("Good morning.", "--lang", "en", "--out", str(tmp_path / "x.wav"))
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(SpeechError, match="cannot be written"):
        run("Bonjour.", "--lang", "fr", "--out", str(tmp_path / "no" / "x.wav"))


def test_the_chime_makes_it_longer(tmp_path: Path) -> None:
    for name, more in (("a.wav", ()), ("b.wav", ("--chime",))):
        run("Bonjour.", "--lang", "fr", "--out", str(tmp_path / name), *more)
    assert (tmp_path / "b.wav").stat().st_size > (tmp_path / "a.wav").stat().st_size


def test_how_a_text_is_read_out_is_shown_without_speaking() -> None:
    shown = run("1 comprim\u00e9 \u00e0 8 h 30. M. Petit", "--lang", "fr", "--text-only")
    assert shown.splitlines() == [
        "un comprim\u00e9 \u00e0 8 heures 30 du matin.",
        "monsieur Petit",
    ]


def test_a_text_without_end_is_refused() -> None:
    with pytest.raises(SpeechError, match="at most 5000"):
        run("a" * 6000)
