"""The real service with the real models; skipped with the reason where they lack."""

import json
import sys
from collections.abc import Iterator

import httpx
import pytest

from tests.fakes.nlu_service import ACTION_TOKEN, NLU, TOKEN, Served, lacking, start
from tests.fakes.rasa_webhook import Webhook

sys.path.insert(0, str(NLU))  # the parts of nlu/ that need no Rasa


@pytest.fixture(scope="session")
def webhook() -> Iterator[Webhook]:
    """A webhook of the tests' own, in a thread: what it was asked, and what it answers."""
    with Webhook(ACTION_TOKEN) as running:
        yield running


@pytest.fixture(scope="session")
def served(webhook: Webhook) -> Iterator[Served]:
    """The service with both languages and the tests' webhook."""
    if reason := lacking():
        pytest.skip(reason)
    process = start(
        "--actions",
        webhook.url,
        PHILOMEL_NLU_TOKEN=TOKEN,
        PHILOMEL_ACTION_TOKEN=ACTION_TOKEN,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    line = process.stdout.readline()
    assert line, process.stderr.read()
    port = json.loads(line)["port"]
    with httpx.Client(
        base_url=f"http://127.0.0.1:{port}",
        headers={"X-NLU-Token": TOKEN},
        timeout=30,
        trust_env=False,
    ) as http:
        yield Served(port=port, pid=process.pid, http=http)
    process.terminate()
    process.communicate(timeout=20)
    assert process.returncode == 0
