from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from assistant.voice_settings import VoiceSettings
from care.people import Language, Patient, PatientId, Trait


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
    manner = VoiceSettings().manner(patient)
    assert manner.slow is slow
    assert manner.any_sound is (trait is Trait.APHASIA)


@pytest.mark.parametrize("rate", [80, 250])
def test_nobody_is_rushed(rate: int) -> None:
    with pytest.raises(ValidationError):
        VoiceSettings(rate=rate)


def test_what_is_told_by_its_name_has_its_own() -> None:
    hall = {"kind": "wyoming", "room": "hall", "host": "10.0.0.7"}
    button = {"kind": "gpio", "room": "hall", "pin": 17}
    given = {"speakers": {"hall": hall}, "buttons": {"hall": button}}
    with pytest.raises(ValidationError, match="hall: a speaker and a button"):
        VoiceSettings.model_validate(given)
    with pytest.raises(ValidationError, match="two speakers at 10.0.0.7:10700"):
        VoiceSettings.model_validate({"speakers": {"hall": hall, "bed": hall}})
    bed = hall | {"port": 10701}
    both = VoiceSettings.model_validate({"speakers": {"hall": hall, "bed": bed}})
    assert tuple(both.speakers) == ("hall", "bed")


async def test_piper_and_a_voice_service_come_before_the_own_voices() -> None:
    given = {
        "piper": {"voices": {"fr": "fr_FR-siwis-medium"}},
        "voice_service": {"port": 10300, "languages": ["fr", "en"]},
    }
    order = VoiceSettings.model_validate(given).mouth().order
    assert order[Language.FRENCH] == ("service", "piper", "espeak")
    assert order[Language.ENGLISH] == ("service", "hibari", "espeak")


def test_each_patient_is_spoken_to_as_they_hear() -> None:
    given = {"rate": 160, "hearers": {"ada": {"rate": 120, "pitch": -3, "louder": 1}}}
    settings = VoiceSettings.model_validate(given)
    zone = ZoneInfo("Europe/Paris")
    ada, ben = (
        settings.manner(
            Patient(id=PatientId(one), name="X", language=Language.ENGLISH, zone=zone)
        )
        for one in ("ada", "ben")
    )
    assert (ada.rate, ada.pitch, ada.louder) == (120, -3, 1)
    assert (ben.rate, ben.pitch, ben.louder) == (160, 0, 0)
