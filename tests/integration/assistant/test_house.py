"""A home's speaker, ears and mouth through real sound over real TCP."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from assistant.audio import Audio, resampled
from assistant.household.satellite import VirtualSpeaker
from assistant.recognizers.choice import EarsPlan
from assistant.recognizers.ears import Ears
from assistant.recognizers.port import Context
from assistant.speakers.house import House
from assistant.speakers.port import Change, Press
from assistant.speakers.wyoming import WyomingSpeaker
from assistant.voices.mouth import Mouth
from assistant.voices.port import Delivery, Spoken
from care.clock import SystemClock
from care.people import Language, PatientId
from care.speech import Expects, Heard, Prompt, Urgency

pytestmark = pytest.mark.integration

ENGLISH = Delivery(language=Language.ENGLISH)


def prompt(words: str) -> Prompt:
    return Prompt(
        patient=PatientId("ada"),
        language=Language.ENGLISH,
        words=words,
        urgency=Urgency.QUESTION,
    )


class Home:
    """A virtual speaker on loopback and everything that listens to it."""

    def __init__(self, folder: Path, port: int) -> None:
        self.port = port
        self.satellite = VirtualSpeaker(
            folder, playing_speed=20, sounds=lambda: None, tells=lambda _words: None
        )
        self.ears = Ears(EarsPlan(models=folder / "models"), SystemClock())
        self.mouth = Mouth()
        self.heard: asyncio.Queue[Heard] = asyncio.Queue()
        self.links: asyncio.Queue[tuple[str, Change | Press]] = asyncio.Queue()
        self.speaker = WyomingSpeaker(
            "bedroom",
            "bedroom",
            "127.0.0.1",
            port,
            noticed=lambda speaker, change: self.links.put_nowait((speaker, change)),
            echo_tail=0,
        )
        self.house = House(
            [self.speaker],
            self.ears,
            self.mouth,
            SystemClock(),
            context=Context(),
            heard=self.heard.put_nowait,
        )

    async def speak(self, words: str) -> None:
        """The patient says something."""
        made = await self.mouth.say(words, ENGLISH)
        assert isinstance(made, Audio)
        self.satellite.say(resampled(made, 16_000).pcm)


@asynccontextmanager
async def home(folder: Path, port: int) -> AsyncIterator[Home]:
    living = Home(folder, port)
    async with asyncio.TaskGroup() as tasks:
        served = tasks.create_task(living.satellite.serve("127.0.0.1", port))
        running = tasks.create_task(living.house.run())
        try:
            async with asyncio.timeout(90):
                assert await living.links.get() == ("bedroom", Change.CONNECTED)
                yield living
        finally:
            running.cancel()
            served.cancel()
            await living.ears.close()
            await living.mouth.close()


async def test_a_question_its_answer_and_a_cry_for_help_that_nobody_asked_for(
    tmp_path: Path, unused_tcp_port: int
) -> None:
    async with home(tmp_path, unused_tcp_port) as living:
        spoken = await living.house.say(prompt("Did you take your tablets?"))
        assert isinstance(spoken, Spoken)
        told = await living.satellite.overheard.get()
        assert told.words == "Did you take your tablets?"
        assert told.seconds == pytest.approx(spoken.seconds, abs=0.1)

        living.house.listen_for(Context(expects=Expects.DOSE))
        await living.speak("Yes, I took it.")
        heard = await living.heard.get()
        assert (heard.text, heard.speaker) == ("yes i took it", "bedroom")
        assert living.house.last_room == "bedroom"

        living.house.answered()
        await living.speak("Help, I've fallen.")
        assert (await living.heard.get()).text == "help i've fallen"
