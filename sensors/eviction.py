"""Ends the live connection of a device that lost its right to it, and nobody else's.

mosquitto looks at the revocation list only when somebody connects, and its plugin that
can cut a client off does not keep one with a certificate out. But the client id is the
common name of the certificate: the home, whose authority can certify any name, connects
under the device's name for a moment. The broker then drops the device's connection
(MQTT 5, 3.1.4-3) and, with a clean start, its session. The list keeps it from coming
back.
"""

import tempfile
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from paho.mqtt.client import Client, MQTTv5
from paho.mqtt.enums import CallbackAPIVersion

from care.errors import SetupError
from care.observation import DeviceId
from care.safefile import write_private
from sensors.keystore.file import FileKeys
from sensors.mqtt import Credentials, tls_context
from sensors.premises import Premises

PAUSES = (0.5, 2.0, 10.0)
"""Seconds before each try: the broker first has to read the new list."""
PATIENCE = 5.0
"""Seconds for one connection."""


def evict(
    premises: Premises, device: DeviceId, *, host: str, port: int, now: datetime
) -> bool:
    """Take the device's place at the broker for a moment; False when that failed.

    `now` is the machine's own time. The key made for it is deleted before returning.
    """
    with tempfile.TemporaryDirectory(dir=premises.folder) as place:
        key, certificate = Path(place, "key.pem"), Path(place, "certificate.pem")
        request = FileKeys.create(key).request(device)
        pem = premises.authority(now).issue_client(
            request, device, str(uuid4()), now, days=1
        )
        write_private(certificate, pem)
        context = tls_context(
            Credentials(
                name=device,
                ca=premises.certificate("ca"),
                certificate=certificate,
                key=key,
            )
        )
    accepted = threading.Event()
    client = Client(CallbackAPIVersion.VERSION2, device, protocol=MQTTv5)
    client.tls_set_context(context)
    client.on_connect = lambda *_: accepted.set()
    try:
        client.connect(host, port, clean_start=True)
    except OSError:
        return False
    client.loop_start()
    there = accepted.wait(PATIENCE)
    client.disconnect()
    client.loop_stop()
    return there


class Evictor:
    """Evicts in a thread of its own: the intake never waits for it."""

    def __init__(
        self,
        premises: Premises,
        host: str,
        port: int,
        now: Callable[[], datetime],
        stopping: threading.Event,
    ) -> None:
        """`now` is the machine's own time; `stopping` ends the tries."""
        self._premises, self._host, self._port = premises, host, port
        self._now, self._stopping = now, stopping

    def begin(self, devices: Sequence[DeviceId]) -> None:
        """Evict these, more than once: one may come back before the list is read."""
        if devices:
            threading.Thread(
                target=self._run, args=(devices,), name="eviction", daemon=True
            ).start()

    def _run(self, devices: Sequence[DeviceId]) -> None:
        for pause in PAUSES:
            if self._stopping.wait(pause):
                return
            for device in devices:
                try:
                    evict(
                        self._premises,
                        device,
                        host=self._host,
                        port=self._port,
                        now=self._now(),
                    )
                except SetupError:
                    return  # the home's own files are damaged: the warden tells that
