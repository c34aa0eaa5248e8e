from pathlib import Path

import pytest

from assistant import nlu_process
from assistant.nlu_process import missing, serving
from assistant.nlu_settings import NluSettings
from assistant.understanding import Understander
from care.people import Language
from care.speech import Unavailable, Understanding

pytestmark = [pytest.mark.integration]


async def test_without_models_it_says_what_lacks(tmp_path: Path) -> None:
    async with serving(tmp_path) as door:
        assert isinstance(door, Unavailable)
        assert "make setup" in door.reason


@pytest.mark.rasa
@pytest.mark.skipif(missing() is not None, reason=str(missing()))
async def test_a_service_of_one_s_own_understands_and_ends() -> None:
    async with serving() as door:
        if isinstance(door, Unavailable):
            pytest.skip(door.reason)
        mind = Understander(door, NluSettings(parse_within=30))
        meant = await mind.parse("I have fallen and I can't get up", Language.ENGLISH)
        await mind.close()
    assert isinstance(meant, Understanding)
    assert meant.intent == "emergency_fall"
    gone = Understander(door, NluSettings(parse_within=2))
    assert isinstance(await gone.parse("hello", Language.ENGLISH), Unavailable)
    await gone.close()


def test_the_project_stands_beside_the_packages() -> None:
    assert (nlu_process.NLU / "service.py").exists()
