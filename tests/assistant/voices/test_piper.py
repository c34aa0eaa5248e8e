import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.voices.piper import PiperVoice, install, piper_voices, state, voice_named
from care.errors import SetupError
from care.people import Language


def small(stick: Path) -> PiperVoice:
    """A voice of two small files, carried on a stick."""
    stick.mkdir()
    sums = []
    for name in ("x.onnx", "x.onnx.json"):
        (stick / name).write_bytes(name.encode() * 1000)
        sums.append((name, hashlib.sha256(name.encode() * 1000).hexdigest()))
    return replace(piper_voices()[0], name="x", sums=tuple(sums))


def test_every_voice_is_pinned_and_has_a_licence() -> None:
    assert {voice.language for voice in piper_voices()} == set(Language)
    for voice in piper_voices():
        assert voice.licence
        assert voice.url.endswith(voice.name.replace("-", "/"))
        assert [len(checksum) for _, checksum in voice.sums] == [64, 64]
        assert voice_named(voice.name) is voice
    with pytest.raises(SetupError, match="fr_FR-siwis-medium"):
        voice_named("klingon")


def test_a_voice_comes_from_a_stick_whole_or_not_at_all(tmp_path: Path) -> None:
    voice, folder = small(tmp_path / "stick"), tmp_path / "voices"
    told: list[int] = []
    assert state(voice, folder) == "absent"
    install(voice, folder, str(tmp_path / "stick"), lambda done, _: told.append(done))
    assert (state(voice, folder), max(told)) == ("whole", 11_000)

    (folder / "x.onnx").write_bytes(b"moved")
    assert state(voice, folder) == "damaged"
    (tmp_path / "stick" / "x.onnx").write_bytes(b"other")
    with pytest.raises(SetupError, match="--from FOLDER"):
        install(voice, folder, str(tmp_path / "stick"), lambda *_: None)
    assert (folder / "x.onnx").read_bytes() == b"moved"
