"""`philomel module`: a small gateway between devices and home."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx

from care.clock import Clock
from care.observation import Observation
from care.people import PatientId
from sensors.bridges.listener import Listener
from sensors.bridges.nightscout import Nightscout
from sensors.bridges.seen import BridgeError, Seen, observation
from sensors.bridges.settings import NightscoutSettings
from sensors.gatt.characteristics import decode
from sensors.gatt.readings import Origin, readings
from sensors.module.bluetooth import BluetoothDriver
from sensors.module.module import Module
from sensors.safefile import write_private
from sensors.settings import BluetoothDevice, ModuleSettings

BACKLOG = timedelta(hours=24)
"""How far back a REST source is asked at the start."""


class Gateway:
    """Drivers and bridges on one side, the sealed link on the other."""

    def __init__(self, folder: Path, settings: ModuleSettings, clock: Clock) -> None:
        """Read keys and open the outbox. SetupError or StoreError when that fails."""
        self._settings, self._clock, self._folder = settings, clock, folder
        self._module = Module(folder, outbox=folder / "outbox.db", clock=clock)

    async def run(self) -> None:
        """Work until cancelled."""
        async with self._connected(), asyncio.TaskGroup() as group:
            for device in self._settings.bluetooth.values():
                driver = BluetoothDriver(device, partial(self._decoded, device))
                group.create_task(driver.run())
            for name, bridge in self._settings.bridges.items():
                if isinstance(bridge, NightscoutSettings):
                    group.create_task(self._poll(bridge, self._folder / f"{name}.json"))
            group.create_task(asyncio.Event().wait())  # stay, also without drivers

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
