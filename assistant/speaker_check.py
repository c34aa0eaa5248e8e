"""How a speaker of config.yml is just now: can it be built, does anybody answer there."""

import asyncio
import importlib
from dataclasses import dataclass

from assistant.child import listening
from assistant.speaker_settings import (
    EsphomeSettings,
    LocalSettings,
    SpeakerSettings,
    WavSettings,
    WyomingSettings,
)
from care.errors import PhilomelError

ANSWER_WITHIN = 5.0
"""Real seconds."""
HERE = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was found."""

    well: bool
    words: str


async def checked(speaker: str, given: SpeakerSettings) -> Checked:
    """Look at one speaker; nothing sounds."""
    try:
        given.build(speaker, lambda *_what: None)
        match given:
            case WyomingSettings() | EsphomeSettings():
                return await _answers(speaker, given.host, given.port)
            case LocalSettings():
                _open(given.device)
                words = "there"
            case WavSettings():
                words = _files(given)
            case _:
                words = "comes when its page is open (console: Tablets)"
    except (PhilomelError, OSError, ValueError) as error:
        return Checked(well=False, words=f"{speaker}: {error}")
    return Checked(well=True, words=f"{speaker}: {words}")


async def _answers(speaker: str, host: str, port: int) -> Checked:
    try:
        async with asyncio.timeout(ANSWER_WITHIN):
            there = await listening(host, port)
    except TimeoutError:
        there = False
    words = f"{'answers' if there else 'nobody answers'} on {host}:{port}"
    # One on this machine may be the virtual patient's, which starts with the home.
    return Checked(well=there or host in HERE, words=f"{speaker}: {words}")


def _open(device: str | None) -> None:
    sound = importlib.import_module("sounddevice")
    try:
        sound.check_input_settings(device=device, channels=1, samplerate=16_000)
        sound.check_output_settings(device=device, channels=1, samplerate=24_000)
    except sound.PortAudioError as error:
        raise OSError(str(error)) from error


def _files(given: WavSettings) -> str:
    for file in (given.ears, given.mouth.parent):
        if file is not None and not file.exists():
            raise FileNotFoundError(f"{file} is not there")
    return f"speaks into {given.mouth}"
