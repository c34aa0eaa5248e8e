"""Utterances spoken by several synthetic voices, made when the benchmark runs.

Sentences come from the NLU data: some of those that are trained on ("known") and the blind
ones that nobody trains or tunes on ("unseen"). No sound is kept.
"""

import os
import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from assistant.audio import Audio, read_wav, resampled
from assistant.recognizers.plain import plain
from assistant.voices.hibari_voice import HibariVoice
from assistant.voices.port import Delivery
from care.people import Language
from care.speech import Expects

NLU = Path(__file__).parents[2] / "nlu"
TALK = ("everyday_talk", "small_talk", "out_of_scope")
COMMANDS = (
    "affirm", "deny", "dont_know", "dose_taken", "dose_snooze", "dose_refused",
    "pain_score", "pain_location", "ask_last_reading", "ask_next_dose", "repeat",
    "louder_slower", "stop", "call_caregiver", "cancel_false_alarm", "ask_time",
)  # fmt: skip
ANSWERS = {
    "affirm": Expects.YES_NO, "deny": Expects.YES_NO, "dose_taken": Expects.DOSE,
    "dose_snooze": Expects.DOSE, "dose_refused": Expects.DOSE, "dont_know": Expects.DOSE,
    "pain_score": Expects.SCORE, "pain_location": Expects.PLACE,
}  # fmt: skip
"""Intents that answer a question, and which kind of question."""
TUNED_ON = frozenset({"hibari", "flite slt", "flite awb", "espeak en-us"})
"""Voices on which the arbiter's limits were set; the others were not heard before."""
RATE = 16_000

Speak = Callable[[str], Audio]


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """A sentence and what it is for."""

    text: str
    intent: str
    known: bool

    @property
    def kind(self) -> str:
        """Whether it is a command, an emergency or talk."""
        if self.intent in TALK:
            return "talk"
        return "command" if self.intent in COMMANDS else "emergency"


def by_intent() -> dict[str, list[str]]:
    """Plain sentences of the training data."""
    found: dict[str, list[str]] = {}
    for file in sorted((NLU / "data" / "en").glob("*.yml")):
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
        for intent, kinds in (data.get("intents") or {}).items():
            lines = str(kinds.get("sentences") or "").splitlines()
            found[intent] = list(filter(None, map(plain, lines)))
    return found


def utterances(each: int, seed: int = 7) -> list[Utterance]:
    """`each` known and `each` unseen sentences of every intent that counts."""
    pick = random.Random(seed)
    blind = yaml.safe_load((NLU / "blind" / "en.yml").read_text(encoding="utf-8"))
    trained = by_intent()
    found = []
    for intent in trained:
        counts = intent.startswith("emergency") or intent == "request_help_generic"
        if not counts and intent not in (*COMMANDS, *TALK):
            continue
        unseen = list(filter(None, map(plain, str(blind.get(intent, "")).splitlines())))
        for texts, known in ((trained[intent], True), (unseen, False)):
            chosen = pick.sample(texts, min(each, len(texts)))
            found += [Utterance(text=text, intent=intent, known=known) for text in chosen]
    return found


def voices() -> Iterator[tuple[str, Speak]]:
    """Every synthetic voice of this machine, from neural to formant.

    A Piper voice speaks when the program `piper` is there and PIPER_VOICE names its file.
    """
    hibari = HibariVoice()

    def neural(text: str) -> Audio:
        made = hibari.synthesize(text, Delivery(language=Language.ENGLISH))
        return resampled(made, RATE)

    yield "hibari", neural
    if shutil.which("flite"):
        for name in ("slt", "rms", "awb"):
            yield (
                f"flite {name}",
                _program("flite", "-voice", name, "-t", "{text}", "-o", "{file}"),
            )
    if shutil.which("espeak-ng"):
        for name in ("en-us", "en-gb+f2"):
            yield (
                f"espeak {name}",
                _program("espeak-ng", "-v", name, "-s", "140", "-w", "{file}", "{text}"),
            )

    if shutil.which("text2wave"):
        yield "festival kal", _program("text2wave", "{text}", "-o", "{file}", say=True)
    if shutil.which("piper") and os.environ.get("PIPER_VOICE"):
        voice = os.environ["PIPER_VOICE"]
        slow = ("--length-scale", "1.3")
        yield "piper", _program("piper", "-m", voice, *slow, "-f", "{file}", "--", "{text}")


def _program(*command: str, say: bool = False) -> Speak:
    """A voice that writes a file; with `say` it reads the text from a file, too."""

    def speak(text: str) -> Audio:
        with tempfile.TemporaryDirectory() as folder:
            file, script = Path(folder) / "said.wav", Path(folder) / "said.txt"
            script.write_text(text, encoding="utf-8")
            said = str(script) if say else text
            words = [part.format(text=said, file=file) for part in command]
            subprocess.run(words, check=True, capture_output=True)
            return resampled(read_wav(Path(file)), RATE)

    return speak
