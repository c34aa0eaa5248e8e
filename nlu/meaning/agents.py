"""The trained models, loaded, and the conversations they are in the middle of."""

import asyncio
import logging
import re
from collections import OrderedDict
from pathlib import Path
from typing import Any

from meaning import slim

slim.install()

import rasa.core.actions.action as rasa_action  # noqa: E402  the stand-ins come first
from jsonschema import Draft202012Validator  # noqa: E402
from rasa.core.agent import Agent  # noqa: E402
from rasa.core.channels.channel import CollectingOutputChannel  # noqa: E402
from rasa.utils.endpoints import EndpointConfig  # noqa: E402
from rasa.utils.log_utils import configure_structlog  # noqa: E402

ACTION_SECONDS = 3
"""Rasa itself would wait 300."""
MAX_CONVERSATIONS = 64
"""Kept at once, per language; the oldest is forgotten for a new one."""
CONVERSATION = re.compile(r"[A-Za-z0-9-]{1,64}")


class _Checked(rasa_action.RemoteAction):
    """Compiles the schema of action answers once instead of at every answer."""

    _schema = Draft202012Validator(rasa_action.RemoteAction.action_response_format_spec())

    def _validate_action_result(self, result: dict[str, Any]) -> bool:
        self._schema.validate(result)
        return True


def _bound_rasa() -> None:
    """Short waits for actions, and no words of the patient in any log."""
    configure_structlog(logging.CRITICAL)
    logging.getLogger("rasa").setLevel(logging.CRITICAL)
    rasa_action.DEFAULT_REQUEST_TIMEOUT = ACTION_SECONDS
    rasa_action.RemoteAction._validate_action_result = _Checked._validate_action_result  # noqa: SLF001
    rasa_action.RemoteAction._schema = _Checked._schema  # noqa: SLF001


class Speaker:
    """One language: its model, and its open conversations."""

    def __init__(self, model: Path, actions: EndpointConfig | None) -> None:
        """Load the model; `actions` is where custom actions are answered."""
        self._agent = Agent.load(model_path=str(model), action_endpoint=actions)
        if self._agent.processor is None:
            raise RuntimeError(f"{model} cannot be loaded")
        self._processor = self._agent.processor
        self._locks: OrderedDict[str, asyncio.Lock] = OrderedDict()
        self.intents = frozenset(self._processor.domain.intents)

    async def parse(self, text: str) -> dict[str, Any]:
        """What a text means; no conversation is touched."""
        return await self._agent.parse_message(text)

    async def turn(
        self, conversation: str, intent: str, entities: dict[str, str]
    ) -> dict[str, Any]:
        """Go on in a conversation with a meaning already settled."""
        lock = self._locks.setdefault(conversation, asyncio.Lock())
        self._locks.move_to_end(conversation)
        while len(self._locks) > MAX_CONVERSATIONS:
            await self.forget(next(iter(self._locks)))
        channel = CollectingOutputChannel()
        async with lock:
            tracker = await self._processor.fetch_tracker_and_update_session(
                conversation, channel
            )
            listed = [{"entity": name, "value": value} for name, value in entities.items()]
            await self._processor.trigger_external_user_uttered(
                intent, listed, tracker, channel
            )
            loop = tracker.active_loop.name if tracker.active_loop else None
            slots = {
                name: value
                for name, value in tracker.current_slot_values().items()
                if value is not None and name != "session_started_metadata"
            }
        return {"messages": channel.messages, "slots": slots, "loop": loop}

    async def forget(self, conversation: str) -> None:
        """Drop every trace of a conversation."""
        self._locks.pop(conversation, None)
        store = self._agent.tracker_store
        inner = getattr(store, "_tracker_store", store)
        inner.store.pop(conversation, None)


def load(
    models: dict[str, Path], actions: str | None, action_token: str
) -> dict[str, Speaker]:
    """All languages, ready."""
    _bound_rasa()
    endpoint = None
    if actions:
        endpoint = EndpointConfig(
            url=actions,
            headers={"X-Action-Token": action_token},
            enable_selective_domain=True,
        )
    return {language: Speaker(model, endpoint) for language, model in models.items()}
