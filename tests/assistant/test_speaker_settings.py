import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.speaker_settings import GpioButtonSettings
from assistant.speakers.button import GattButton, GpioButton
from assistant.speakers.esphome import EsphomeSpeaker
from assistant.speakers.placing import placed
from assistant.speakers.wyoming import WyomingSpeaker
from assistant.voice_settings import VoiceSettings
from care.errors import SetupError
from care.people import PatientId


def built(**speakers: dict[str, object]) -> list[object]:
    settings = VoiceSettings.model_validate({"speakers": speakers})
    ada = PatientId("ada")
    return list(placed(settings.speakers, [ada], lambda *_told: None)[ada])


async def test_every_kind_of_speaker_can_be_configured(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{'A' * 43}=\n")
    kitchen, bed, pipe, desk = built(
        kitchen={"kind": "wyoming", "room": "kitchen", "host": "10.0.0.5"},
        bed={
            "kind": "esphome",
            "room": "bedroom",
            "host": "10.0.0.6",
            "key_file": str(tmp_path / "key"),
            "media_host": "10.0.0.1",
        },
        pipe={"kind": "wav", "room": "lab", "mouth": str(tmp_path / "out.raw")},
        desk={"kind": "local", "room": "office"},
    )
    assert isinstance(kitchen, WyomingSpeaker)
    assert isinstance(bed, EsphomeSpeaker)
    assert {pipe.id, desk.id} == {"pipe", "desk"}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "alexa", "room": "x"},
        {"kind": "wyoming", "room": "x", "host": "h", "port": 0},
        {"kind": "wyoming", "host": "h"},
        {"kind": "wyoming", "room": "x", "host": "h", "volume": 3},
    ],
)
def test_a_wrong_speaker_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        built(kitchen=wrong)


def test_a_key_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    bed = {"kind": "esphome", "room": "b", "host": "h", "media_host": "m"}
    with pytest.raises(SetupError, match="no key for speaker bed"):
        built(bed={**bed, "key_file": str(tmp_path / "none")})


def test_buttons_can_be_configured(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = VoiceSettings.model_validate(
        {
            "buttons": {
                "wall": {"kind": "gpio", "room": "bath", "pin": 17},
                "neck": {"kind": "gatt", "room": "any", "address": "AA:BB"},
            }
        }
    )
    wall, neck = settings.buttons.values()
    assert isinstance(wall.build("wall", lambda *_what: None), GpioButton)
    assert isinstance(neck.build("neck", lambda *_what: None), GattButton)
    monkeypatch.setitem(sys.modules, "gpiozero", None)
    assert isinstance(wall, GpioButtonSettings)
    with pytest.raises(SetupError, match="gpiozero and lgpio"):
        wall.build("wall", lambda *_what: None)
