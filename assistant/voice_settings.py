"""The voice part of `config.yml`'s `assistant` section: speakers, ears and mouth."""

from datetime import time
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from assistant.audio_child import Child
from assistant.recognizers.choice import EarsPlan
from assistant.speaker_settings import (
    ButtonSettings,
    EsphomeSettings,
    Port,
    SpeakerId,
    SpeakerSettings,
    WyomingSettings,
)
from assistant.speakers.manner import Manner
from assistant.voices.mouth import MODULE, ORDER, SAID_WITHIN, Mouth
from assistant.voices.recorded import Recorded
from care.config import Section
from care.people import Language, Patient, Trait
from care.settings import Id


class VoiceServiceSettings(Section):
    """A text-to-speech service that speaks Wyoming, such as wyoming-piper."""

    host: str = "127.0.0.1"
    port: Port
    languages: tuple[Language, ...]


class PiperSettings(Section):
    """Piper as a program beside the home, for the languages that it has voices for."""

    program: str = "wyoming-piper"
    """Its name or path; it is GPL-3 and installed apart."""
    port: Port = 10200
    voices: Annotated[dict[Language, str], Field(min_length=1)]
    """Names of `philomel voices list`, by language."""


class HearerSettings(Section):
    """How one patient is spoken to, where it differs from the home."""

    rate: Annotated[int, Field(ge=110, le=200)] | None = None
    """Words a minute."""
    pitch: Annotated[float, Field(ge=-6, le=6)] | None = None
    """Semitones; lower for hearing loss."""
    louder: Annotated[int, Field(ge=-1, le=3)] = 0
    """Steps of the volume ladder."""


class VoiceSettings(Section):
    """How this home hears and speaks."""

    speakers: dict[SpeakerId, SpeakerSettings] = Field(default_factory=dict)
    buttons: dict[SpeakerId, ButtonSettings] = Field(default_factory=dict)
    """Help buttons that are not sensors: at a pin, or over Bluetooth."""
    models: Path = Path("home/models")
    """Folder of fetched recognizer models."""
    training: Path | None = Path("nlu/data")
    """NLU sentences for the second recognizer's language model."""
    vosk: dict[Language, str] = Field(default_factory=dict)
    """Other Vosk models than the usual small ones, by language."""
    prefer: tuple[Literal["vosk", "moonshine", "pocketsphinx"], ...] = ()
    rate: Annotated[int, Field(ge=110, le=200)] = 150
    """Words a minute."""
    pitch: Annotated[float, Field(ge=-6, le=6)] = 0.0
    """Semitones; lower for hearing loss."""
    hearers: dict[Id, HearerSettings] = Field(default_factory=dict)
    """Who is spoken to otherwise, by patient id."""
    unasked: bool = True
    """Listen for cries for help when no question is open, without a wake word; needs
    the patient's consent."""
    over_talk: Literal["ask", "act"] = "ask"
    """A cry that nobody said to us while a television, a radio or a visitor talks on: `ask`
    first, or `act` on it at once. Said again it is acted on in any case."""
    wake_word: Literal["hey_jarvis", "okay_nabu", "hey_mycroft", "alexa"] = "hey_jarvis"
    """Where `unasked` is false and a satellite has no wake word of its own."""
    quiet_from: time = time(22)
    quiet_to: time = time(7)
    """The patient's local times between which prompts are softer; alarms are not."""
    voice_service: VoiceServiceSettings | None = None
    """A voice better than the own ones, tried first."""
    piper: PiperSettings | None = None
    """Started with the home where it is installed; tried before the own voices."""
    piper_voices: Path = Path("home/voices")
    """Folder of fetched Piper voices."""
    pronounced: dict[str, str] = Field(default_factory=dict)
    """Names, such as medicines, and how to write them so that they are said rightly."""
    recorded: Path = Path("home/phrases")
    """Safety sentences kept as sound."""

    @model_validator(mode="after")
    def _each_is_itself(self) -> Self:
        """What is lost is told by its name, and a satellite serves one speaker only."""
        if both := self.speakers.keys() & self.buttons.keys():
            raise ValueError(f"{', '.join(sorted(both))}: a speaker and a button")
        places = [
            (one.host, one.port)
            for one in self.speakers.values()
            if isinstance(one, WyomingSettings | EsphomeSettings)
        ]
        for host, port in places:
            if places.count((host, port)) > 1:
                raise ValueError(f"two speakers at {host}:{port}")
        return self

    def ears(self) -> EarsPlan:
        """What the recognizers need to know."""
        usual = dict(EarsPlan(models=self.models).vosk)
        return EarsPlan(
            models=self.models,
            training=self.training,
            vosk=tuple((usual | self.vosk).items()),
            prefer=self.prefer,
        )

    def mouth(self) -> Mouth:
        """The voices of this home, in the order of choice."""
        order = {language: tuple(engines) for language, engines in ORDER.items()}
        names = {name for engines in order.values() for name in engines}
        children = {name: Child(MODULE, name, limit=SAID_WITHIN) for name in names}
        for name, host, port, voices in self._services():
            spoken = (f"{language}={voice}" for language, voice in voices.items())
            children[name] = Child(
                MODULE, "service", host, str(port), *spoken, limit=SAID_WITHIN
            )
            order |= {one: (name, *order.get(one, ())) for one in voices}
        return Mouth(Recorded(self.recorded), order, children, self.pronounced)

    def _services(self) -> list[tuple[str, str, int, dict[Language, str]]]:
        """Voice services: name, host, port, voice by language; the last is tried first."""
        found: list[tuple[str, str, int, dict[Language, str]]] = []
        if self.piper is not None:
            found.append(("piper", "127.0.0.1", self.piper.port, self.piper.voices))
        given = self.voice_service
        if given is not None:
            found.append(
                ("service", given.host, given.port, dict.fromkeys(given.languages, ""))
            )
        return found

    def manner(self, patient: Patient) -> Manner:
        """How this patient is spoken and listened to."""
        own = self.hearers.get(patient.id, HearerSettings())
        slow = bool(patient.traits & {Trait.SLOW_SPEECH, Trait.APHASIA})
        return Manner(
            rate=own.rate or self.rate,
            pitch=self.pitch if own.pitch is None else own.pitch,
            louder=own.louder,
            slow=slow,
            unasked=self.unasked,
            wake_word=self.wake_word,
            zone=patient.zone,
            quiet=(self.quiet_from, self.quiet_to),
            any_sound=Trait.APHASIA in patient.traits,
        )
