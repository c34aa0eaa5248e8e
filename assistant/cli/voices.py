"""`philomel voices`: which engines can speak, and the phrases kept for a bad day."""

import asyncio
import json
from pathlib import Path
from typing import Annotated

import typer

from assistant.audio import Audio
from assistant.voice_settings import VoiceSettings
from assistant.voices.mouth import ORDER, Mouth
from assistant.voices.piper import install, piper_voices, voice_named
from assistant.voices.piper import state as piper_state
from assistant.voices.port import Delivery
from assistant.voices.recorded import Recorded, safety_sentences
from care.errors import SpeechError
from care.people import Language

voices = typer.Typer(no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="One JSON line for each")]
LICENCES = {
    "hibari": "Apache-2.0",
    "espeak": "pyttsx3 MPL-2.0, espeak-ng GPL-3.0-or-later",
}
PIPER = (
    "Piper voices: `philomel voices fetch NAME`; they speak where the separate program "
    "wyoming-piper (GPL-3.0-or-later) is installed and config.yml names them "
    "(assistant.piper)."
)
MEGABYTE = 1024 * 1024
Voices = Annotated[
    Path | None, typer.Option("--voices", help="Folder; default home/voices")
]


async def _tried(engine: str, language: Language) -> str | None:
    """What the engine cannot do, or None."""
    mouth = Mouth(order={language: (engine,)})
    try:
        made = await mouth.say("1, 2, 3.", Delivery(language=language))
    finally:
        await mouth.close()
    return None if isinstance(made, Audio) else made.reason


@voices.command(name="list")
def listed(*, folder: Voices = None, as_json: Json = False) -> None:
    """Try every engine in every language, in the order of choice; then Piper's voices."""
    for language, engines in ORDER.items():
        for engine in engines:
            trouble = asyncio.run(_tried(engine, language))
            told = {
                "language": language,
                "engine": engine,
                "speaks": trouble is None,
                "reason": trouble,
                "licence": LICENCES[engine],
            }
            state = "speaks" if trouble is None else f"silent: {trouble}"
            plain = f"{language}  {engine:8} {state}  ({LICENCES[engine]})"
            typer.echo(json.dumps(told) if as_json else plain)
    place = folder or VoiceSettings().piper_voices
    for voice in piper_voices():
        there = piper_state(voice, place)
        size = round(voice.size / MEGABYTE)
        told = {"language": voice.language, "piper": voice.name, "state": there}
        told |= {"licence": voice.licence, "megabytes": size}
        plain = f"{voice.language}  {voice.name:20} {there:8} {size} MB ({voice.licence})"
        typer.echo(json.dumps(told) if as_json else plain)
    if not as_json:
        typer.echo(PIPER)


@voices.command()
def fetch(
    name: Annotated[str, typer.Argument(help="Such as fr_FR-siwis-medium")],
    *,
    source: Annotated[
        str | None, typer.Option("--from", help="A folder carried here, or another URL")
    ] = None,
    folder: Voices = None,
    as_json: Json = False,
) -> None:
    """Get a Piper voice, check it and put it in its place."""
    voice, place = voice_named(name), folder or VoiceSettings().piper_voices
    typer.echo(f"{voice.name}: {voice.licence}", err=True)
    shown = [-1]

    def progress(done: int, whole: int | None) -> None:
        tenth = 10 * done // whole if whole else done // (10 * MEGABYTE)
        if tenth != shown[0]:
            shown[0] = tenth
            typer.echo(f"{done / MEGABYTE:.0f} MB", err=True)

    install(voice, place, source, progress)
    told = {"name": name, "folder": str(place), "licence": voice.licence}
    typer.echo(json.dumps(told) if as_json else f"{name} is in {place}")


async def _record(folder: Path, language: Language) -> tuple[int, str | None]:
    """How many sentences were kept, and why the first of the others was not."""
    mouth, recorded, kept = Mouth(), Recorded(folder), 0
    trouble = None
    try:
        for sentence, words in safety_sentences(language).items():
            made = await mouth.say(words, Delivery(language=language))
            if isinstance(made, Audio):
                recorded.keep(sentence, language, made)
                kept += 1
            else:
                trouble = trouble or made.reason
    finally:
        await mouth.close()
    return kept, trouble


@voices.command()
def record(
    *,
    folder: Annotated[
        Path | None, typer.Option("--phrases", help="Folder; default home/phrases")
    ] = None,
    lang: Annotated[list[Language] | None, typer.Option(help="Only this language")] = None,
    as_json: Json = False,
) -> None:
    """Keep every safety sentence as sound, the last resort when no engine speaks."""
    place = folder or VoiceSettings().recorded
    for language in lang or list(Language):
        kept, trouble = asyncio.run(_record(place, language))
        if trouble is not None:
            raise SpeechError(f"{language}: only {kept} sentences were kept ({trouble})")
        told = {"language": language, "sentences": kept, "folder": str(place)}
        plain = f"{language}: {kept} sentences in {place}"
        typer.echo(json.dumps(told) if as_json else plain)
