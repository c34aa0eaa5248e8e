"""One speaker for several patients of a home, such as the one in their living room.

Each patient has a seat at it. What is heard belongs to whom was spoken to last, for a
while; after that to the first patient of config.yml. Voices are not told apart.
"""

import asyncio

from assistant.audio import HEARING_RATE, Audio
from assistant.speakers.microphone import Microphone
from assistant.speakers.port import Light, Speaker
from assistant.voices.port import NotSpoken, Spoken

HELD = 30.0
"""Real seconds after the end of speech in which an answer belongs to whom was spoken to."""


class SharedSpeaker:
    """The speaker and who holds it."""

    def __init__(self, speaker: Speaker) -> None:
        """Nobody has a seat yet."""
        self.speaker = speaker
        self._seats: list[Seat] = []
        self._holder: Seat | None = None
        self._until: asyncio.TimerHandle | None = None
        self.turn = asyncio.Lock()
        """Who is spoken to holds it: one waits for the other's words to end."""

    def seat(self) -> "Seat":
        """A place for one more patient; the first one keeps the speaker running."""
        seat = Seat(self)
        self._seats.append(seat)
        return seat

    @property
    def holder(self) -> "Seat":
        """Who hears what is said now."""
        return self._holder or self._seats[0]

    def give(self, seat: "Seat", seconds: float | None = None) -> None:
        """From now on what is heard belongs to this seat, for so long."""
        if self._until is not None:
            self._until.cancel()
        if self.holder is not seat:
            self.holder.microphone.interrupt()
        self._holder = seat
        if seconds is not None:
            back = asyncio.get_running_loop().call_later
            self._until = back(seconds, self.give, self._seats[0])

    async def run(self, seat: "Seat") -> None:
        """Run the speaker for the first seat; the others need do nothing."""
        if seat is not self._seats[0]:
            await asyncio.Event().wait()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.speaker.run(), name=f"shared {self.speaker.id}")
            tasks.create_task(self._hand_on(), name=f"seats of {self.speaker.id}")

    async def _hand_on(self) -> None:
        """What the microphone brings, to whom it belongs."""
        ears = self.speaker.microphone
        while True:
            async for pcm in ears.pieces():
                self._wake(ears)
                self.holder.microphone.feed(Audio(pcm=pcm, rate=HEARING_RATE))
            self._wake(ears)
            self.holder.microphone.interrupt()

    def _wake(self, ears: Microphone) -> None:
        if ears.woken:
            ears.woken, self.holder.microphone.woken = False, True


class Seat:
    """A shared speaker as one patient's `House` sees it."""

    def __init__(self, shared: SharedSpeaker) -> None:
        """Sit at it."""
        self.id, self.room = shared.speaker.id, shared.speaker.room
        self.microphone = Microphone()
        self._shared = shared

    @property
    def speaker(self) -> Speaker:
        """The speaker itself."""
        return self._shared.speaker

    @property
    def connected(self) -> bool:
        """See `port.Speaker`."""
        return self._shared.speaker.connected

    async def run(self) -> None:
        """See `port.Speaker`."""
        await self._shared.run(self)

    async def play(
        self, audio: Audio, words: str = "", *, listen: bool = False
    ) -> Spoken | NotSpoken:
        """See `port.Speaker`."""
        async with self._shared.turn:
            self._shared.give(self)
            try:
                return await self._shared.speaker.play(audio, words, listen=listen)
            finally:
                self._shared.give(self, HELD)

    async def hush(self) -> None:
        """See `port.Speaker`; others may be speaking through it."""
        if self._shared.holder is self:
            await self._shared.speaker.hush()

    async def show(self, light: Light) -> None:
        """See `port.Speaker`."""
        if self._shared.holder is self:
            await self._shared.speaker.show(light)
