"""The voice part of `config.yml`'s `assistant` section: speakers, ears and mouth."""

import importlib
from datetime import time
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from assistant.audio_child import Child
from assistant.recognizers.choice import EarsPlan
from assistant.speakers.esphome import PORT as ESPHOME_PORT
from assistant.speakers.esphome import EsphomeSpeaker
from assistant.speakers.local import LocalSpeaker
from assistant.speakers.manner import Manner
from assistant.speakers.media import MediaServer
from assistant.speakers.microphone import ECHO_TAIL
from assistant.speakers.port import Noticed, Speaker
from assistant.speakers.tablet import TabletSpeaker
from assistant.speakers.wav import WavSpeaker
from assistant.speakers.wyoming import PORT, WyomingSpeaker
from assistant.voices.mouth import MODULE, ORDER, Mouth
from assistant.voices.recorded import Recorded
from care.config import Section
from care.errors import SetupError
from care.people import Language, Patient, Trait

Port = Annotated[int, Field(ge=1, le=65535)]
PatientKey = Annotated[str, Field(pattern=r"^[a-z0-9-]{2,40}$")]
SpeakerId = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]


class Placed(Section):
    """Where a speaker stands, and for whom."""

    room: str
    patient: PatientKey | None = None
    """Whose it is; left out: shared by everybody of the home."""


class WyomingSettings(Placed):
    """A Wyoming satellite; the protocol is not encrypted."""

    kind: Literal["wyoming"]
    host: str
    port: Port = PORT
    echo_tail: Annotated[float, Field(ge=0, le=2)] = ECHO_TAIL
    """Seconds of sound dropped after our own voice; 0 without a room."""
    ahead: Annotated[float, Field(ge=0.5)] | None = 3.0
    """Seconds of sound that the satellite may hold: "stop" cannot take them back."""
    streams: bool = False
    """It streams without pause (no wake word, no --vad): quiet means that it is stuck."""

    def build(self, speaker: str, noticed: Noticed) -> Speaker:
        """The speaker of these settings."""
        return WyomingSpeaker(
            speaker,
            self.room,
            self.host,
            self.port,
            noticed=noticed,
            echo_tail=self.echo_tail,
            ahead=self.ahead,
            streams=self.streams,
        )


class WavSettings(Placed):
    """Files or pipes instead of a microphone and a loudspeaker."""

    kind: Literal["wav"]
    ears: Path | None = None
    mouth: Path

    def build(self, speaker: str, noticed: Noticed) -> Speaker:
        """The speaker of these settings."""
        return WavSpeaker(speaker, self.room, self.ears, self.mouth, noticed=noticed)


class EsphomeSettings(Placed):
    """An ESPHome voice device, such as Home Assistant Voice."""

    kind: Literal["esphome"]
    host: str
    port: Port = ESPHOME_PORT
    key_file: Path
    """File with the device's encryption key (base64)."""
    media_host: str
    """Address by which the device reaches this machine; it fetches its sound there."""
    media_port: Annotated[int, Field(ge=0, le=65535)] = 0

    def build(self, speaker: str, noticed: Noticed) -> Speaker:
        """The speaker of these settings; SetupError when its key cannot be read."""
        try:
            key = self.key_file.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SetupError(f"{self.key_file}: no key for speaker {speaker}") from error
        return EsphomeSpeaker(
            speaker,
            self.room,
            self.host,
            self.port,
            key=key,
            media=MediaServer(self.media_host, self.media_port),
            noticed=noticed,
        )


class LocalSettings(Placed):
    """This machine's own sound card."""

    kind: Literal["local"]
    device: str | None = None
    """PortAudio's name of the device; left out: the system's choice."""

    def build(self, speaker: str, noticed: Noticed) -> Speaker:
        """The speaker of these settings; SetupError without PortAudio."""
        try:
            sound = importlib.import_module("sounddevice")
        except OSError as error:
            raise SetupError(
                f"speaker {speaker}: install libportaudio2 ({error})"
            ) from error
        return LocalSpeaker(speaker, self.room, self.device, noticed=noticed, sound=sound)


class TabletSettings(Placed):
    """A tablet with the console's page /talk, let in by a code of the page /tablets."""

    kind: Literal["tablet"]

    def build(self, speaker: str, noticed: Noticed) -> Speaker:
        """The speaker of these settings."""
        return TabletSpeaker(speaker, self.room, noticed=noticed)


SpeakerSettings = Annotated[
    WyomingSettings | EsphomeSettings | LocalSettings | WavSettings | TabletSettings,
    Field(discriminator="kind"),
]


class VoiceServiceSettings(Section):
    """A text-to-speech service that speaks Wyoming, such as wyoming-piper."""

    host: str = "127.0.0.1"
    port: Port
    languages: tuple[Language, ...]


class VoiceSettings(Section):
    """How this home hears and speaks."""

    speakers: dict[SpeakerId, SpeakerSettings] = Field(default_factory=dict)
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
    any_sound: bool = False
    """Any sound answers an open question, for people who cannot speak."""
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
            any_sound=self.any_sound,
        )
