"""`philomel say`: words as a WAV file."""

import asyncio
import json
from pathlib import Path
from typing import Annotated

import typer

from assistant.audio import Audio, wav_bytes
from assistant.voice_settings import VoiceSettings
from assistant.voices.port import Delivery, NotSpoken
from care.errors import SpeechError
from care.people import Language


async def _say(words: str, delivery: Delivery, level: int, *, chime: bool) -> Audio:
    mouth = VoiceSettings().mouth()
    try:
        made = await mouth.say(words, delivery, level=level, attention=chime)
    finally:
        await mouth.close()
    if isinstance(made, NotSpoken):
        raise SpeechError(f"nothing was spoken ({made.reason})")
    return made


def say(
    words: Annotated[str, typer.Argument(metavar="TEXT", help="What to say")],
    *,
    lang: Annotated[Language, typer.Option(help="Language of the words")],
    out: Annotated[Path, typer.Option(help="WAV file to write")],
    rate: Annotated[int, typer.Option(min=80, max=300, help="Words a minute")] = 150,
    level: Annotated[int, typer.Option(min=0, max=4, help="Step of the volume ladder")] = 1,
    chime: Annotated[bool, typer.Option(help="Begin with the attention tone")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line")] = False,
) -> None:
    """Speak into a WAV file; fails when nothing was synthesised."""
    audio = asyncio.run(_say(words, Delivery(language=lang, rate=rate), level, chime=chime))
    try:
        out.write_bytes(wav_bytes(audio))
    except OSError as error:
        raise SpeechError(f"{out}: cannot be written ({error.strerror})") from error
    told = {"file": str(out), "seconds": round(audio.seconds, 3), "rate": audio.rate}
    typer.echo(json.dumps(told) if as_json else f"{audio.seconds:.2f} s in {out}")
