"""Counting what was heard rightly."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

from assistant.answers import read
from assistant.meant import closed_intent
from assistant.nlu_process import serving
from assistant.nlu_settings import NluSettings
from assistant.recognizers.port import Hypothesis
from assistant.safety import catch, heard_cry
from assistant.understanding import Understander, with_looks
from benchmarks.voice.corpus import ANSWERS, COMMANDS, TALK, Utterance
from care.clock import SystemClock
from care.people import Language
from care.speech import Certainty, Cry, Heard, Unavailable, Understanding

Meant = Mapping[str, Understanding | Unavailable]
ENGLISH = Language.ENGLISH


async def _parsed(
    texts: list[str], language: Language
) -> dict[str, Understanding | Unavailable]:
    async with serving() as door:
        if isinstance(door, Unavailable):
            print(f"without the nlu service: {door.reason}")
            return {}
        mind = Understander(door, NluSettings(parse_within=30))
        found = {text: await mind.parse(text, language) for text in texts}
        await mind.close()
        return found


def meanings(texts: Iterable[str], language: Language = ENGLISH) -> Meant:
    """What the home's own NLU service makes of each text; closed phrases without it."""
    wanted = sorted(set(filter(None, texts)))
    parsed = asyncio.run(_parsed(wanted, language))
    nothing = Unavailable(reason="no service")
    return {
        text: parsed[text] if text in parsed else closed_intent(text, language) or nothing
        for text in wanted
    }


def cry(found: Hypothesis, meant: Meant, *, overheard: bool = False) -> Cry | None:
    """What the safety net catches, as in the home; see `Heard.overheard`."""
    if not found.text:
        return None
    now = SystemClock().now()
    others = found.alternatives
    heard = Heard(
        text=found.text,
        confidence=found.confidence,
        started_at=now,
        ended_at=now,
        engine=found.engine,
        second=others[0] if others else None,
        maybe=found.maybe,
        looks=found.looks,
        overheard=overheard,
    )
    nothing = Unavailable(reason="no service")
    own, *looks = (meant.get(text, nothing) for text in (found.text, *found.looks))
    return heard_cry(heard, ENGLISH, with_looks(own, looks))


def right(said: Utterance, text: str, meant: Meant) -> bool:
    """Whether the text does the same as what was said: same answer or same intent."""
    if said.intent in ANSWERS:
        asked = ANSWERS[said.intent]
        wanted = read((said.text,), asked, ENGLISH, meant.get(said.text))
        found = read((text,), asked, ENGLISH, meant.get(text))
        facts = (found.meaning, found.number, found.text)
        return facts == (wanted.meaning, wanted.number, wanted.text)
    one, other = meant.get(said.text), meant.get(text)
    same = isinstance(one, Understanding) and isinstance(other, Understanding)
    return same and one.intent == other.intent  # type: ignore[union-attr]


@dataclass
class Tally:
    """What came of many clips."""

    edits: int = 0
    words: int = 0
    right: int = 0
    commands: int = 0
    caught: int = 0
    asked: int = 0
    emergencies: int = 0
    talk: int = 0
    false_alarms: int = 0
    false_questions: int = 0
    false_commands: int = 0
    missed: list[str] = field(default_factory=list)

    def count(self, said: Utterance, found: Hypothesis, meant: Meant) -> None:
        """One clip. Only what the text alone would give can be lost by hearing it."""
        wanted = said.text.split()
        self.edits += Levenshtein.distance(wanted, found.text.split())
        self.words += len(wanted)
        caught, truth = cry(found, meant), catch((said.text,), ENGLISH, meant[said.text])
        if said.kind == "command":
            self._command(said, found, meant)
        elif said.kind == "emergency" and truth:
            self.emergencies += 1
            self.caught += caught is not None
            self.asked += caught is not None and caught.certainty is Certainty.DOUBTFUL
            if caught is None:
                self.missed.append(f"cry missed: {said.text!r} as {_shown(found)}")
        if said.kind == "talk" or not truth:
            self._false(said, found, meant, caught if not truth else None)

    def _command(self, said: Utterance, found: Hypothesis, meant: Meant) -> None:
        self.commands += 1
        good = right(said, found.text, meant)
        self.right += good
        if not good:
            self.missed.append(f"command missed: {said.text!r} as {_shown(found)}")

    def _false(
        self, said: Utterance, found: Hypothesis, meant: Meant, caught: Cry | None
    ) -> None:
        self.talk += 1
        if caught:
            act = caught.certainty is Certainty.CERTAIN
            self.false_alarms += act
            self.false_questions += not act
            self.missed.append(f"{caught.certainty} for {said.text!r} as {_shown(found)}")
        if said.intent in TALK:
            one = meant.get(found.text)
            intent = one.intent if isinstance(one, Understanding) else ""
            self.false_commands += intent in COMMANDS and not right(said, found.text, meant)

    def row(self) -> str:
        """Percentages, and how many clips they are of."""

        def share(part: int, whole: int) -> str:
            return f"{100 * part / whole:5.1f}" if whole else "    -"

        caught = share(self.caught, self.emergencies)
        questioned = share(self.asked, self.emergencies)
        alarms = share(self.false_alarms, self.talk)
        questions = share(self.false_questions, self.talk)
        return (
            f"{share(self.edits, self.words)} {share(self.right, self.commands)} "
            f"{self.commands:4} {caught} {questioned} {self.emergencies:4} "
            f"{alarms} {questions} {self.talk:4} {self.false_commands:3}"
        )


def _shown(found: Hypothesis) -> str:
    return f"{found.text!r} {found.alternatives} {found.maybe or found.looks}"
