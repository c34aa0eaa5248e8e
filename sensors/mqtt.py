"""One lasting MQTT 5 connection over mutual TLS 1.3, for the hub and for modules.

`clean_start=False` together with a session expiry is the only setting that keeps what
was published while we were away; acknowledging by hand after the commit is the only one
that loses nothing in a crash. Packet numbers are used again after a reconnect, so a
message of an earlier connection is never acknowledged.
"""

import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from paho.mqtt.client import Client, ConnectFlags, DisconnectFlags, MQTTMessage, MQTTv5
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from care.errors import SetupError

SESSION_SECONDS = 7 * 86_400
WINDOW = 1_000
"""Messages in flight without an acknowledgement."""
KEEPALIVE_SECONDS = 30
CLOSED = "closed before it was accepted: certificate revoked, expired or of another home?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One message as it came in."""

    topic: str
    payload: bytes
    generation: int
    """Connection that it came by."""
    mid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What a client shows and believes."""

    name: str
    """Common name of the certificate; the broker takes the client id from there."""
    ca: Path
    certificate: Path
    key: Path
    socket: Path | None = None
    """Unix socket of a TLS tunnel that holds the key; then the files are not read."""

    @classmethod
    def of_device(
        cls, name: str, folder: Path, socket: Path | None = None
    ) -> "Credentials":
        """A device's own, in its folder."""
        return cls(
            name=name,
            ca=folder / "ca.crt",
            certificate=folder / "device.crt",
            key=folder / "device.key",
            socket=socket,
        )


def tls_context(credentials: Credentials) -> ssl.SSLContext:
    """Mutual TLS 1.3 with this home's authority alone. SetupError names a bad file."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    _show(context, credentials)
    return context


def _show(context: ssl.SSLContext, credentials: Credentials) -> None:
    try:
        context.load_verify_locations(credentials.ca)
        context.load_cert_chain(credentials.certificate, credentials.key)
    except (OSError, ssl.SSLError) as error:
        msg = f"certificate {credentials.certificate} or its key cannot be used ({error})"
        raise SetupError(msg) from error


def _at_once(_client: Client, _data: Any, opened: Any) -> None:
    """Send small packets without waiting for the last one's confirmation (Nagle)."""
    opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


class Link:
    """Connects, stays connected, and says when it is not.

    The callbacks run in paho's thread and must only hand values on.
    """

    def __init__(
        self,
        credentials: Credentials,
        *,
        subscribe: str,
        on_message: Callable[[Delivery], None],
        on_state: Callable[[bool, str], None],
        on_published: Callable[[bool], None] | None = None,
    ) -> None:
        """Prepare; nothing is connected before `start`.

        `on_published` is told of each message whether the broker took it.
        """
        self._subscribe = subscribe
        self._on_message, self._on_state = on_message, on_state
        self._on_published = on_published
        self._lock = threading.Lock()
        self._generation = 0
        self._up = False
        self.trouble = ""
        """Why there is no connection, as last heard."""
        self._socket = credentials.socket
        self._client = Client(
            CallbackAPIVersion.VERSION2,
            credentials.name,
            protocol=MQTTv5,
            manual_ack=True,
            transport="unix" if self._socket else "tcp",
        )
        self._credentials = credentials
        if self._socket is None:
            self._tls = tls_context(credentials)
            self._client.tls_set_context(self._tls)
            self._client.on_socket_open = _at_once
        self._client.max_inflight_messages_set(WINDOW)
        self._client.reconnect_delay_set(1, 4 if self._socket else 30)
        self._client.on_connect = self._connected
        self._client.on_disconnect = self._disconnected
        self._client.on_connect_fail = self._unreachable
        self._client.on_message = self._message
        self._client.on_publish = self._published

    @property
    def up(self) -> bool:
        """Whether the broker has accepted us."""
        return self._up

    def start(self, host: str, port: int) -> None:
        """Connect in the background, now and whenever the connection is lost."""
        properties = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
        properties.SessionExpiryInterval = SESSION_SECONDS
        properties.ReceiveMaximum = WINDOW
        self._client.connect_async(
            str(self._socket or host),
            port,
            KEEPALIVE_SECONDS,
            clean_start=False,
            properties=properties,
        )
        self._client.loop_start()

    def renewed(self) -> None:
        """Show the new certificate from the next connection on; this one goes on."""
        if self._socket is None:
            _show(self._tls, self._credentials)

    def stop(self) -> None:
        """Leave; the session stays at the broker."""
        self._client.disconnect()
        self._client.loop_stop()

    def acknowledge(self, delivery: Delivery) -> None:
        """Tell the broker that the message is safe, if it came by this connection."""
        with self._lock:
            if self._up and delivery.generation == self._generation:
                self._client.ack(delivery.mid, 1)

    def publish(self, topic: str, payload: bytes) -> int | None:
        """Send at QoS 1; the packet's number, or None while there is no connection."""
        with self._lock:
            if not self._up:
                return None
            return self._client.publish(topic, payload, qos=1).mid

    def _connected(
        self,
        _client: Client,
        _data: Any,
        _flags: ConnectFlags,
        reason: ReasonCode,
        _properties: Any,
    ) -> None:
        if reason.is_failure:
            self._tell(f"refused: {reason}")
            return
        with self._lock:
            self._generation += 1
            self._up = True
        self._client.subscribe(self._subscribe, 1)  # always: the session may be gone
        self._tell("")

    def _disconnected(
        self,
        _client: Client,
        _data: Any,
        _flags: DisconnectFlags,
        reason: ReasonCode,
        _properties: Any,
    ) -> None:
        with self._lock:
            accepted, self._up = self._up, False
        # Under TLS 1.3 a refused certificate shows only here, before any CONNACK.
        detail = f"{reason}" if accepted else CLOSED
        self._tell(detail)

    def _unreachable(self, _client: Client, _data: Any) -> None:
        self._tell("cannot be reached")

    def _tell(self, trouble: str) -> None:
        """Note and hand on what became of the connection; nothing is well."""
        self.trouble = trouble
        self._on_state(not trouble, trouble)

    def _message(self, _client: Client, _data: Any, message: MQTTMessage) -> None:
        self._on_message(
            Delivery(
                topic=message.topic,
                payload=bytes(message.payload),
                generation=self._generation,
                mid=message.mid,
            )
        )

    def _published(
        self, _client: Client, _data: Any, _mid: int, reason: ReasonCode, _properties: Any
    ) -> None:
        if self._on_published is not None:
            self._on_published(not reason.is_failure)
