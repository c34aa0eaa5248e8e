"""The voice part of `config.yml`'s `assistant` section: speakers, ears and mouth."""

from datetime import time
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from assistant.audio_child import Child
from assistant.recognizers.choice import EarsPlan
from assistant.speaker_settings import ButtonSettings, Port, SpeakerId, SpeakerSettings
from assistant.speakers.manner import Manner
from assistant.voices.mouth import MODULE, ORDER, Mouth
from assistant.voices.recorded import Recorded
from care.config import Section
from care.people import Language, Patient, Trait


class VoiceServiceSettings(Section):
    """A text-to-speech service that speaks Wyoming, such as wyoming-piper."""

    host: str = "127.0.0.1"
    port: Port
    languages: tuple[Language, ...]


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
    unasked: bool = True
    """Listen for cries for help when no question is open, without a wake word; needs
    the patient's consent."""
    wake_word: Literal["hey_jarvis", "okay_nabu", "hey_mycroft", "alexa"] = "hey_jarvis"
    """Where `unasked` is false and a satellite has no wake word of its own."""
    quiet_from: time = time(22)
    quiet_to: time = time(7)
    """The patient's local times between which prompts are softer; alarms are not."""
    voice_service: VoiceServiceSettings | None = None
    """A voice better than the own ones, tried first."""
    pronounced: dict[str, str] = Field(default_factory=dict)
    """Names, such as medicines, and how to write them so that they are said rightly."""
    recorded: Path = Path("home/phrases")
    """Safety sentences kept as sound."""

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
        service = self.voice_service
        order = {language: tuple(engines) for language, engines in ORDER.items()}
        names = {name for engines in order.values() for name in engines}
        children = {name: Child(MODULE, name) for name in names}
        if service is not None:
            place = (service.host, str(service.port), *service.languages)
            children["service"] = Child(MODULE, "service", *place)
            order |= {one: ("service", *order.get(one, ())) for one in service.languages}
        return Mouth(Recorded(self.recorded), order, children, self.pronounced)

    def manner(self, patient: Patient) -> Manner:
        """How this patient is spoken and listened to."""
        slow = bool(patient.traits & {Trait.SLOW_SPEECH, Trait.APHASIA})
        return Manner(
            rate=self.rate,
            pitch=self.pitch,
            slow=slow,
            unasked=self.unasked,
            wake_word=self.wake_word,
            zone=patient.zone,
            quiet=(self.quiet_from, self.quiet_to),
            any_sound=Trait.APHASIA in patient.traits,
        )
