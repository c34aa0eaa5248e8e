"""Each part of a home as the doctor finds it; sound is tried with the command itself."""

import socket
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import children, doctor
from assistant.blueprint import Blueprint, read_blueprint
from assistant.nlu_settings import NluSettings
from assistant.speaker_settings import TabletSettings, WavSettings
from records.database import FILE, open_database
from tests.fakes.bedside import ROOT

PARTS = {part.__name__.strip("_"): part for part in doctor.PARTS}


@pytest.fixture
def blueprint(tmp_path: Path) -> Blueprint:
    return read_blueprint(ROOT / "config.yml", tmp_path / "home")


async def found(part: str, blueprint: Blueprint) -> doctor.Finding:
    return await doctor.look(PARTS[part], blueprint)


async def test_a_home_before_its_first_start_is_well(blueprint: Blueprint) -> None:
    for part in ("disk", "clock", "database", "certificates", "wording"):
        one = await found(part, blueprint)
        assert one.well, one.words
    assert "first start" in (await found("database", blueprint)).words


async def test_looking_starts_nothing_and_makes_no_record(blueprint: Blueprint) -> None:
    for part in PARTS:
        await found(part, blueprint)
    assert list(blueprint.folder.rglob("*")) == []


async def test_a_record_that_opens_says_what_it_keeps(blueprint: Blueprint) -> None:
    open_database(blueprint.records, blueprint.folder).close()
    one = await found("database", blueprint)
    assert one.well
    assert "0 states" in one.words


async def test_a_damaged_record_is_a_finding_with_what_to_do(blueprint: Blueprint) -> None:
    open_database(blueprint.records, blueprint.folder).close()
    file = blueprint.records.folder_in(blueprint.folder) / FILE
    file.write_bytes(bytes(8192))
    one = await found("database", blueprint)
    assert (one.part, one.well) == ("database", False)
    assert "backup" in one.words


async def test_certificates_are_dated(blueprint: Blueprint) -> None:
    premises = children.premises_of(blueprint)
    one = await found("certificates", blueprint)
    assert one.well
    assert "days" in one.words
    premises.certificate("hub").write_bytes(b"no certificate")
    assert not (await found("certificates", blueprint)).well


async def test_a_broker_elsewhere_must_answer(blueprint: Blueprint) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        settings = blueprint.sensors.broker.model_copy(
            update={"port": door.getsockname()[1], "embedded": False}
        )
        sensors = blueprint.sensors.model_copy(update={"broker": settings})
        elsewhere = replace(blueprint, sensors=sensors)
        assert (await found("broker", elsewhere)).well
    gone = await found("broker", elsewhere)
    assert not gone.well
    assert f":{settings.port}" in gone.words


async def test_an_own_broker_that_is_not_installed_says_how(blueprint: Blueprint) -> None:
    settings = blueprint.sensors.broker.model_copy(
        update={"program": "no-such-mosquitto", "port": 1}
    )
    sensors = blueprint.sensors.model_copy(update={"broker": settings})
    one = await found("broker", replace(blueprint, sensors=sensors))
    assert not one.well
    assert "apt-get install" in one.words


async def test_understanding_that_lacks_is_a_fault_unless_it_is_switched_off(
    blueprint: Blueprint, tmp_path: Path
) -> None:
    lacking = replace(blueprint, nlu=NluSettings(models=tmp_path))
    off = replace(blueprint, nlu=NluSettings(enabled=False))
    assert not (await found("nlu", lacking)).well
    one = await found("nlu", off)
    assert one.well
    assert "closed phrases" in one.words


async def test_every_speaker_is_looked_at(blueprint: Blueprint, tmp_path: Path) -> None:
    wav = WavSettings(kind="wav", room="lab", mouth=tmp_path / "none" / "mouth.raw")
    given = {"a-tablet": TabletSettings(kind="tablet", room="hall"), "pipe": wav}
    assistant = blueprint.assistant.model_copy(update={"speakers": given})
    one = await found("speakers", replace(blueprint, assistant=assistant))
    assert not one.well
    assert "a-tablet: comes" in one.words
    assert "pipe: " in one.words
    deaf = blueprint.assistant.model_copy(update={"speakers": {}})
    assert not (await found("speakers", replace(blueprint, assistant=deaf))).well


async def test_safety_sentences_that_were_never_recorded_are_missed(
    blueprint: Blueprint, tmp_path: Path
) -> None:
    assistant = blueprint.assistant.model_copy(update={"recorded": tmp_path / "none"})
    one = await found("phrases", replace(blueprint, assistant=assistant))
    assert not one.well
    assert "philomel voices record" in one.words
