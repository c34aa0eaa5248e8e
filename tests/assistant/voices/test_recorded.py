from pathlib import Path

import pytest

from assistant.audio import Audio
from assistant.voices.recorded import Recorded, safety_sentences
from care.errors import SetupError
from care.people import Language

SOUND = Audio(pcm=b"\x01\x00" * 100, rate=24_000)


def test_a_sentence_is_found_by_its_words_and_language(tmp_path: Path) -> None:
    phrases = Recorded(tmp_path)
    phrases.keep("Help is coming.", Language.ENGLISH, SOUND)
    assert phrases.find("Help  is coming.\n", Language.ENGLISH) == SOUND
    assert phrases.find("Help is coming.", Language.FRENCH) is None
    assert phrases.find("Help is coming. Not.", Language.ENGLISH) is None


def test_a_fact_in_it_may_be_any(tmp_path: Path) -> None:
    phrases = Recorded(tmp_path)
    phrases.keep("I am calling {contact} now.", Language.ENGLISH, SOUND)
    assert phrases.find("I am calling your daughter Ada now.", Language.ENGLISH) == SOUND
    assert phrases.find("I am calling nobody.", Language.ENGLISH) is None


def test_damaged_files_are_no_phrase(tmp_path: Path) -> None:
    phrases = Recorded(tmp_path)
    phrases.keep("Help is coming.", Language.ENGLISH, SOUND)
    next(tmp_path.rglob("*.wav")).write_bytes(b"damaged")
    assert phrases.find("Help is coming.", Language.ENGLISH) is None
    next(tmp_path.rglob("list.json")).write_text("{")
    assert phrases.find("Help is coming.", Language.ENGLISH) is None


@pytest.mark.parametrize("language", Language)
def test_every_language_has_its_safety_sentences(language: Language) -> None:
    found = safety_sentences(language)
    assert len(found) >= 30
    assert not any("{" in words for words in found.values())
    assert any("{contact}" in sentence for sentence in found)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(SetupError, match="file/en cannot be written"):
        Recorded(tmp_path / "file").keep("Help is coming.", Language.ENGLISH, SOUND)


def test_what_is_not_kept_is_named(tmp_path: Path) -> None:
    phrases = Recorded(tmp_path)
    phrases.keep("Help is coming.", Language.ENGLISH, SOUND)
    phrases.keep("Sit down.", Language.ENGLISH, SOUND)
    sentences = ("Help is coming.", "Sit down.", "Wait.")
    assert phrases.missing(sentences, Language.ENGLISH) == ("Wait.",)
    for file in (tmp_path / "en").glob("*.wav"):
        file.unlink()
    assert phrases.missing(sentences, Language.ENGLISH) == sentences
