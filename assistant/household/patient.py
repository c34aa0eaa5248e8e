"""The virtual patient: hears what the speaker plays, and speaks into its microphone."""

import asyncio
import re

from assistant.audio import HEARING_RATE, resampled
from assistant.household.satellite import Overheard, VirtualSpeaker
from assistant.household.scene import Scene
from assistant.voices.mouth import Mouth
from assistant.voices.port import Delivery, NotSpoken
from care.errors import SpeechError
from care.people import Language


class VirtualPatient:
    """Speaks with a synthetic voice; the station has to recognise it like any other."""

    def __init__(self, speaker: VirtualSpeaker, mouth: Mouth, scene: Scene) -> None:
        """Live beside a speaker."""
        self._speaker = speaker
        self._mouth = mouth
        self._scene = scene
        self._delivery = Delivery(language=Language.ENGLISH)

    async def hears(self, pattern: str, within: float) -> Overheard:
        """Wait for words that match; AssertionError when they do not come in time."""
        try:
            async with asyncio.timeout(within):
                while True:
                    told = await self._speaker.overheard.get()
                    if re.search(pattern, told.words, re.IGNORECASE):
                        return told
        except TimeoutError as error:
            raise AssertionError(f"nobody said anything like {pattern!r}") from error

    def forget(self) -> None:
        """What was said so far does not matter any more."""
        while not self._speaker.overheard.empty():
            self._speaker.overheard.get_nowait()

    async def says(self, words: str) -> None:
        """Speak aloud in the room."""
        made = await self._mouth.say(words, self._delivery)
        if isinstance(made, NotSpoken):
            raise SpeechError(f"the virtual patient has no voice: {made.reason}")
        self._scene.tell("Rose", f'"{words}"')
        self._speaker.say(resampled(made, HEARING_RATE).pcm)
