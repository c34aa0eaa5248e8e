"""Subscribes to the broker of another system and translates what it says."""

import ssl
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.reasoncodes import ReasonCode

from care.errors import SetupError
from sensors.bridges import frigate, mapping, statestream, zigbee2mqtt
from sensors.bridges.seen import BridgeError, Seen
from sensors.bridges.settings import (
    FrigateSettings,
    JsonSettings,
    Source,
    StateStreamSettings,
    Zigbee2MqttSettings,
)

ALIVE = "alive"
STATES = frozenset({"door", "pillbox"})
"""Kinds whose words tell a state that lasts; falls, presses and movements come again."""
MqttBridge = Zigbee2MqttSettings | StateStreamSettings | FrigateSettings | JsonSettings


def topics(bridge: MqttBridge) -> list[str]:
    """What to subscribe to."""
    match bridge:
        case Zigbee2MqttSettings():
            return [f"{bridge.base}/{name}" for name in bridge.devices]
        case StateStreamSettings():
            return [f"{bridge.base}/{name}/state" for name in bridge.entities]
        case FrigateSettings():
            return frigate.topics(bridge)
        case JsonSettings():
            return list(bridge.topics)


def translate(
    bridge: MqttBridge, topic: str, payload: bytes, at: datetime
) -> tuple[Seen, ...]:
    """What a message says. BridgeError when it has another form than documented."""
    match bridge:
        case Zigbee2MqttSettings():
            return zigbee2mqtt.translate(bridge, topic, payload, at)
        case StateStreamSettings():
            return statestream.translate(bridge, topic, payload, at)
        case FrigateSettings():
            return frigate.translate(bridge, topic, payload, at)
        case JsonSettings():
            return mapping.translate(bridge, topic, payload, at)


class Listener:
    """One bridge's connection; retained states are old news: known, not handed on."""

    def __init__(
        self,
        bridge: MqttBridge,
        now: Callable[[], datetime],
        hand_on: Callable[[tuple[Seen, ...]], None],
    ) -> None:
        """Prepare; `hand_on` is called from the connection's own thread."""
        self._bridge, self._now, self._hand_on = bridge, now, hand_on
        self.refused = 0
        """Messages in another form than documented."""
        self.trouble = ""
        """Why there is no connection, as last heard."""
        self._states: dict[tuple[str, str], Seen] = {}
        self._client = Client(CallbackAPIVersion.VERSION2)
        self._client.on_connect = self._connected
        self._client.on_connect_fail = self._unreachable
        self._client.on_disconnect = self._disconnected
        self._client.on_message = self._message
        self._secure(bridge.source)

    def _secure(self, source: Source) -> None:
        if source.username:
            self._client.username_pw_set(source.username, _password(source))
        if source.ca is not None:
            context = ssl.create_default_context(cafile=str(source.ca))
            self._client.tls_set_context(context)

    def start(self) -> None:
        """Connect in the background, now and whenever the connection is lost."""
        self._client.connect_async(self._bridge.source.host, self._bridge.source.port)
        self._client.loop_start()

    def stop(self) -> None:
        """End."""
        self._client.disconnect()
        self._client.loop_stop()

    def _connected(
        self, client: Client, _data: Any, _flags: Any, reason: ReasonCode, _more: Any
    ) -> None:
        self.trouble = f"refused: {reason}" if reason.is_failure else ""
        if reason.is_failure:
            return
        for topic in topics(self._bridge):
            client.subscribe(topic, 1)

    def _unreachable(self, _client: Client, _data: Any) -> None:
        self.trouble = "cannot be reached"

    def _disconnected(
        self, _client: Client, _data: Any, _flags: Any, reason: ReasonCode, _more: Any
    ) -> None:
        self.trouble = self.trouble or f"{reason}"

    def _message(self, _client: Client, _data: Any, message: MQTTMessage) -> None:
        try:
            payload = bytes(message.payload)
            seen = translate(self._bridge, message.topic, payload, self._now())
        except BridgeError:
            self.refused += 1
            return
        fresh = self._fresh(message.topic, seen)
        if fresh and not message.retain:
            self._hand_on(fresh)

    def _fresh(self, topic: str, seen: tuple[Seen, ...]) -> tuple[Seen, ...]:
        """The same, but that a state told again is no event, only a sign of life.

        Zigbee2MQTT and Home Assistant tell the whole state again for a changed battery:
        a pill box that is still open was not opened again.
        """
        if not isinstance(self._bridge, Zigbee2MqttSettings | StateStreamSettings):
            return seen
        fresh = []
        for one in seen:
            before = self._states.get((topic, one.kind))
            self._states[topic, one.kind] = one
            same = before is not None and before.value == one.value
            state = isinstance(one.value, str) and one.kind in STATES
            fresh.append(replace(one, value=ALIVE) if same and state else one)
        return tuple(fresh)


def _password(source: Source) -> str | None:
    if source.password_file is None:
        return None
    try:
        return source.password_file.read_text(encoding="utf-8").strip()
    except OSError as error:
        msg = f"password file {source.password_file} cannot be read ({error.strerror})"
        raise SetupError(msg) from error
