"""`philomel module`: a small gateway between devices and home."""

import asyncio
import contextlib
import fcntl
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import timedelta
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TextIO
from zoneinfo import ZoneInfo

from care.clock import Clock, sleep
from care.errors import SetupError, StoreError
from care.observation import Observation
from care.people import PatientId
from sensors.bridges.listener import Listener
from sensors.bridges.seen import Seen, observation
from sensors.bridges.settings import NightscoutSettings
from sensors.gatt.characteristics import decode
from sensors.gatt.readings import Origin, own_time, readings
from sensors.keystore.token import TokenKeys, TokenPlace
from sensors.keystore.tunnel import SOCKET, tunnel
from sensors.module.bluetooth import STORED, BluetoothDriver
from sensors.module.module import Module
from sensors.module.poller import Poller
from sensors.settings import BluetoothDevice, ModuleSettings

REPORT_EVERY = timedelta(hours=1)
TELL_SECONDS = 1.0
TUNNEL_PAUSE = 2.0
"""Seconds before stunnel is started again."""
ODD = "some of what it sends has another form than documented and is passed over"
Source = Listener | Poller | BluetoothDriver


def token_of(settings: ModuleSettings) -> TokenPlace | None:
    """Where the private key is, when a token holds it."""
    given = settings.token
    if given is None:
        return None
    return TokenPlace(
        library=given.library, token=given.label, pin_file=given.pin_file, key=given.key
    )


def _alone(folder: Path) -> TextIO:
    """A lock on the folder for as long as the file is open. SetupError when it is held.

    Two processes under one name would push each other off the broker for ever.
    """
    lock = (folder / "module.lock").open("w", encoding="utf-8")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        msg = f"another philomel module is at work in {folder}"
        raise SetupError(msg) from error
    return lock


