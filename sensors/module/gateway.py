"""`philomel module`: a small gateway between devices and home."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx

from care.clock import Clock, sleep
from care.observation import Observation
from care.people import PatientId
from sensors.bridges.listener import Listener
from sensors.bridges.nightscout import Nightscout
from sensors.bridges.seen import BridgeError, Seen, observation
from sensors.bridges.settings import NightscoutSettings
from sensors.gatt.characteristics import decode
from sensors.gatt.readings import Origin, readings
from sensors.keystore.token import TokenKeys, TokenPlace
from sensors.keystore.tunnel import SOCKET, tunnel
from sensors.module.bluetooth import BluetoothDriver
from sensors.module.module import Module
from sensors.safefile import write_private
from sensors.settings import BluetoothDevice, ModuleSettings

BACKLOG = timedelta(hours=24)
"""How far back a REST source is asked at the start."""


REPORT_EVERY = timedelta(hours=1)
TUNNEL_PAUSE = 2.0
"""Seconds before stunnel is started again."""


def token_of(settings: ModuleSettings) -> TokenPlace | None:
    """Where the private key is, when a token holds it."""
    given = settings.token
    if given is None:
        return None
    return TokenPlace(
        library=given.library, token=given.label, pin_file=given.pin_file, key=given.key
    )


class Gateway:
    """Drivers and bridges on one side, the sealed link on the other."""

    def __init__(self, folder: Path, settings: ModuleSettings, clock: Clock) -> None:
        """Read keys and open the outbox. SetupError or StoreError when that fails."""
        self._settings, self._clock, self._folder = settings, clock, folder
        token = token_of(settings)
        self._keys = None if token is None else TokenKeys(token)
        self._module = Module(
            folder,
            outbox=folder / "outbox.db",
            clock=clock,
            keys=self._keys,
            socket=None if token is None else folder / SOCKET,
        )

    async def run(self) -> None:
        """Work until cancelled."""
        async with self._connected(), asyncio.TaskGroup() as group:
            if self._keys is not None:
                group.create_task(self._tunnel(self._keys.place))
            for device in self._settings.bluetooth.values():
                driver = BluetoothDriver(device, partial(self._decoded, device))
                group.create_task(driver.run())
            for name, bridge in self._settings.bridges.items():
                if isinstance(bridge, NightscoutSettings):
                    group.create_task(self._poll(bridge, self._folder / f"{name}.json"))
            group.create_task(self._report())

    @contextlib.asynccontextmanager
    async def _connected(self) -> AsyncIterator[None]:
        listeners = [
            Listener(bridge, self._clock.now, self.hand_on)
            for bridge in self._settings.bridges.values()
            if not isinstance(bridge, NightscoutSettings)
        ]
        self._module.start(self._settings.host, self._settings.port)
        for listener in listeners:
            listener.start()
        try:
            yield
        finally:
            for listener in listeners:
                listener.stop()
            self._module.stop()
            if self._keys is not None:
                self._keys.close()

    async def _tunnel(self, place: TokenPlace) -> None:
        """Keep stunnel running: it does TLS with the key in the token."""
        host, port = self._settings.host, self._settings.port
        while True:
            command = tunnel(self._folder, place, host=host, port=port)
            process = await asyncio.create_subprocess_exec(*command)
            try:
                await process.wait()
            finally:
                if process.returncode is None:
                    process.terminate()
                    await process.wait()
            await asyncio.sleep(TUNNEL_PAUSE)

    async def _report(self) -> None:
        """Say what runs here: at the start, and again so that the home hears of us."""
        while True:
            now = self._clock.now()
            what = f"philomel {version('philomel')}"
            said = Seen(kind="firmware", value=what, unit="1", taken_at=now)
            self._module.report([observation(said, self._module.device, now)])
            await sleep(self._clock, REPORT_EVERY)

    def hand_on(self, seen: Sequence[Seen]) -> None:
        """Seal what a bridge saw."""
        now = self._clock.now()
        self._submit([observation(one, self._module.device, now) for one in seen])

    def _decoded(self, device: BluetoothDevice, number: str, data: bytes) -> None:
        origin = Origin(
            patient=PatientId("unknown"),
            device=self._module.device,
            received_at=self._clock.now(),
            zone=ZoneInfo(self._settings.zone),
        )
        records = decode(number, data, device.quirk)
        self._submit([one for held in records for one in readings(number, held, origin)])

    def _submit(self, found: Sequence[Observation]) -> None:
        if found:
            self._module.submit(found)

    def _since(self, marker: Path) -> dict[str, datetime]:
        """Where the last run ended, so that nothing is reported twice."""
        start = self._clock.now().astimezone(UTC) - BACKLOG
        last = dict.fromkeys(("entries", "treatments"), start)
        if marker.exists():
            held = json.loads(marker.read_text(encoding="utf-8"))
            last |= {what: datetime.fromisoformat(at) for what, at in held.items()}
        return last

    async def _poll(self, bridge: NightscoutSettings, marker: Path) -> None:
        async with httpx.AsyncClient() as client:
            site = Nightscout(bridge, client, self._since(marker))
            while True:
                with contextlib.suppress(BridgeError):
                    self.hand_on(await site.poll())
                    last = {what: at.isoformat() for what, at in site.last.items()}
                    write_private(marker, json.dumps(last).encode())
                await asyncio.sleep(bridge.every_seconds)
