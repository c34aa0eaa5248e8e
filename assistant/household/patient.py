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
        """Wait for words that match; AssertionError when they do not come in real seconds.

        Time in the home slows down to real time as soon as the speaker speaks, so that
        a person has a person's time to answer.
        """
        try:
            async with asyncio.timeout(within):
                while True:
                    told = await self._speaker.overheard.get()
                    if told.words:
                        self._scene.tell("Philomel", f'"{told.words}"')
                    if re.search(pattern, told.words, re.IGNORECASE):
                        return told
        except TimeoutError as error:
            raise AssertionError(f"nobody said anything like {pattern!r}") from error

    async def says(self, words: str) -> None:
        """Speak aloud in the room."""
        made = await self._mouth.say(words, self._delivery)
        if isinstance(made, NotSpoken):
            raise SpeechError(f"the virtual patient has no voice: {made.reason}")
        self._scene.tell("Rose", f'"{words}"')
        self._speaker.say(resampled(made, HEARING_RATE).pcm)
