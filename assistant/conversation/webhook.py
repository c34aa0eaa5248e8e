"""Rasa's custom actions, answered by the station (plain models, no SDK).

The protocol: in goes `{next_action, sender_id, tracker{slots, latest_message, ...}}`, out
come `{events, responses}`. Every answer here is one response that holds only the number of
the reply kept at the station, which at the same time proves that the action ran.
"""

from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict

from assistant.conversation.reply import Reply

MESSAGE_DONE = "action_message"
"""After it, the next message has to be said anew."""


class _Loose(BaseModel):
    model_config = ConfigDict(extra="ignore")


class Intent(_Loose):
    """What was meant, as the station told Rasa."""

    name: str | None = None


class Entity(_Loose):
    """One clean value, as the station told Rasa."""

    entity: str
    value: Any = None


class LatestMessage(_Loose):
    """The turn that is being answered."""

    intent: Intent = Intent()
    entities: tuple[Entity, ...] = ()


class Tracker(_Loose):
    """Rasa's memory of this conversation."""

    slots: dict[str, Any] = {}
    latest_message: LatestMessage = LatestMessage()


class ActionCall(_Loose):
    """Rasa wants an action run."""

    next_action: str
    sender_id: str
    tracker: Tracker


class ActionAnswer(BaseModel):
    """What Rasa gets: slots to set, and the number of the kept reply."""

    events: tuple[dict[str, Any], ...]
    responses: tuple[dict[str, Any], ...]


class Answers(Protocol):
    """Who runs an action."""

    async def act(self, call: ActionCall) -> ActionAnswer | None:
        """Run it; None for a conversation or an action that is not known here."""
        ...


def _slot(name: str, value: str | None) -> dict[str, Any]:
    return {"event": "slot", "name": name, "value": value, "timestamp": None}


def answer_of(call: ActionCall, reply: Reply, number: int) -> ActionAnswer:
    """The answer that tells Rasa nothing but the topic and the reply's number."""
    events = [] if reply.topic is None else [_slot("topic", reply.topic)]
    if call.next_action == MESSAGE_DONE:
        events.append(_slot("words", None))
    return ActionAnswer(events=tuple(events), responses=({"custom": {"kept": number}},))
