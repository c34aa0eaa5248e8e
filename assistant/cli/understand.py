"""`philomel understand`: what an utterance means, and whether it is a cry for help."""

import asyncio
import codecs
import json
from collections.abc import AsyncIterator, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.answers import Lists
from assistant.answers.entities import entities
from assistant.meant import closed_intent
from assistant.nlu_process import serving
from assistant.nlu_settings import NluSettings
from assistant.safety import catch
from assistant.understanding import Understander
from care.errors import SetupError
from care.people import Language
from care.speech import Certainty, Unavailable, Understanding

PATIENCE = NluSettings(parse_within=30)
"""Nobody waits at the bedside; a busy machine may take its time."""

ROWS = {
    "ask_dose_taken": "ask_next_dose",
    "ask_next_event": "ask_next_dose",
    "ask_time": "out_of_scope",
    "care_question": "out_of_scope",
    "follow_up": "ask_last_reading",
    "message_nurse": "call_caregiver",
    "small_talk": "out_of_scope",
}
"""Our finer meanings that the clinical table of intents has within a wider row."""

ACTIONS = {Certainty.CERTAIN: "act", Certainty.DOUBTFUL: "ask"}
"""What the home does about a cry: at once, or after a question."""


def picture(
    text: str, language: Language, meant: Understanding | Unavailable, medicines: Lists
) -> dict[str, Any]:
    """One utterance as a JSON-able line.

    `intent` is the name of the clinical table's row where it has one, else our own;
    `meaning` is always our own name, which the home goes by.
    """
    cry = catch((text,), language, meant)
    closed = meant if isinstance(meant, Understanding) else closed_intent(text, language)
    found = entities(text, language, medicines)
    gone = isinstance(meant, Unavailable)
    return {
        "text": text,
        "language": language.value,
        "intent": ROWS.get(closed.intent, closed.intent) if closed else None,
        "meaning": closed.intent if closed else None,
        "confidence": round(closed.confidence, 4) if closed else 0.0,
        "entities": [asdict(entity) for entity in found],
        "safety": cry.category.value if cry else None,
        "action": ACTIONS[cry.certainty] if cry else None,
        "nlu": f"unavailable: {meant.reason}" if isinstance(meant, Unavailable) else "ok",
    } | ({"closed_phrases_only": True} if gone else {})


async def pictures(
    texts: Iterable[str], language: Language, lists: Lists, *, with_nlu: bool = True
) -> AsyncIterator[dict[str, Any]]:
    """One picture per text; the models are loaded once."""
    if not with_nlu:
        switched_off = Unavailable(reason="switched off")
        for text in texts:
            yield picture(text, language, switched_off, lists)
        return
    async with serving() as door:
        mind = None if isinstance(door, Unavailable) else Understander(door, PATIENCE)
        for text in texts:
            meant = await mind.parse(text, language) if mind else door
            assert isinstance(meant, Understanding | Unavailable)
            yield picture(text, language, meant, lists)
        if mind:
            await mind.close()


def understand(
    text: Annotated[list[str] | None, typer.Argument(help="What was said")] = None,
    *,
    lang: Annotated[
        Language, typer.Option("--lang", "--language", help="Language spoken")
    ] = Language.ENGLISH,
    file: Annotated[Path | None, typer.Option(help="A text file, one a line")] = None,
    medicine: Annotated[
        list[str] | None, typer.Option(help="A medicine of the patient's list")
    ] = None,
    closed: Annotated[
        bool, typer.Option("--closed", help="Closed phrases only, without the service")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON line per utterance")
    ] = False,
) -> None:
    """Say what an utterance means; a file gives one JSON line per line of text."""
    texts = _texts(text, file)
    lists = Lists(medicines=tuple(medicine or ()))

    async def show() -> None:
        told = closed
        async for line in pictures(texts, lang, lists, with_nlu=not closed):
            as_line = as_json or file is not None
            typer.echo(json.dumps(line, ensure_ascii=False) if as_line else _said(line))
            words = any(letter.isalnum() for letter in line["text"])
            if words and "closed_phrases_only" in line and not told:
                typer.echo(f"note: closed phrases only; nlu {line['nlu']}", err=True)
                told = True

    asyncio.run(show())


def _texts(text: list[str] | None, file: Path | None) -> list[str]:
    if (file is None) == (not text):
        msg = "give a text to understand, or --file with one utterance a line"
        raise SetupError(msg)
    if file is None:
        typed = " ".join(text or ()).encode("utf-8", "surrogateescape")
        return [typed.decode("utf-8", "replace")]
    try:
        return lines(file.read_bytes(), str(file))
    except OSError as error:
        msg = f"{file}: cannot be read ({error.strerror})"
        raise SetupError(msg) from error


def lines(content: bytes, where: str) -> list[str]:
    """The lines of a text file, blank ones too; only an end of line ends a line.

    A byte that is no UTF-8 stands as U+FFFD, so that a cry beside it still counts, and
    the line is named on standard error. SetupError for a file that is no UTF-8 at all.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        msg = f"{where}: is UTF-16; save it as UTF-8"
        raise SetupError(msg)
    listed = content.removeprefix(codecs.BOM_UTF8).split(b"\n")
    if not listed[-1]:
        listed.pop()
    found = []
    for number, raw in enumerate(listed, start=1):
        line = raw.removesuffix(b"\r")
        text = line.decode("utf-8", "replace")
        if text.encode() != line:
            typer.echo(f"note: {where}, line {number}: is not all UTF-8", err=True)
        found.append(text)
    return found


def _said(line: dict[str, Any]) -> str:
    values = ", ".join(f"{e['name']} {e['value']}" for e in line["entities"]) or "none"
    safety = f"{line['safety']}: {line['action']}" if line["safety"] else "no cry for help"
    intent = line["intent"] or "not understood"
    return (
        f"intent: {intent} ({line['confidence']:.2f})\nentities: {values}\n"
        f"safety: {safety}\nnlu: {line['nlu']}"
    )
