from pathlib import Path

from assistant.audio import Audio
from assistant.voices.recorded import Recorded
from care.people import Language

SOUND = Audio(pcm=b"\x01\x00" * 100, rate=24_000)


def test_a_phrase_is_found_by_its_words_and_language(tmp_path: Path) -> None:
    phrases = Recorded(tmp_path)
    phrases.keep("Help is coming.", Language.ENGLISH, SOUND)
    assert phrases.find("Help  is coming.\n", Language.ENGLISH) == SOUND
    assert phrases.find("Help is coming.", Language.FRENCH) is None
    assert phrases.find("Something else.", Language.ENGLISH) is None


def test_a_damaged_file_is_no_phrase(tmp_path: Path) -> None:
    phrases = Recorded(tmp_path)
    phrases.keep("Help is coming.", Language.ENGLISH, SOUND)
    next(tmp_path.rglob("*.wav")).write_bytes(b"damaged")
    assert phrases.find("Help is coming.", Language.ENGLISH) is None