class Gateway:
    """Drivers and bridges on one side, the sealed link on the other."""

    def __init__(
        self,
        folder: Path,
        settings: ModuleSettings,
        clock: Clock,
        say: Callable[[str], None] = lambda _words: None,
    ) -> None:
        """Read keys and open the outbox. SetupError or StoreError when that fails.

        `say` is told in plain words how it goes; also from other threads.
        """
        self._say, self._complaint = say, ""
        self._tunnel_process: asyncio.subprocess.Process | None = None
        self._settings, self._clock, self._folder = settings, clock, folder
        self._lock = _alone(folder)
        token = token_of(settings)
        self._keys = None if token is None else TokenKeys(token)
        self._module = Module(
            folder,
            outbox=folder / "outbox.db",
            clock=clock,
            keys=self._keys,
            socket=None if token is None else folder / SOCKET,
            renewed=self._renewed,
        )

    async def run(self) -> None:
        """Work until cancelled."""
        sources = self._sources()
        async with self._connected(sources), asyncio.TaskGroup() as group:
            if self._keys is not None:
                group.create_task(self._tunnel(self._keys.place))
            for source in sources.values():
                if not isinstance(source, Listener):
                    group.create_task(source.run())
            group.create_task(self._report())
            group.create_task(self._tell(sources))

    def _sources(self) -> dict[str, Source]:
        """Everything that measures, by its name in config.yml."""
        found: dict[str, Source] = {}
        for name, device in self._settings.bluetooth.items():
            found[name] = BluetoothDriver(device, partial(self._decoded, name, device))
        for name, bridge in self._settings.bridges.items():
            hand_on = partial(self.hand_on, name)
            if isinstance(bridge, NightscoutSettings):
                marker = self._folder / f"{name}.json"
                found[name] = Poller(bridge, marker, self._clock, hand_on)
            else:
                found[name] = Listener(bridge, self._clock.now, hand_on)
        return found

    @contextlib.asynccontextmanager
    async def _connected(self, sources: dict[str, Source]) -> AsyncIterator[None]:
        listeners = [one for one in sources.values() if isinstance(one, Listener)]
        self._module.start(self._settings.host, self._settings.port)
        for listener in listeners:
            listener.start()
        try:
            yield
        finally:
            for listener in listeners:
                listener.stop()
            self._module.stop()
            self._lock.close()
            if self._keys is not None:
                self._keys.close()

    async def _tunnel(self, place: TokenPlace) -> None:
        """Keep stunnel running: it does TLS with the key in the token."""
        host, port = self._settings.host, self._settings.port
        while True:
            command = tunnel(self._folder, place, host=host, port=port)
            # Its log names the PIN: nothing of it is kept but its own error lines.
            process = await asyncio.create_subprocess_exec(
                *command,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.PIPE,
            )
            self._tunnel_process = process
            try:
                await self._watch(process)
            finally:
                if process.returncode is None:
                    process.terminate()
                    await process.wait()
            await asyncio.sleep(TUNNEL_PAUSE)

    async def _watch(self, process: asyncio.subprocess.Process) -> None:
        """Wait for the tunnel's end, and say once what it complains about."""
        assert process.stderr is not None
        async for line in process.stderr:
            text = line.decode(errors="replace").strip()
            if text.startswith("[!]") and "PIN" not in text:
                self._complain(f"tunnel: {text.removeprefix('[!]').strip()}")
        await process.wait()

    def _complain(self, words: str) -> None:
        if words != self._complaint:
            self._complaint = words
            self._say(words)

    async def _report(self) -> None:
        """Say what runs here: at the start, and again so that the home hears of us."""
        while True:
            now = self._clock.now()
            what = f"philomel {version('philomel')}"
            said = Seen(kind="firmware", value=what, unit="1", taken_at=now)
            self._module.report([observation(said, self._module.device, now)])
            await sleep(self._clock, REPORT_EVERY)

    def _renewed(self) -> None:
        """Have the tunnel read the new certificate: it is started again."""
        process = self._tunnel_process
        if process is not None and process.returncode is None:
            process.terminate()

    async def _tell(self, sources: dict[str, Source]) -> None:
        """Say when the home is reached, and when not, and why; and so of each source."""
        said = dict.fromkeys(sources, "")
        home = ""
        while True:
            module = self._module
            words = "connected" if module.connected else f"not connected: {module.trouble}"
            if words != home and (module.connected or module.trouble):
                self._say(f"{words} ({module.waiting} waiting)")
                home = words
            for name, source in sources.items():
                words = source.trouble or ODD * bool(source.refused)
                if words and words != said[name]:
                    self._say(f"{name}: {words}")
                said[name] = words
            await asyncio.sleep(TELL_SECONDS)

    def hand_on(self, name: str, seen: Sequence[Seen]) -> None:
        """Seal what the bridge of that name saw."""
        now = self._clock.now()
        found = [observation(one, self._module.device, now) for one in seen]
        sources = [one.source and f"{name} {one.source}" for one in seen]
        self._submit(found, sources)

    def _decoded(
        self, name: str, device: BluetoothDevice, number: str, data: bytes
    ) -> None:
        origin = Origin(
            patient=PatientId("unknown"),
            device=self._module.device,
            received_at=self._clock.now(),
            zone=ZoneInfo(self._settings.zone),
        )
        for held in decode(number, data, device.quirk):
            found = readings(number, held, origin)
            # With its own time in it, the same bytes are the same measurement; so are
            # those of a record that the device keeps and hands in at every connection.
            own = number in STORED or own_time(held, origin.zone) is not None
            sources = [
                f"{name} {number} {data.hex()} {one.kind} {at}" * own
                for at, one in enumerate(found)
            ]
            self._submit(found, sources)

    def _submit(self, found: Sequence[Observation], sources: Sequence[str]) -> None:
        """Seal; a disk that refuses is said, and everything else goes on."""
        if not found:
            return
        try:
            self._module.submit(found, sources)
        except StoreError as error:
            self._complain(f"nothing can be kept: {error}")
