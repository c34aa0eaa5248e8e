from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from assistant.speakers.esphome import EsphomeSpeaker
from assistant.speakers.placing import placed
from assistant.speakers.wyoming import WyomingSpeaker
from assistant.voice_settings import VoiceSettings
from care.errors import SetupError
from care.people import Language, Patient, PatientId, Trait


def built(**speakers: dict[str, object]) -> list[object]:
    settings = VoiceSettings.model_validate({"speakers": speakers})
    ada = PatientId("ada")
    return list(placed(settings.speakers, [ada], lambda *_told: None)[ada])


async def test_every_kind_of_speaker_can_be_configured(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("c2VjcmV0\n")
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


def test_another_vosk_model_replaces_the_usual_one() -> None:
    plan = VoiceSettings.model_validate({"vosk": {"fr": "vosk-model-fr-0.22"}}).ears()
    assert dict(plan.vosk)[Language.FRENCH] == "vosk-model-fr-0.22"
    assert dict(plan.vosk)[Language.ENGLISH] == "vosk-model-small-en-us-0.15"


@pytest.mark.parametrize(("trait", "slow"), [(Trait.APHASIA, True), (None, False)])
def test_people_who_pause_are_given_time(trait: Trait | None, slow: bool) -> None:  # noqa: FBT001
    patient = Patient(
        id=PatientId("ada"),
        name="Ada",
        language=Language.ENGLISH,
        zone=ZoneInfo("Europe/Paris"),
        traits=frozenset({trait} if trait else ()),
    )
    assert VoiceSettings().manner(patient).slow is slow


@pytest.mark.parametrize("rate", [80, 250])
def test_nobody_is_rushed(rate: int) -> None:
    with pytest.raises(ValidationError):
        VoiceSettings(rate=rate)
