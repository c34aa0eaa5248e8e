import socket
from pathlib import Path

import pytest

from assistant.speaker_check import checked
from assistant.speaker_settings import (
    EsphomeSettings,
    TabletSettings,
    WavSettings,
    WyomingSettings,
)


async def test_a_satellite_that_answers_is_well() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
        given = WyomingSettings(kind="wyoming", room="hall", host="127.0.0.1", port=port)
        one = await checked("hall", given)
        assert (one.well, one.words) == (True, f"hall: answers on 127.0.0.1:{port}")
    # Nobody there: on this machine it may still come with the home.
    assert (await checked("hall", given)).well
    assert "nobody answers" in (await checked("hall", given)).words


async def test_one_elsewhere_that_does_not_answer_is_not_well() -> None:
    given = WyomingSettings(kind="wyoming", room="hall", host="no.such.host.invalid")
    assert not (await checked("hall", given)).well


@pytest.mark.parametrize("key", [None, "", "AAAA", "not base64 \u00e9"])
async def test_a_device_without_a_key_says_which(tmp_path: Path, key: str | None) -> None:
    file = tmp_path / "bed.key"
    if key is not None:
        file.write_text(key, encoding="utf-8")
    given = EsphomeSettings(
        kind="esphome", room="bedroom", host="127.0.0.1", key_file=file, media_host="::1"
    )
    one = await checked("bed", given)
    assert not one.well
    assert str(file) in one.words


async def test_files_must_have_their_place(tmp_path: Path) -> None:
    given = WavSettings(kind="wav", room="lab", mouth=tmp_path / "mouth.raw")
    assert (await checked("lab", given)).well
    deaf = given.model_copy(update={"ears": tmp_path / "none.wav"})
    one = await checked("lab", deaf)
    assert (one.well, "none.wav is not there" in one.words) == (False, True)


async def test_a_tablet_comes_by_itself() -> None:
    assert (await checked("bed", TabletSettings(kind="tablet", room="bedroom"))).well
