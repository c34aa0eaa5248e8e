"""`philomel hear`: what recordings say."""

import asyncio
import json
from pathlib import Path
from typing import Annotated

import typer

from assistant.audio import read_wav
from assistant.cli.understand import ACTIONS
from assistant.recognizers.ears import Ears, Missed, Unheard
from assistant.recognizers.gate import doubtful
from assistant.recognizers.port import Context
from assistant.safety import heard_cry
from assistant.voice_settings import VoiceSettings
from care.clock import SystemClock
from care.errors import SpeechError
from care.people import Language
from care.speech import Expects, Heard

CANNOT = 2
"""Exit code when a recording could not be heard."""

Told = dict[str, object]


async def _hear(file: Path, ears: Ears, context: Context) -> Told:
    audio = read_wav(file)
    found = await ears.hear(audio, context)
    if isinstance(found, Unheard) and found.why is not Missed.NO_WORDS:
        raise SpeechError(f"{file}: {found.reason or found.why}")
    told: Told = {"file": str(file), "seconds": round(audio.seconds, 2)}
    if isinstance(found, Unheard):
        nothing: Told = {"engine": None, "second": None, "alternatives": []}
        none: Told = {"doubtful": False, "safety": None, "action": None}
        return told | {"text": "", "confidence": 0.0} | nothing | none
    return told | _words(found, context)


def _words(heard: Heard, context: Context) -> Told:
    cry = heard_cry(heard, context.language, None)
    return {
        "text": heard.text,
        "confidence": round(heard.confidence, 2),
        "engine": heard.engine,
        "second": heard.second,
        "alternatives": list(heard.others),
        "doubtful": doubtful(heard, context.expects),
        "safety": cry.category.value if cry else None,
        "action": ACTIONS[cry.certainty] if cry else None,
    }


async def _all(files: list[Path], context: Context, *, as_json: bool) -> bool:
    """Tell of every recording; whether all could be heard."""
    ears, whole = Ears(VoiceSettings().ears(), SystemClock()), True
    try:
        for file in files:
            try:
                told = await _hear(file, ears, context)
            except SpeechError as error:
                if len(files) == 1:
                    raise
                whole, told = False, {"file": str(file), "error": str(error)}
            typer.echo(json.dumps(told, ensure_ascii=False) if as_json else _line(told))
    finally:
        await ears.close()
    return whole


def hear(
    files: Annotated[list[Path], typer.Argument(help="WAV files of any usual kind")],
    *,
    question: Annotated[
        Expects, typer.Option("--question", "--expects", help="What kind of answer it is")
    ] = Expects.OPEN,
    lang: Annotated[Language, typer.Option(help="Language spoken")] = Language.ENGLISH,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line for each")] = False,
) -> None:
    """Print what recordings say, how sure that is, and whether they cry for help.

    Exit code 0 when every file could be listened to, whether or not anybody speaks in it.
    """
    context = Context(language=lang, expects=question)
    if not asyncio.run(_all(files, context, as_json=as_json)):
        raise typer.Exit(CANNOT)


def _line(told: Told) -> str:
    if "error" in told:
        return f"error: {told['error']}"
    words = told["text"] or "(no words)"
    sure = f"  (confidence {told['confidence']}, {told['engine']})" if told["text"] else ""
    cry = f"  cry for help: {told['safety']}, {told['action']}" if told["safety"] else ""
    return f"{told['file']}: {words}{sure}{cry}"
