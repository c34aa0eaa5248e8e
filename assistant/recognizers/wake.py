"""A wake word on the hub, for satellites without one; a convenience, never a safety path.

Measured with pymicro-wakeword: 7 to 8 of 10 voices in quiet, 3 to 5 in babble at 10 dB, no
false accept in 36 minutes of speech. So questions open the microphone by themselves, a
button is the sure way, and cries for help are heard without it where the patient agreed.
"""

from pathlib import Path

import pymicro_wakeword
from pymicro_wakeword import MicroWakeWord, MicroWakeWordFeatures

from assistant.recognizers.port import Hypothesis
from assistant.segmenter import Mark

WORDS = ("hey_jarvis", "okay_nabu", "hey_mycroft", "alexa")


class WakeListening:
    """Waits for one word in a stream; stands where a `Listening` does."""

    def __init__(self, word: str) -> None:
        """Load the word's model; KeyError for a word that there is none for."""
        if word not in WORDS:
            raise KeyError(word)
        models = Path(pymicro_wakeword.__file__).parent / "models"
        self._model = MicroWakeWord.from_config(models / f"{word}.json")
        self._features = MicroWakeWordFeatures()
        self._word = word.replace("_", " ")
        self.partial: str | None = None
        self.heard: Hypothesis | None = None
        self.seconds = 0.0
        self.quiet = 0.0

    def accept(self, pcm: bytes) -> tuple[Mark, ...]:
        """Take in 16 kHz 16-bit mono samples; ENDED when the word was said."""
        if self.heard is not None:
            return ()
        for features in self._features.process_streaming(pcm):
            if self._model.process_streaming(features):
                self.heard = Hypothesis(text=self._word, confidence=1.0, engine="wake")
                return (Mark.ENDED,)
        return ()

    def finish(self) -> Hypothesis | None:
        """The stream ended."""
        return self.heard
