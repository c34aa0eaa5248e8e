"""The action webhook over a real socket: only the token opens it."""

import asyncio
from collections.abc import AsyncIterator, Mapping

import httpx
import pytest

from assistant.conversation.reply import Reply
from assistant.conversation.webhook import ActionAnswer, ActionCall, answer_of
from assistant.conversation.webhook_server import BODY_LIMIT, WebhookServer

pytestmark = pytest.mark.integration
CALL = {"next_action": "action_time", "sender_id": "c1", "tracker": {}}


class OneConversation:
    """Knows one conversation."""

    async def act(self, call: ActionCall) -> ActionAnswer | None:
        if call.sender_id != "c1":
            return None
        return answer_of(call, Reply(words="never sent", topic="time"), 0)


@pytest.fixture
async def url() -> AsyncIterator[str]:
    server = WebhookServer(OneConversation(), "secret")
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(server.run())
        yield server.url
        server.stop()


async def _post(
    url: str, body: Mapping[str, object], token: str = "secret"
) -> httpx.Response:
    async with httpx.AsyncClient(trust_env=False) as http:
        for _ in range(200):
            try:
                return await http.post(
                    url, json=dict(body), headers={"X-Action-Token": token}
                )
            except httpx.ConnectError:
                await asyncio.sleep(0.01)
    raise AssertionError


async def test_an_action_is_answered_with_a_number(url: str) -> None:
    answer = await _post(url, CALL)
    assert answer.status_code == 200
    assert answer.json()["responses"] == [{"custom": {"kept": 0}}]
    assert "never sent" not in answer.text


@pytest.mark.parametrize(
    ("token", "body", "status"),
    [
        ("wrong", CALL, 401),
        ("", CALL, 401),
        ("secret", {"next_action": "a"}, 422),
        ("secret", CALL | {"sender_id": "other"}, 404),
        ("secret", CALL | {"padding": "x" * BODY_LIMIT}, 413),
    ],
)
async def test_what_is_wrong_is_refused(
    url: str, token: str, body: dict[str, object], status: int
) -> None:
    assert (await _post(url, body, token)).status_code == status


async def test_a_server_that_is_started_anew_keeps_its_address() -> None:
    server = WebhookServer(OneConversation(), "secret")
    for _ in range(2):
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(server.run())
            assert (await _post(server.url, CALL)).status_code == 200
            server.stop()
