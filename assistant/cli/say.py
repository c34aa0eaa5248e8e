"""`philomel say`: words as sound, in a WAV file or at this machine's loudspeaker."""

import asyncio
import importlib
import json
from pathlib import Path
from typing import Annotated

import typer

from assistant.audio import Audio, wav_bytes
from assistant.blueprint import read_blueprint
from assistant.voice_settings import VoiceSettings
from assistant.voices.port import Delivery, NotSpoken
from assistant.voices.spoken import sentences, spoken
from care.errors import SetupError, SpeechError
from care.people import Language

LONGEST = 5000
"""Characters; some five minutes. A prompt of the home is never a tenth of it."""


async def _say(
    voice: VoiceSettings, words: str, delivery: Delivery, level: int, *, chime: bool
) -> Audio:
    mouth = voice.mouth()
    try:
        made = await mouth.say(words, delivery, level=level, attention=chime)
    finally:
        await mouth.close()
    if isinstance(made, NotSpoken):
        raise SpeechError(f"nothing was spoken ({made.reason})")
    return made


def _play(audio: Audio) -> None:
    """Let this machine's loudspeaker sound, to the end."""
    try:
        sound = importlib.import_module("sounddevice")
    except OSError as error:
        raise SetupError(f"install libportaudio2, or give --out ({error})") from error
    try:
        with sound.RawOutputStream(samplerate=audio.rate, channels=1, dtype="int16") as out:
            out.write(audio.pcm)
    except sound.PortAudioError as error:
        raise SetupError(f"no loudspeaker here: give --out FILE ({error})") from error


def _write(audio: Audio, out: Path) -> None:
    try:
        out.write_bytes(wav_bytes(audio))
    except OSError as error:
        if out.is_file():
            out.unlink()  # half a sentence is none
        raise SpeechError(f"{out}: cannot be written ({error.strerror})") from error


def say(
    words: Annotated[str, typer.Argument(metavar="TEXT", help="What to say")],
    *,
    lang: Annotated[Language, typer.Option(help="Language of the words")] = (
        Language.ENGLISH
    ),
    out: Annotated[
        Path | None, typer.Option(help="WAV file to write; left out: the loudspeaker")
    ] = None,
    rate: Annotated[int, typer.Option(min=80, max=300, help="Words a minute")] = 150,
    pitch: Annotated[float, typer.Option(min=-6, max=6, help="Semitones")] = 0.0,
    level: Annotated[int, typer.Option(min=0, max=4, help="Step of the volume ladder")] = 1,
    chime: Annotated[bool, typer.Option(help="Begin with the attention tone")] = False,
    config: Annotated[
        Path | None, typer.Option(help="config.yml of the home whose voices speak")
    ] = None,
    text_only: Annotated[
        bool, typer.Option("--text-only", help="Only show how the text is read out")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line")] = False,
) -> None:
    """Speak; fails when nothing was synthesised or could not be played."""
    if len(words) > LONGEST:
        raise SpeechError(f"{len(words)} characters; at most {LONGEST} at once")
    voice = read_blueprint(config).assistant if config else VoiceSettings()
    said = [spoken(sentence, lang, voice.pronounced) for sentence in sentences(words)]
    if not said:
        raise SpeechError("nothing was spoken (nothing to say)")
    told: dict[str, object] = {"lang": lang.value, "said": said}
    if text_only:
        typer.echo(json.dumps(told, ensure_ascii=False) if as_json else "\n".join(said))
        return
    delivery = Delivery(language=lang, rate=rate, pitch=pitch)
    audio = asyncio.run(_say(voice, words, delivery, level, chime=chime))
    if out is None:
        _play(audio)
    else:
        _write(audio, out)
    told |= {"file": out and str(out), "seconds": round(audio.seconds, 3)}
    told |= {"rate": audio.rate}
    place = f"in {out}" if out else "at the loudspeaker"
    plain = f"{audio.seconds:.2f} s {place}"
    typer.echo(json.dumps(told, ensure_ascii=False) if as_json else plain)
