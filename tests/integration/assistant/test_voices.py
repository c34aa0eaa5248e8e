"""Every voice with its real engine; what was said is recognised again."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.audio import Audio, resampled
from assistant.audio_child import Child
from assistant.audio_shape import trimmed
from assistant.recognizers.moonshine import Moonshine
from assistant.recognizers.port import Context, Recognizer
from assistant.voices import espeak_voice
from assistant.voices.espeak_voice import EspeakVoice
from assistant.voices.hibari_voice import HibariVoice
from assistant.voices.mouth import BEFORE_QUESTION, MODULE, PAUSE, Mouth
from assistant.voices.port import Delivery, NotSpoken, Voice
from assistant.voices.truth import doubt
from care.errors import SpeechError
from care.people import Language

pytestmark = pytest.mark.integration

ENGLISH = Delivery(language=Language.ENGLISH)
FRENCH = Delivery(language=Language.FRENCH)
SENTENCE = "Please take your tablets with a glass of water."


@pytest.fixture(scope="module")
def hibari() -> Voice:
    return HibariVoice()


@pytest.fixture(scope="module")
def espeak() -> Voice:
    return EspeakVoice()


@pytest.fixture(params=["hibari", "espeak"])
def voice(request: pytest.FixtureRequest) -> Voice:
    found: Voice = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def recognise() -> Callable[[Audio], str]:
    engine: Recognizer = Moonshine()

    def words(audio: Audio) -> str:
        session = engine.open(Context())
        session.accept(resampled(audio, 16_000).pcm)
        return session.finish().text

    return words


def test_what_was_said_is_understood(
    voice: Voice, recognise: Callable[[Audio], str]
) -> None:
    """A few words may be misheard: to a recognizer espeak is a hard voice."""
    wanted = set(SENTENCE.lower().rstrip(".").split())
    heard = set(recognise(voice.synthesize(SENTENCE, ENGLISH)).split())
    assert len(wanted - heard) <= 3


def test_the_default_pace_is_150_words_a_minute(voice: Voice) -> None:
    """As people hear it: with the pauses that the mouth puts between sentences."""
    prompts = (
        "Did you take your tablets?",
        "Please take one tablet of metformin with a glass of water.",
        "Your oxygen reading is low.",
        "How bad is your pain, from zero to ten?",
        "I have written down that your left knee hurts.",
    )
    words = sum(len(text.split()) for text in prompts)
    seconds = sum(trimmed(voice.synthesize(text, ENGLISH)).seconds for text in prompts)
    pauses = 3 * PAUSE + 2 * BEFORE_QUESTION
    assert 60 * words / (seconds + pauses) == pytest.approx(150, rel=0.1)


def test_slower_is_slower(voice: Voice) -> None:
    slow = voice.synthesize(SENTENCE, Delivery(language=Language.ENGLISH, rate=110))
    fast = voice.synthesize(SENTENCE, Delivery(language=Language.ENGLISH, rate=190))
    assert slow.seconds > 1.3 * fast.seconds


def test_fifty_sentences_are_all_there(voice: Voice) -> None:
    for number in range(50):
        text = f"Sentence {number} is here."
        assert doubt(voice.synthesize(text, ENGLISH), text) is None


def test_odd_text_neither_crashes_nor_hangs(voice: Voice) -> None:
    for odd in ("<speak>&amp;", "\0null", "\ud800", "a" * 300, "\u4f60\u597d", "-- ''"):
        try:
            assert voice.synthesize(odd, ENGLISH).seconds < 120
        except SpeechError:
            continue


def test_espeak_speaks_french_and_hibari_says_that_it_cannot(
    hibari: Voice, espeak: Voice
) -> None:
    assert espeak.synthesize("Avez-vous pris vos comprim\u00e9s ?", FRENCH).seconds > 1
    assert not hibari.speaks(Language.FRENCH)
    with pytest.raises(SpeechError, match="no voice for fr"):
        hibari.synthesize("Bonjour", FRENCH)


def test_hibari_is_lower_at_the_same_pace(hibari: Voice) -> None:
    low = hibari.synthesize(SENTENCE, Delivery(language=Language.ENGLISH, pitch=-4))
    usual = hibari.synthesize(SENTENCE, ENGLISH)
    assert low.rate < 0.82 * usual.rate
    assert low.seconds == pytest.approx(usual.seconds, rel=0.15)


def test_a_lower_pitch_is_lower(espeak: Voice) -> None:
    low = Delivery(language=Language.ENGLISH, pitch=-6)
    assert espeak.synthesize(SENTENCE, low).pcm != espeak.synthesize(SENTENCE, ENGLISH).pcm


def test_espeak_speaks_where_memory_is_full(
    espeak: Voice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(espeak_voice, "ROOM", 1 << 62)
    assert espeak.synthesize(SENTENCE, ENGLISH).seconds > 1


def test_espeak_works_without_any_debian_package(tmp_path: Path) -> None:
    program = (
        "from assistant.voices.espeak_voice import EspeakVoice\n"
        "from assistant.voices.port import Delivery\n"
        "from care.people import Language\n"
        "delivery = Delivery(language=Language('en'))\n"
        "audio = EspeakVoice().synthesize('Good morning', delivery)\n"
        "assert audio.seconds > 0.4, audio.seconds\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PATH": str(tmp_path), "PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr


async def test_a_voice_that_was_killed_is_replaced_and_comes_back() -> None:
    hibari, espeak = Child(MODULE, "hibari"), Child(MODULE, "espeak")
    mouth = Mouth(children={"hibari": hibari, "espeak": espeak})
    await mouth.warm(Language.ENGLISH)
    assert hibari.pid is not None
    os.kill(hibari.pid, signal.SIGKILL)
    assert isinstance(await mouth.say("Good morning.", ENGLISH), Audio)
    assert isinstance(await mouth.say("And a good day.", ENGLISH), Audio)
    assert hibari.starts == 2
    await mouth.close()


async def test_when_no_engine_can_be_had_nothing_is_claimed() -> None:
    nobody = {name: Child(MODULE, "nobody") for name in ("hibari", "espeak")}
    failed = await Mouth(children=nobody).say("Good morning.", ENGLISH)
    assert isinstance(failed, NotSpoken)
    assert "hibari" in failed.reason
    assert "espeak" in failed.reason
