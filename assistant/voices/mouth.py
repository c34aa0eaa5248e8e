"""The station's mouth: asks the voices' processes, believes none, and tries the next."""

import asyncio
import contextlib
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import asdict
from weakref import WeakValueDictionary

from assistant.audio import Audio, joined, silence
from assistant.audio_child import Asked, Child, ChildFailed
from assistant.audio_shape import at_level, chime, trimmed
from assistant.voices.port import Delivery, NotSpoken
from assistant.voices.recorded import Recorded
from assistant.voices.spoken import sentences, spoken
from assistant.voices.truth import doubt
from care.clock import stopwatch
from care.people import Language

MODULE = "assistant.voices.worker"
OUT_RATE = 24_000
ORDER: Mapping[Language, tuple[str, ...]] = {
    Language.ENGLISH: ("hibari", "espeak"),
    Language.FRENCH: ("espeak",),
}
"""Engines by language, best first; after them the recorded phrases."""
CACHED = 256
"""Sentences kept as sound; prompts repeat."""
PAUSE, BEFORE_QUESTION = 0.4, 0.8
"""Seconds between sentences."""
SAID_WITHIN = 8.0
"""Real seconds for one sentence; engines here need less than one."""
PATIENCE = SAID_WITHIN + 1.0
"""Real seconds for an engine that is still loading, or busy, where another can speak."""
REST = 60.0
"""Real seconds in which an engine that hung, or crashed twice, is not asked: to start it
anew takes seconds, and a crisis cannot wait for it."""


class Mouth:
    """Turns words into sound that is really there."""

    def __init__(
        self,
        recorded: Recorded | None = None,
        order: Mapping[Language, tuple[str, ...]] = ORDER,
        children: Mapping[str, Asked] | None = None,
        pronounced: Mapping[str, str] | None = None,
    ) -> None:
        """Start nothing yet.

        Args:
            recorded: Phrases made at set-up, the last resort.
            order: Engines by language, best first.
            children: The engines' processes by name; a test may give others.
            pronounced: Names of this home and how to write them for an engine.
        """
        self._recorded = recorded
        self.order = order
        self._pronounced = dict(pronounced or {})
        names = {name for engines in order.values() for name in engines}
        self._children: dict[str, Asked] = dict(
            children or {name: Child(MODULE, name, limit=SAID_WITHIN) for name in names}
        )
        self._resting: dict[str, float] = {}
        self._failed: set[str] = set()
        self._cache: OrderedDict[tuple[str, Delivery], Audio] = OrderedDict()
        self._making: WeakValueDictionary[tuple[str, Delivery], asyncio.Lock] = (
            WeakValueDictionary()
        )

    async def say(
        self, words: str, delivery: Delivery, *, level: int = 0, attention: bool = False
    ) -> Audio | NotSpoken:
        """The words as sound, ready to play.

        Args:
            words: What to say, as it would be written.
            delivery: Language and pace.
            level: Step of the volume ladder, 0 quietest.
            attention: Begin with the chime.
        """
        pieces: list[Audio] = [chime(OUT_RATE)] if attention else []
        said = sentences(words)
        if not said:
            return NotSpoken(reason="nothing to say")
        for place, sentence in enumerate(said):
            made = await self._sentence(sentence, delivery)
            if isinstance(made, NotSpoken):
                return made
            if place:
                pause = BEFORE_QUESTION if sentence.endswith("?") else PAUSE
                pieces.append(silence(pause, OUT_RATE))
            pieces.append(at_level(trimmed(made), level))
        return joined(pieces, OUT_RATE)

    async def warm(self, language: Language) -> None:
        """Load the language's best engine now rather than before the first prompt."""
        for engine in self.order.get(language, ())[:1]:
            with contextlib.suppress(ChildFailed):
                await self._children[engine].ask({"do": "ready"})

    async def close(self) -> None:
        """End the children."""
        for child in self._children.values():
            await child.close()

    async def _sentence(self, sentence: str, delivery: Delivery) -> Audio | NotSpoken:
        """One written sentence by the first engine that can, else as it was recorded."""
        text = spoken(sentence, delivery.language, self._pronounced)
        key = (text, delivery)
        async with self._making.setdefault(key, asyncio.Lock()):  # made once, not twice
            if key not in self._cache:
                return await self._made(sentence, text, delivery)
            self._cache.move_to_end(key)
            return self._cache[key]

    async def _made(
        self, sentence: str, text: str, delivery: Delivery
    ) -> Audio | NotSpoken:
        reasons = []
        found = None
        engines = self._awake(self.order.get(delivery.language, ()))
        for engine in engines:
            if engine == engines[-1] and self._recorded is not None:
                found = self._recorded.find(sentence, delivery.language)
            alone = engine == engines[-1] and found is None
            made = await self._by(engine, text, delivery, None if alone else PATIENCE)
            if isinstance(made, Audio):
                self._cache[text, delivery] = made
                if len(self._cache) > CACHED:
                    self._cache.popitem(last=False)
                return made
            reasons.append(f"{engine}: {made.reason}")
        failed = "; ".join(reasons) or f"no voice for {delivery.language}"
        return found or NotSpoken(reason=failed)

    def _awake(self, engines: tuple[str, ...]) -> tuple[str, ...]:
        """Those that did not hang lately; all of them when there is no other."""
        now = stopwatch()
        return tuple(e for e in engines if self._resting.get(e, now) <= now) or engines

    async def _by(
        self, engine: str, text: str, delivery: Delivery, within: float | None
    ) -> Audio | NotSpoken:
        """What one engine makes of it, within so many real seconds."""
        request = {"do": "synthesize", "text": text, "delivery": asdict(delivery)}
        try:
            async with asyncio.timeout(within):
                reply, pcm = await self._children[engine].ask(request)
        except TimeoutError:
            self._resting[engine] = stopwatch() + REST
            return NotSpoken(reason=f"{engine} is not ready")
        except ChildFailed as error:
            if engine in self._failed or isinstance(error.__cause__, TimeoutError):
                self._resting[engine] = stopwatch() + REST
            self._failed.add(engine)
            return NotSpoken(reason=str(error))
        self._failed.discard(engine)
        if not reply.get("ok"):
            return NotSpoken(reason=str(reply.get("reason")))
        audio = Audio(pcm=pcm, rate=int(reply["rate"]))
        doubts = doubt(audio, text)
        return audio if doubts is None else NotSpoken(reason=doubts)
