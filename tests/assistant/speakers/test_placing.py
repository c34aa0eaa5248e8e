import pytest
from pydantic import ValidationError

from assistant.speakers.placing import buttons, placed, tablets
from assistant.speakers.port import Change, Press
from assistant.speakers.shared import Seat
from assistant.speakers.tablet import TabletSpeaker
from assistant.voice_settings import VoiceSettings
from care.people import PatientId

ADA, BEN = PatientId("ada"), PatientId("ben")
Told = list[tuple[PatientId, str, Change | Press]]


def settings(**speakers: dict[str, object]) -> VoiceSettings:
    return VoiceSettings.model_validate({"speakers": speakers})


HOME = settings(
    bed={"kind": "tablet", "room": "bedroom", "patient": "ada"},
    desk={"kind": "tablet", "room": "study", "patient": "ben"},
    hall={"kind": "tablet", "room": "hall"},
)


async def test_everybody_has_their_own_speakers_and_a_seat_at_the_shared_ones() -> None:
    found = placed(HOME.speakers, [ADA, BEN], lambda *_told: None)
    assert [one.id for one in found[ADA]] == ["bed", "hall"]
    assert [one.id for one in found[BEN]] == ["desk", "hall"]
    assert isinstance(found[ADA][1], Seat)
    assert {one.id for one in tablets(found)} == {"bed", "desk", "hall"}


async def test_alone_nothing_is_shared() -> None:
    found = placed(HOME.speakers, [ADA], lambda *_told: None)
    assert all(isinstance(one, TabletSpeaker) for one in found[ADA])


async def test_a_lost_speaker_concerns_whom_it_belongs_to_and_help_the_first() -> None:
    told: Told = []
    found = placed(HOME.speakers, [ADA, BEN], lambda *what: told.append(what))
    assert told == [
        (ADA, "bed", Change.LOST),
        (BEN, "desk", Change.LOST),
        (ADA, "hall", Change.LOST),
        (BEN, "hall", Change.LOST),
    ]
    told.clear()
    for one in tablets(found):
        await one.take('{"press": "help"}')
    assert set(told) == {
        (ADA, "bed", Press.HELP),
        (BEN, "desk", Press.HELP),
        (ADA, "hall", Press.HELP),
    }


def test_a_patient_has_an_id() -> None:
    with pytest.raises(ValidationError):
        settings(bed={"kind": "tablet", "room": "x", "patient": "Mrs. Ada"})


async def test_a_button_belongs_to_its_patient_or_to_the_first() -> None:
    given = VoiceSettings.model_validate(
        {
            "buttons": {
                "neck": {"kind": "gatt", "room": "any", "patient": "ben", "address": "x"},
                "wall": {"kind": "gpio", "room": "bath", "pin": 17},
            }
        }
    )
    told: Told = []
    found = buttons(given.buttons, [ADA, BEN], lambda *what: told.append(what))
    assert list(found) == ["button neck", "button wall"]
    assert told == [
        (BEN, "neck", Change.LOST),
        (ADA, "wall", Change.LOST),
        (BEN, "wall", Change.LOST),
    ]
