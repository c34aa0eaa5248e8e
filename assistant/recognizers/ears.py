"""The station's ears: asks the recognizers' process, and survives it."""

import itertools
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Any

from assistant.audio import HEARING_RATE, SAMPLE_BYTES, Audio, resampled
from assistant.audio_child import Asked, Child, ChildFailed
from assistant.audio_pipe import Header
from assistant.recognizers.choice import EarsPlan
from assistant.recognizers.port import Context
from assistant.segmenter import Mark, Patience, patience
from care.clock import Clock
from care.speech import Heard

MODULE = "assistant.recognizers.worker"
TRIES = 2
KEPT = 30 * HEARING_RATE * SAMPLE_BYTES
"""Bytes of sound kept for a second try."""
PIECE = 1024 * SAMPLE_BYTES
"""Bytes of a recording that are handed on at once, 64 ms."""
PART = 60
"""Seconds of a recording that are resampled at once."""


class Missed(StrEnum):
    """Why nothing was heard."""

    SILENCE = "silence"
    """Sound came, and nobody spoke in it."""
    NO_WORDS = "no_words"
    """Somebody made a sound, and no engine found words in it."""
    STREAM_ENDED = "stream_ended"
    """The microphone stopped before anybody spoke."""
    NO_ENGINE = "no_engine"
    """No recognizer for this language, or it failed twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unheard:
    """Listening ended without words."""

    why: Missed
    reason: str = ""
    """For the log; holds nothing that was said."""


class Ears:
    """Listens through a child process that may crash or hang."""

    def __init__(self, plan: EarsPlan, clock: Clock, child: Asked | None = None) -> None:
        """Start nothing yet; `warm` or the first listening does.

        Args:
            plan: Which engines, with what models and sentences.
            clock: Dates what is heard.
            child: The process to ask; a test may give another one.
        """
        self._clock = clock
        self._child: Asked = child or Child(MODULE, json.dumps(asdict(plan), default=str))
        self._ids = itertools.count(1)

    async def warm(self, context: Context) -> str | Unheard:
        """Load what the language needs; the engines' name, or why there are none."""
        reply = await self._ask({"do": "warm", "context": asdict(context)})
        return reply if isinstance(reply, Unheard) else str(reply["engine"])

    async def hear(
        self, audio: Audio, context: Context, speaker: str = ""
    ) -> Heard | Unheard:
        """What is said in a whole recording, all its utterances as one."""
        waits = replace(patience(context.expects), wait=None)
        recording, said = _played(audio), list[Heard]()
        while True:
            found = await self.listen(recording, context, waits=waits, speaker=speaker)
            if isinstance(found, Heard):
                said.append(found)
            elif found.why is Missed.NO_ENGINE:
                return found
            elif found.why is Missed.STREAM_ENDED:
                break
        return _together(said) if said else Unheard(why=Missed.NO_WORDS)

    async def listen(
        self,
        microphone: AsyncIterator[bytes],
        context: Context,
        *,
        waits: Patience | None = None,
        wake: str | None = None,
        speaker: str = "",
        notice: Callable[[Mark], None] = lambda _mark: None,
        whole: Callable[[str], bool] = lambda _text: False,
    ) -> Heard | Unheard:
        """One utterance from a running microphone.

        Args:
            microphone: Pieces of 16 kHz 16-bit mono samples; read until the end of speech.
            context: What may be said.
            wake: Wait for this wake word only; no other word is looked at.
            waits: How long to wait for what; by default what `context.expects` asks for.
            speaker: Id for `Heard.speaker`.
            notice: Told when speech begins, pauses and ends.
            whole: Shown, again and again while somebody pauses, what was said so far; True
                when that is a whole question, which then ends sooner. Must return at once.
        """
        waits = waits or patience(context.expects)
        kept = bytearray()
        opening = {"context": asdict(context), "waits": asdict(waits), "wake": wake}
        found: Heard | Unheard = Unheard(why=Missed.NO_ENGINE)
        for _ in range(TRIES):
            found = await self._once(
                microphone, kept, opening, speaker=speaker, notice=notice, whole=whole
            )
            if isinstance(found, Heard) or found.why is not Missed.NO_ENGINE:
                break
        return found

    async def close(self) -> None:
        """End the child process."""
        await self._child.close()

    async def _once(
        self,
        microphone: AsyncIterator[bytes],
        kept: bytearray,
        opening: Header,
        *,
        speaker: str,
        notice: Callable[[Mark], None],
        whole: Callable[[str], bool],
    ) -> Heard | Unheard:
        """One try; `kept` is what an engine that died had already taken."""
        number = next(self._ids)
        opened = await self._ask({"do": "open", "id": number, **opening})
        if isinstance(opened, Unheard):
            return opened
        early: str | None = None
        try:
            async for pcm in _resumed(kept, microphone):
                told = {"whole": early} if early and whole(early) else {}
                reply = await self._ask({"do": "audio", "id": number, **told}, pcm)
                if isinstance(reply, Unheard):
                    return reply
                found = self._found(reply, speaker, notice)
                if found is not None:
                    return found
                early = reply.get("early")
            reply = await self._ask({"do": "finish", "id": number})
            if isinstance(reply, Unheard):
                return reply
            return self._found(reply, speaker, notice) or Unheard(why=Missed.STREAM_ENDED)
        finally:
            if self._child.pid is not None:
                await self._ask({"do": "close", "id": number})

    def _found(
        self, reply: Header, speaker: str, notice: Callable[[Mark], None]
    ) -> Heard | Unheard | None:
        """What a reply settles, if anything."""
        marks = [Mark(mark) for mark in reply["marks"]]
        for mark in marks:
            notice(mark)
        if reply["heard"] is not None:
            return self._heard(reply["heard"], reply["seconds"], reply["quiet"], speaker)
        return Unheard(why=Missed.SILENCE) if Mark.SILENCE in marks else None

    async def _ask(self, header: Header, pcm: bytes = b"") -> Header | Unheard:
        try:
            reply, _ = await self._child.ask(header, pcm)
        except ChildFailed as error:
            return Unheard(why=Missed.NO_ENGINE, reason=str(error))
        if not reply.get("ok"):
            return Unheard(why=Missed.NO_ENGINE, reason=str(reply.get("reason")))
        return reply

    def _heard(
        self, told: dict[str, Any], seconds: float, quiet: float, speaker: str
    ) -> Heard | Unheard:
        if not told["text"]:
            return Unheard(why=Missed.NO_WORDS)
        ended = self._clock.now() - timedelta(seconds=quiet)
        others = told["alternatives"]
        return Heard(
            text=told["text"],
            confidence=told["confidence"],
            started_at=ended - timedelta(seconds=max(0.0, seconds - quiet)),
            ended_at=ended,
            engine=told["engine"],
            speaker=speaker,
            second=others[0] if others else None,
            others=tuple(others[1:]),
            maybe=told.get("maybe"),
            looks=tuple(told.get("looks", ())),
        )


async def _resumed(
    kept: bytearray, microphone: AsyncIterator[bytes]
) -> AsyncIterator[bytes]:
    """What was already read, then the rest, which is kept too; the oldest is let go."""
    if kept:
        yield bytes(kept)
    async for pcm in microphone:
        kept += pcm
        del kept[:-KEPT]
        yield pcm


async def _played(audio: Audio) -> AsyncIterator[bytes]:
    """A recording as a microphone would send it; long ones are resampled in parts."""
    part = PART * audio.rate * SAMPLE_BYTES
    for start in range(0, len(audio.pcm), part):
        piece = Audio(pcm=audio.pcm[start : start + part], rate=audio.rate)
        pcm = resampled(piece, HEARING_RATE).pcm
        for at in range(0, len(pcm), PIECE):
            yield pcm[at : at + PIECE]


def _together(said: list[Heard]) -> Heard:
    """Several utterances of one recording; as sure as the least sure."""
    if len(said) == 1:
        return said[0]
    seconds = [one.second or one.text for one in said]
    differs = any(one.second for one in said)
    return replace(
        said[-1],
        text=" ".join(one.text for one in said),
        confidence=min(one.confidence for one in said),
        started_at=said[0].started_at,
        second=" ".join(seconds) if differs else None,
    )
