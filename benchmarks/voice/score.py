"""Counting what was heard rightly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from assistant.recognizers.port import Hypothesis
from assistant.safety.net import catch
from benchmarks.voice.corpus import TALK, Utterance
from care.people import Language

NEAREST = 72.0
"""`fuzz.ratio` to a training sentence from which a text counts as its intent."""


def cries(texts: Sequence[str]) -> bool:
    """Whether the safety net catches a cry for help, without the NLU service."""
    return catch(tuple(filter(None, texts)), Language.ENGLISH, None) is not None


class Intents:
    """A stand-in for the NLU service: the intent of the nearest training sentence."""

    def __init__(self, sentences: Mapping[str, Sequence[str]]) -> None:
        """Take the training sentences by intent."""
        self._of = {text: intent for intent, texts in sentences.items() for text in texts}
        self._texts = list(self._of)

    def of(self, text: str) -> str | None:
        """The intent, or None when no sentence is near."""
        if text in self._of:
            return self._of[text]
        if " " not in text:
            return None
        near = process.extractOne(
            text, self._texts, scorer=fuzz.ratio, score_cutoff=NEAREST
        )
        return None if near is None else self._of[near[0]]


@dataclass
class Tally:
    """What came of many clips."""

    edits: int = 0
    words: int = 0
    right: int = 0
    commands: int = 0
    caught: int = 0
    emergencies: int = 0
    false_cries: int = 0
    false_commands: int = 0
    talk: int = 0
    missed: list[tuple[str, str]] = field(default_factory=list)

    def count(self, said: Utterance, heard: Hypothesis, intents: Intents) -> None:
        """One clip. Only what the text alone would give can be lost by hearing it."""
        wanted = said.text.split()
        self.edits += Levenshtein.distance(wanted, heard.text.split())
        self.words += len(wanted)
        texts = (heard.text, *heard.alternatives[:1])
        if said.kind == "command" and intents.of(said.text) == said.intent:
            self.commands += 1
            self.right += intents.of(heard.text) == said.intent
        elif said.kind == "emergency" and cries([said.text]):
            self.emergencies += 1
            if cries(texts):
                self.caught += 1
            else:
                self.missed.append((said.text, " / ".join(texts)))
        elif said.kind == "talk":
            self.talk += 1
            self.false_cries += cries(texts) and not cries([said.text])
            found = intents.of(heard.text)
            self.false_commands += found is not None and found not in (*TALK, said.intent)

    def row(self) -> str:
        """Percentages."""

        def share(part: int, whole: int) -> str:
            return f"{100 * part / whole:5.1f}" if whole else "    -"

        return (
            f"{share(self.edits, self.words)} {share(self.right, self.commands)} "
            f"{share(self.caught, self.emergencies)} {share(self.false_cries, self.talk)} "
            f"{share(self.false_commands, self.talk)}"
        )
