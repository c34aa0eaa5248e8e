"""`philomel voices` with the engines of this machine."""

import asyncio
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.audio import Audio
from assistant.audio_child import Child
from assistant.cli.voices import voices
from assistant.voices.mouth import MODULE, Mouth
from assistant.voices.port import Delivery
from assistant.voices.recorded import Recorded
from care.people import Language
from care.wording import wording

pytestmark = pytest.mark.integration


def test_every_engine_is_tried_and_its_licence_told() -> None:
    done = CliRunner().invoke(voices, ["list", "--json"], catch_exceptions=False)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    engines = [one for one in told if "engine" in one]
    assert [(one["language"], one["engine"], one["speaks"]) for one in engines] == [
        ("en", "hibari", True),
        ("en", "espeak", True),
        ("fr", "espeak", True),
    ]
    assert all(one["licence"] for one in told)
    assert {one["piper"] for one in told if "piper" in one} >= {"fr_FR-siwis-medium"}


def test_a_mute_home_still_says_its_safety_sentences(tmp_path: Path) -> None:
    folder = str(tmp_path)
    done = CliRunner().invoke(
        voices, ["record", "--phrases", folder, "--lang", "fr", "--json"]
    )
    assert done.exit_code == 0, done.output
    kept = [json.loads(line)["sentences"] for line in done.stdout.splitlines()]
    assert min(kept) >= 30
    assert isinstance(asyncio.run(_mute_home_says(tmp_path)), Audio)


async def _mute_home_says(phrases: Path) -> object:
    nobody = {name: Child(MODULE, "nobody") for name in ("hibari", "espeak")}
    mute = Mouth(Recorded(phrases), children=nobody)
    words = wording(Language.FRENCH).say("help.certain.fall", contact="votre fille Marie")
    return await mute.say(words, Delivery(language=Language.FRENCH))
