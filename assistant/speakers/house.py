"""All speakers of a home with its ears and its mouth: what the station talks through."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from assistant.audio import Audio
from assistant.recognizers.ears import Ears, Missed, Unheard
from assistant.recognizers.port import Context
from assistant.segmenter import Mark, patience
from assistant.speakers import loudness
from assistant.speakers.manner import USUAL, Manner
from assistant.speakers.port import Light, Press, Speaker
from assistant.speakers.rooms import EVERYWHERE, targets
from assistant.voices.mouth import Mouth
from assistant.voices.port import Delivery, NotSpoken, Spoken
from care.clock import Clock
from care.speech import Heard, Prompt, Urgency
from care.wording import wording

IN_CONVERSATION = timedelta(seconds=30)
"""After a turn; within it no chime comes before speech."""
AFTER_WAKE = 8.0
"""Seconds of sound in which words must follow the wake word."""
RETRY = 1.0
"""Real seconds before listening again where no recognizer works."""


class House:
    """Speakers, ears and mouth together."""

    def __init__(
        self,
        speakers: Sequence[Speaker],
        ears: Ears,
        mouth: Mouth,
        clock: Clock,
        *,
        context: Context,
        manner: Manner = USUAL,
        heard: Callable[[Heard], None],
        notice: Callable[[str, Mark], None] = lambda _speaker, _mark: None,
        whole: Callable[[Context, str], bool] = lambda _context, _text: False,
    ) -> None:
        """Join them; `run` brings them to life.

        Args:
            speakers: Every speaker of the home, in the order of the config.
            ears: Recognizes.
            mouth: Synthesizes.
            clock: The home's.
            context: What may be said when no question is open.
            manner: How the patient is spoken and listened to.
            heard: Takes each utterance, asked for or not.
            notice: Told by speaker id when speech begins and ends.
            whole: Shown what was said so far, in a pause; see `Ears.listen`.
        """
        self.speakers = {speaker.id: speaker for speaker in speakers}
        self.last_room: str | None = None
        self._ears, self._mouth, self._clock = ears, mouth, clock
        self._idle, self._manner = context, manner
        self._asked: Context | None = None
        self._speaking, self._lit = set[str](), dict[str, Light]()
        self._hushes = 0
        self._last_turn: datetime | None = None
        self._heard, self._notice, self._whole = heard, notice, whole

    async def run(self) -> None:
        """Keep every speaker connected and listened to, for ever."""
        async with asyncio.TaskGroup() as tasks:
            # Loading takes seconds; the first prompt and answer should not wait for it.
            tasks.create_task(self._mouth.warm(self._idle.language), name="mouth")
            tasks.create_task(self._ears.warm(self._idle), name="ears")
            for speaker in self.speakers.values():
                tasks.create_task(speaker.run(), name=f"speaker {speaker.id}")
                tasks.create_task(self._attend(speaker), name=f"ears {speaker.id}")

    async def say(
        self, prompt: Prompt, asks: Context | None = None, *, rate: int | None = None
    ) -> Spoken | NotSpoken:
        """Speak, where the patient is; come back when the sound has ended.

        Args:
            prompt: The words, their language and urgency.
            asks: What answer is listened for afterwards, until `answered`; None: none.
            rate: Words a minute, where this once other than the patient's.

        Returns:
            Spoken when at least one speaker played all of it.
        """
        urgent = prompt.urgency in EVERYWHERE
        now, manner = self._clock.now(), self._manner
        louder = replace(prompt, level=prompt.level + manner.louder)
        level = loudness.step(louder, now, manner.zone, manner.quiet)
        chosen = self._targets(prompt.urgency)
        if not chosen:
            return NotSpoken(reason="no speaker is connected", fault=False)
        hushes = self._hushes
        delivery, attention = self._delivery(prompt, rate), urgent or self._is_opening()
        audio = await self._mouth.say(
            prompt.words, delivery, level=level, attention=attention
        )
        if isinstance(audio, NotSpoken):
            return audio
        if hushes != self._hushes:  # while it was made; nobody wants to hear it any more
            return NotSpoken(reason="broken off", fault=False)
        self._last_turn = self._clock.now()
        self._asked = asks
        async with asyncio.TaskGroup() as tasks:
            parts = [tasks.create_task(self._play(one, audio, prompt)) for one in chosen]
        results = [part.result() for part in parts]
        return next((one for one in results if isinstance(one, Spoken)), results[0])

    async def prepare(self, prompt: Prompt, *, rate: int | None = None) -> None:
        """Make the sound of what is likely to be said next; nothing is played."""
        await self._mouth.say(prompt.words, self._delivery(prompt, rate))

    def _delivery(self, prompt: Prompt, rate: int | None) -> Delivery:
        speed, pitch = rate or self._manner.rate, self._manner.pitch
        return Delivery(language=prompt.language, rate=speed, pitch=pitch)

    def pressed(self, speaker: str, press: Press) -> None:
        """A button of a speaker: "yes" and "no" are answers while one is awaited."""
        if speaker in self.speakers:
            self.last_room = self.speakers[speaker].room
        if self._asked is not None and press is not Press.HELP:
            said = wording(self._asked.language).say(f"speech.press.{press}")
            self._heard(self._unspoken(speaker, said, "button"))

    def know(self, names: tuple[str, ...]) -> None:
        """Medicines and people that may be spoken of, from the next utterance on."""
        self._idle = replace(self._idle, names=names)

    async def hush(self) -> None:
        """Stop talking, everywhere; what is still being made is not played."""
        self._hushes += 1
        await asyncio.gather(*(one.hush() for one in self.speakers.values()))

    def listen_for(self, context: Context) -> None:
        """An answer is awaited from now on, until `answered` or the next prompt.

        Nothing changes when `say` has been told so already: an answer may have begun.
        """
        if self._asked != context:
            self._asked = context
            self._listen_anew()

    def answered(self) -> None:
        """The question is over; from now on listen for anything."""
        if self._asked is not None:
            self._asked = None
            self._listen_anew()

    def _listen_anew(self) -> None:
        """What is expected has changed; who is speaking just now is heard to the end."""
        for speaker in self.speakers.values():
            if speaker.id not in self._speaking:
                speaker.microphone.interrupt()

    def _is_opening(self) -> bool:
        """Whether nobody has talked with us for a while; then a chime comes first."""
        last = self._last_turn
        return last is None or self._clock.now() - last > IN_CONVERSATION

    def _targets(self, urgency: Urgency) -> list[Speaker]:
        there = [(one.id, one.room) for one in self.speakers.values() if one.connected]
        return [self.speakers[one] for one in targets(there, self.last_room, urgency)]

    async def _play(
        self, speaker: Speaker, audio: Audio, prompt: Prompt
    ) -> Spoken | NotSpoken:
        self._lit[speaker.id] = Light.SPEAKING
        await speaker.show(Light.SPEAKING)
        asks = prompt.urgency is not Urgency.TALK or prompt.words.rstrip().endswith("?")
        spoken = await speaker.play(audio, prompt.words, listen=asks)
        self._lit[speaker.id] = Light.LISTENING if self._asked else Light.IDLE
        await speaker.show(self._lit[speaker.id])
        return spoken

    async def _attend(self, speaker: Speaker) -> None:
        """Listen to one speaker, utterance after utterance."""
        while True:
            context = replace(self._asked or self._idle, names=self._idle.names)
            waits = replace(patience(context.expects, slow=self._manner.slow), wait=None)
            if self._asked is None and not self._manner.unasked:
                if not await self._woken(speaker):
                    continue
                waits = replace(waits, wait=AFTER_WAKE)
            found = await self._ears.listen(
                speaker.microphone.pieces(),
                context,
                waits=waits,
                speaker=speaker.id,
                notice=lambda mark: self._marked(speaker, mark),
                whole=partial(self._whole, context),
            )
            self._speaking.discard(speaker.id)
            await self._take(speaker, found)

    async def _take(self, speaker: Speaker, found: Heard | Unheard) -> None:
        asked = self._asked is not None
        woken = speaker.microphone.woken or not (asked or self._manner.unasked)
        aside = not (woken or asked) and self._is_opening()
        speaker.microphone.woken = False
        if isinstance(found, Heard):
            self.last_room = speaker.room
            if woken or asked:  # a television would keep a talk up for ever
                self._last_turn = found.ended_at
            self._heard(replace(found, overheard=aside, woken=woken))
        elif found.why is Missed.NO_ENGINE:
            await asyncio.sleep(RETRY)
            return
        elif found.why is Missed.NO_WORDS and self._asked and self._manner.any_sound:
            self._heard(self._unspoken(speaker.id, "", "vad"))
        stale = self._lit.get(speaker.id) is Light.LISTENING and not woken
        if self._asked is None and (stale or found != Unheard(why=Missed.STREAM_ENDED)):
            self._lit[speaker.id] = Light.IDLE
            await speaker.show(Light.IDLE)

    async def _woken(self, speaker: Speaker) -> bool:
        """Wait until somebody calls us; False when what is expected has changed."""
        if speaker.microphone.woken:
            return True
        found = await self._ears.listen(
            speaker.microphone.pieces(),
            self._idle,
            wake=self._manner.wake_word,
            speaker=speaker.id,
        )
        if isinstance(found, Unheard):
            if found.why is Missed.NO_ENGINE:
                await asyncio.sleep(RETRY)
            return speaker.microphone.woken
        await speaker.show(Light.LISTENING)
        return True

    def _marked(self, speaker: Speaker, mark: Mark) -> None:
        if mark is Mark.STARTED:
            self._speaking.add(speaker.id)
        self._notice(speaker.id, mark)

    def _unspoken(self, speaker: str, text: str, engine: str) -> Heard:
        """An answer that is no speech: a button, or a sound without words."""
        now, sure = self._clock.now(), 1.0 if text else 0.0
        return Heard(
            text=text, confidence=sure, started_at=now, ended_at=now, engine=engine,
            speaker=speaker, woken=bool(text),
        )  # fmt: skip
