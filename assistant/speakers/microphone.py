"""The sound that a speaker sends, waiting to be listened to."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator

from assistant.audio import HEARING_RATE, SAMPLE_BYTES, Audio, resampled

HELD_SECONDS = 30.0
"""Older sound is dropped when nobody listens."""
ECHO_TAIL = 0.2
"""Sound dropped after our own voice ended: the room still echoes."""
PRE_ROLL = 1.0
"""A piece this long is a satellite's memory from before it noticed speech."""
PRE_ROLL_KEPT = 0.5
"""What of it is used straight after our own voice, which is in it too."""

_BYTES_A_SECOND = HEARING_RATE * SAMPLE_BYTES


class Microphone:
    """A bounded queue of 16 kHz samples with half duplex."""

    def __init__(self, echo_tail: float = ECHO_TAIL) -> None:
        """Begin empty and open; `echo_tail` seconds are dropped after our own voice."""
        self._echo_tail = echo_tail
        self._pieces: deque[bytes] = deque()
        self._held = 0
        self._arrived = asyncio.Event()
        self._interruptions = 0
        self._muted = False
        self._tail = 0.0
        self._fresh = False
        self.woken = False
        """The satellite heard its own wake word, or a button was pressed."""
        self.lost_bytes = 0

    def feed(self, audio: Audio) -> None:
        """Sound from the speaker; dropped while muted."""
        if self._muted:
            return
        pcm = resampled(audio, HEARING_RATE).pcm
        pcm = pcm[
            : len(pcm) // SAMPLE_BYTES * SAMPLE_BYTES
        ]  # half a sample shifts the rest
        if self._fresh and audio.seconds >= PRE_ROLL:
            pcm = pcm[-int(PRE_ROLL_KEPT * _BYTES_A_SECOND) // 2 * 2 :]
        self._fresh = False
        echo = min(len(pcm), round(self._tail * HEARING_RATE) * SAMPLE_BYTES)
        self._tail -= echo / _BYTES_A_SECOND
        self._keep(pcm[echo:])

    @property
    def held(self) -> float:
        """Seconds of sound that wait for somebody to listen."""
        return self._held / _BYTES_A_SECOND

    def mute(self) -> None:
        """Our own voice begins: what was heard so far ends here."""
        self._muted = True
        self.interrupt()

    def unmute(self, *, waited: bool = False, sounding: float = 0.0) -> None:
        """Our own voice ended.

        Args:
            waited: Its echo has died away already.
            sounding: Seconds that the loudspeaker still holds, as after "stop".
        """
        self._muted, self._fresh = False, True
        self._tail = sounding + (0.0 if waited and not sounding else self._echo_tail)

    def interrupt(self) -> None:
        """End the listening that is going on; what follows belongs to the next one."""
        self._interruptions += 1
        self._arrived.set()

    def forget(self) -> None:
        """Drop what nobody has listened to."""
        self._pieces.clear()
        self._held = 0

    async def pieces(self) -> AsyncIterator[bytes]:
        """Samples as they come, until the next interruption."""
        begun = self._interruptions
        while self._interruptions == begun:
            if self._pieces:
                piece = self._pieces.popleft()
                self._held -= len(piece)
                yield piece
            else:
                self._arrived.clear()
                await self._arrived.wait()

    def _keep(self, pcm: bytes) -> None:
        if not pcm:
            return
        self._pieces.append(pcm)
        self._held += len(pcm)
        while self._held > HELD_SECONDS * _BYTES_A_SECOND:
            dropped = self._pieces.popleft()
            self._held -= len(dropped)
            self.lost_bytes += len(dropped)
        self._arrived.set()
