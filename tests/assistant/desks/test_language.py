"""A change of language by voice: what is open is asked again in the new words."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from assistant.desks.desk import TICK
from assistant.desks.talk import TalkDesk
from assistant.dialogue import listener
from assistant.talk.state import NO_LISTS
from assistant.talk.turns import Speak, Switched
from care.observation import DeviceId, Kind, Observation
from care.people import Language
from records.database import open_database
from records.settings import RecordsSettings
from tests.fakes.bedside import ROSE, Bedside

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
FRENCH = "parlez fran\u00e7ais"


def languages(bedside: Bedside) -> list[Language]:
    """In which each prompt was written, in order."""
    return [speak.prompt.language for speak in bedside.all(Speak)]


async def test_the_question_after_a_fall_is_put_again_in_french() -> None:
    bedside = Bedside()
    at = bedside.clock.now()
    fall = Observation(
        patient=ROSE,
        kind=Kind("fall"),
        value="fall",
        unit="1",
        taken_at=at,
        received_at=at,
        device=DeviceId("pendant-1"),
    )
    await bedside.give(fall)
    await bedside.hears(FRENCH)
    assert languages(bedside) == [Language.ENGLISH, Language.FRENCH, Language.FRENCH]
    assert "tomb" in bedside.said[-1]
    await bedside.hears("non")
    assert not bedside.told


async def test_a_check_in_goes_on_in_french() -> None:
    bedside = Bedside()
    await bedside.wait(10 * MINUTE + 5 * SECOND)
    assert any("pain" in words for words in bedside.said)
    await bedside.hears(FRENCH)
    await bedside.hears("six")
    assert set(languages(bedside)[-2:]) == {Language.FRENCH}
    assert "pain" not in " ".join(bedside.said[-2:])


@pytest.mark.parametrize("cry", ["help", "I don't feel right"])
async def test_a_cry_is_dealt_with_in_french_from_then_on(cry: str) -> None:
    bedside = Bedside()
    await bedside.hears(cry)
    asked = len(bedside.said)
    assert asked
    await bedside.hears(FRENCH)
    assert set(languages(bedside)[asked:]) == {Language.FRENCH}
    assert len(bedside.said) == asked + 2


async def test_after_a_restart_every_desk_hears_of_the_language(tmp_path: Path) -> None:
    bedside = Bedside()
    await bedside.hears(FRENCH)
    talk = next(desk for desk in bedside.desks if isinstance(desk, TalkDesk))
    again = TalkDesk(listener(bedside.blueprint.patients[0], NO_LISTS))
    with closing(open_database(RecordsSettings(), tmp_path)) as database:
        with database.unit() as unit:
            unit.states.save(talk.name, talk.state(), bedside.clock.now())
        with database.reading() as unit:
            again.restore(unit)
    (told, *_) = again.take(TICK, bedside.clock.now())
    assert told == Switched(language=Language.FRENCH)
    assert again.take(TICK, bedside.clock.now()) == ()
