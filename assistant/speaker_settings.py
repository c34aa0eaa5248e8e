"""The speakers and help buttons of `config.yml`'s `assistant` section."""

import base64
import importlib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from assistant.speakers.button import GattButton, GpioButton
from assistant.speakers.esphome import PORT as ESPHOME_PORT
from assistant.speakers.esphome import EsphomeSpeaker
from assistant.speakers.local import LocalSpeaker
from assistant.speakers.media import MediaServer
from assistant.speakers.microphone import ECHO_TAIL
from assistant.speakers.port import Noticed, Speaker
from assistant.speakers.tablet import TabletSpeaker
from assistant.speakers.wav import WavSpeaker
from assistant.speakers.wyoming import PORT, WyomingSpeaker
from care.config import Section
from care.errors import SetupError
from care.settings import Id

KEY_BYTES = 32
"""Of an ESPHome device's encryption key."""
Port = Annotated[int, Field(ge=1, le=65535)]
SpeakerId = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]


class Placed(Section):
    """Where a speaker stands, and for whom."""

    room: str
    patient: Id | None = None
    """Whose it is; left out: shared by everybody of the home."""


class WyomingSettings(Placed):
    """A Wyoming satellite; the protocol is not encrypted."""

    kind: Literal["wyoming"]
    host: str
    port: Port = PORT
    echo_tail: Annotated[float, Field(ge=0, le=2)] = ECHO_TAIL
    """Seconds of sound dropped after our own voice; 0 without a room."""
    ahead: Annotated[float, Field(ge=0.5)] | None = 1.0
    """Seconds of sound that the satellite may hold: "stop" cannot take them back, and an
    alarm waits behind them. More bridges a bad network; null sends all at once."""
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
            size = len(base64.b64decode(key, validate=True))
        except (OSError, ValueError):
            key, size = "", 0
        if size != KEY_BYTES:
            raise SetupError(
                f"{self.key_file}: no key for speaker {speaker}; it must hold {KEY_BYTES} "
                "bytes in base64, as the device's own settings do (api, encryption, key)"
            )
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


class GpioButtonSettings(Placed):
    """A button at a pin of this machine that closes to ground."""

    kind: Literal["gpio"]
    pin: Annotated[int, Field(ge=0, le=300)]
    """Number of the GPIO line."""

    def build(self, button: str, noticed: Noticed) -> GpioButton:
        """The button; SetupError without gpiozero."""
        try:
            gpiozero = importlib.import_module("gpiozero")
        except ImportError as error:
            raise SetupError(
                f"button {button}: install the packages gpiozero and lgpio"
            ) from error
        return GpioButton(button, self.pin, noticed=noticed, gpiozero=gpiozero)


class GattButtonSettings(Placed):
    """A Bluetooth button that notifies when it is pressed."""

    kind: Literal["gatt"]
    address: str
    """Bluetooth address."""
    characteristic: str = "0000ffe1-0000-1000-8000-00805f9b34fb"
    """The one that notifies; the usual one of key finders."""

    def build(self, button: str, noticed: Noticed) -> GattButton:
        """The button."""
        bleak = importlib.import_module("bleak")
        return GattButton(
            button,
            lambda: bleak.BleakClient(self.address),
            self.characteristic,
            noticed=noticed,
        )


ButtonSettings = Annotated[
    GpioButtonSettings | GattButtonSettings, Field(discriminator="kind")
]
