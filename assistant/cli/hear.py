"""`philomel hear`: what a recording says."""

import asyncio
import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from assistant.audio import Audio, read_wav
from assistant.recognizers.ears import Ears, Missed, Unheard
from assistant.recognizers.port import Context
from assistant.voice_settings import VoiceSettings
from care.clock import SystemClock
from care.errors import SpeechError
from care.people import Language
from care.speech import Expects, Heard


class Answers(StrEnum):
    """Kinds of answers that can be expected."""

    YES_NO = "yes_no"
    SCORE = "score"
    DOSE = "dose"
    OPEN = "open"


async def _hear(audio: Audio, context: Context) -> Heard | Unheard:
    ears = Ears(VoiceSettings().ears(), SystemClock())
    try:
        return await ears.hear(audio, context)
    finally:
        await ears.close()


def hear(
    file: Annotated[Path, typer.Argument(help="A 16-bit WAV file")],
    *,
    expects: Annotated[Answers, typer.Option(help="What kind of answer")] = Answers.OPEN,
    lang: Annotated[Language, typer.Option(help="Language spoken")] = Language.ENGLISH,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON line")] = False,
) -> None:
    """Print what a recording says and how sure that is."""
    context = Context(language=lang, expects=Expects(expects.value))
    found = asyncio.run(_hear(read_wav(file), context))
    if isinstance(found, Unheard) and found.why is not Missed.NO_WORDS:
        raise SpeechError(f"{file}: {found.reason or found.why}")
    told: dict[str, str | float | None] = (
        {"text": "", "confidence": 0.0, "engine": None, "second": None}
        if isinstance(found, Unheard)
        else {
            "text": found.text,
            "confidence": found.confidence,
            "engine": found.engine,
            "second": found.second,
        }
    )
    words = json.dumps(told, ensure_ascii=False) if as_json else _readable(told)
    typer.echo(words)


def _readable(told: dict[str, str | float | None]) -> str:
    if not told["text"]:
        return "(no words)"
    return f"{told['text']}  (confidence {told['confidence']:.2f}, {told['engine']})"
