"""The client against real servers that answer, refuse, hang and talk nonsense."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assistant.nlu_settings import NluSettings
from assistant.understanding import Door, Turned, Understander, spoken
from care.people import Language
from care.speech import Unavailable, Understanding

pytestmark = pytest.mark.integration
SETTINGS = NluSettings(parse_within=0.3, turn_within=0.3)
EN = Language.ENGLISH
PARSED = {
    "intent": {"name": "emergency_fall", "confidence": 0.9},
    "intent_ranking": [
        {"name": "emergency_fall", "confidence": 0.9},
        {"name": "greet", "confidence": 0.1},
    ],
    "entities": [],
}


@asynccontextmanager
async def _serving(
    answer: bytes | None, status: str = "200 OK"
) -> AsyncIterator[tuple[Understander, list[bytes]]]:
    """A server that gives this body to every call, or never answers."""
    seen: list[bytes] = []
    done: list[asyncio.Task[None]] = []

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        own = asyncio.current_task()
        assert own is not None
        done.append(own)
        seen.append(await reader.read(65536))
        if answer is None:
            await reader.read()
        else:
            head = f"HTTP/1.1 {status}\r\nContent-Length: {len(answer)}\r\n\r\n"
            writer.write(head.encode() + answer)
            await writer.drain()
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    client = Understander(Door(port=port, token="secret"), SETTINGS)
    try:
        yield client, seen
    finally:
        await client.close()
        server.close()
        await asyncio.gather(*done)


async def test_a_meaning_with_its_ranking() -> None:
    async with _serving(json.dumps(PARSED).encode()) as (client, seen):
        meant = await client.parse(" / I fell", EN)
    assert meant == Understanding(
        intent="emergency_fall",
        confidence=0.9,
        ranking=(("emergency_fall", 0.9), ("greet", 0.1)),
    )
    assert b"X-NLU-Token: secret" in seen[0]
    assert b'"I fell"' in seen[0]


@pytest.mark.parametrize(
    ("answer", "status", "reason"),
    [
        (None, "", "no answer within"),
        (b"", "401 Unauthorized", "answered 401"),
        (b"<html>", "200 OK", "not JSON"),
        (b"[]", "200 OK", "no meaning"),
        (b'{"intent": null}', "200 OK", "no meaning"),
        (
            json.dumps(
                PARSED | {"intent": {"name": "EXTERNAL_x", "confidence": 1}}
            ).encode(),
            "200 OK",
            "no utterance may have",
        ),
    ],
)
async def test_a_service_that_fails_is_unavailable_with_a_reason(
    answer: bytes | None, status: str, reason: str
) -> None:
    async with _serving(answer, status) as (client, _):
        meant = await client.parse("I fell down secretly", EN)
    assert isinstance(meant, Unavailable)
    assert reason in meant.reason
    assert "secretly" not in meant.reason


async def test_nobody_there_is_unavailable() -> None:
    async with _serving(b"") as (client, _):
        pass
    client = Understander(Door(port=9, token="t"), SETTINGS)
    meant = await client.parse("hello", EN)
    assert isinstance(meant, Unavailable)
    assert "not reachable" in meant.reason
    assert isinstance(await client.forget("c"), Unavailable)
    await client.close()


async def test_an_empty_turn_is_a_failed_action() -> None:
    empty = b'{"messages": [], "slots": {}, "loop": null}'
    async with _serving(empty) as (client, _):
        turned = await client.turn("c1", EN, "ask_time", {})
    assert isinstance(turned, Unavailable)
    assert "action failed" in turned.reason


async def test_a_turn_has_messages_and_the_waiting_form() -> None:
    body = {
        "messages": [{"custom": {"kept": 0}, "recipient_id": "c"}],
        "loop": "reading_form",
    }
    async with _serving(json.dumps(body).encode()) as (client, _):
        turned = await client.turn("c1", EN, "ask_last_reading", {"kind": "glucose"})
    assert isinstance(turned, Turned)
    assert turned.loop == "reading_form"
    assert turned.messages[0].custom == {"kept": 0}


@pytest.mark.parametrize("text", ["", "   ", "///", " / \n"])
async def test_without_words_nothing_is_asked(text: str) -> None:
    async with _serving(b"{}") as (client, seen):
        assert isinstance(await client.parse(text, EN), Unavailable)
    assert seen == []


@given(some.text(max_size=50))
def test_no_text_can_be_taken_for_a_command(text: str) -> None:
    assert not spoken(text).startswith("/")
